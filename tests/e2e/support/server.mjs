// A real server on a free port with its own data, ended by its own pid.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { once } from 'node:events';

export const ROOT = path.resolve(import.meta.dirname, '../../..');

/** @param {string} name */
export function needed(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the browser tests with ./dev e2e`);
  return value;
}

export class Server {
  /** @param {string} data @param {number} port */
  constructor(data, port) {
    this.data = data;
    this.port = port;
    /** @type {import('node:child_process').ChildProcess | null} */
    this.child = null;
    this.log = '';
    /** Path of a configuration file, '' = the defaults. */
    this.config = '';
    /** Whether it begins with the demo's people and cases. */
    this.demo = true;
    /** The portal as it was packed. */
    this.web = needed('OW_WEB_DIST');
  }

  get url() {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Whether its process is there. */
  get runs() {
    return this.child !== null && this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Starts the process and waits until it says that it listens. */
  async start() {
    const child = spawn(
      needed('OW_PYTHON'),
      ['serve.py', ...(this.demo ? ['--demo'] : []), '--data', this.data, '--host', '127.0.0.1', '--port', String(this.port),
        '--web', this.web, ...(this.config ? ['--config', this.config] : [])],
      { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    this.child = child;
    let said = '';
    await new Promise((resolve, reject) => {
      const heard = (/** @type {Buffer} */ chunk) => {
        this.log = (this.log + chunk.toString()).slice(-200_000);
        // What an earlier start said is in the log too.
        said += chunk.toString();
        const found = /OneWindow: http:\/\/127\.0\.0\.1:(\d+)/.exec(said);
        if (!found) return;
        this.port = Number(found[1]);
        resolve(undefined);
      };
      child.stdout?.on('data', heard);
      child.stderr?.on('data', heard);
      child.once('exit', (code) => reject(new Error(`the server ended (${code}):\n${this.log.slice(-4000)}`)));
    });
    this.log = '';
    return this;
  }

  /** @param {NodeJS.Signals} signal */
  async end(signal) {
    const { child, runs } = this;
    this.child = null;
    if (!child || !runs) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  /** As if the power had failed. */
  kill9() {
    return this.end('SIGKILL');
  }

  /** Stops the process and removes its data. */
  async stop() {
    // SIGKILL: a test has nothing to wait for, and an open event stream would hold a graceful stop.
    await this.end('SIGKILL');
    fs.rmSync(this.data, { recursive: true, force: true });
  }
}

/** A server's own data folder, which `stop` removes. */
export const newDataFolder = () => fs.mkdtempSync(path.join(os.tmpdir(), 'onewindow-e2e-'));

/**
 * @param {string} [settings] TOML, for what a test needs otherwise than the demo has it
 * @param {string} [web] folder of the portal, where it is another one than was packed
 */
export async function startServer(settings, web) {
  const data = newDataFolder();
  const server = new Server(data, 0);
  if (web) server.web = web;
  if (settings) {
    server.config = path.join(data, 'test.toml');
    fs.writeFileSync(server.config, settings);
  }
  try {
    return await server.start();
  } catch (error) {
    await server.stop();
    throw error;
  }
}
