// What is measured outside the browser: frames of the native build, and the server under load.
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { ROOT, needed } from '../e2e/support/server.mjs';

/** @typedef {import('./report.mjs').Row} Row */

/**
 * What a program prints. Its failure is an error with the last line of what it complained about.
 * @param {string} program
 * @param {string[]} args
 * @param {AbortSignal} signal
 */
async function printed(program, args, signal) {
  try {
    return (await promisify(execFile)(program, args, { cwd: ROOT, signal, maxBuffer: 1 << 24 })).stdout;
  } catch (error) {
    const complaint = /** @type {{stderr?: string}} */ (error).stderr?.trim().split('\n').at(-1);
    throw complaint ? new Error(complaint, { cause: error }) : error;
  }
}

/** @param {string} folder @returns {string | undefined} */
function findProgram(folder) {
  if (!fs.existsSync(folder)) return undefined;
  const names = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.map((name) => path.join(folder, name)).find((file) => path.basename(file) === 'ow_bench' && fs.statSync(file).isFile());
}

/**
 * The program ow_bench prints one JSON object a line: {"what", "figure", "unit"} and, where quality.md has a budget,
 * "most" or "least".
 * @param {AbortSignal} signal
 * @returns {Promise<Row[]>}
 */
export async function measureFrames(signal) {
  const program = findProgram(path.join(ROOT, 'build/native-release')) ?? findProgram(path.join(ROOT, 'build/native-debug'));
  if (!program) throw new Error('ow_bench is not built: ./dev bench builds it');
  const stdout = await printed(program, [], signal);
  return stdout.split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
}

/** @param {number} seconds @param {AbortSignal} signal @returns {Promise<{rows: Row[], details: unknown}>} */
export async function measureServer(seconds, signal) {
  const script = path.join(ROOT, 'tests/bench/server_load.py');
  const stdout = await printed(needed('OW_PYTHON'), [script, '--seconds', String(seconds)], signal);
  const details = JSON.parse(stdout.slice(stdout.indexOf('{')));
  /** @type {{what: string, figure: number, bound: number, note: string}[]} */
  const verdicts = details.verdicts;
  return { rows: verdicts.map((one) => ({ what: one.what, figure: one.figure, unit: '', least: one.bound, note: one.note })), details };
}
