// What is measured outside the browser: frames of the native build, and the server under load.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { ROOT, needed } from '../e2e/support/server.mjs';

/** @typedef {import('./report.mjs').Row} Row */

/** @param {string} folder @returns {string | undefined} */
function findProgram(folder) {
  if (!fs.existsSync(folder)) return undefined;
  const names = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.map((name) => path.join(folder, name)).find((file) => path.basename(file) === 'ow_bench' && fs.statSync(file).isFile());
}

/**
 * The program ow_bench prints one JSON object a line: {"what", "figure", "unit"} and, where quality.md has a budget,
 * "most" or "least".
 * @returns {Row[]}
 */
export function measureFrames() {
  const program = findProgram(path.join(ROOT, 'build/native-release')) ?? findProgram(path.join(ROOT, 'build/native-debug'));
  const missing = (/** @type {string} */ note) => [{ what: 'frame of the heaviest page, native', figure: null, unit: 'ms', most: 4, note }];
  if (!program) return missing('there is no target ow_bench yet');
  const run = spawnSync(program, [], { cwd: ROOT, encoding: 'utf8', timeout: 120_000 });
  if (run.status !== 0) return missing(`ow_bench ended with ${run.status ?? run.signal}`);
  return run.stdout.split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
}

/** @param {number} seconds @returns {{rows: Row[], details: unknown}} */
export function measureServer(seconds) {
  const script = path.join(ROOT, 'tests/bench/server_load.py');
  const what = 'durable submissions a second';
  if (!fs.existsSync(script)) return { rows: [{ what, figure: null, unit: '', least: 800, note: 'no load generator yet' }], details: null };
  const run = spawnSync(needed('OW_PYTHON'), [script, '--seconds', String(seconds)], {
    cwd: ROOT, encoding: 'utf8', timeout: 600_000, maxBuffer: 1 << 24,
  });
  if (run.status !== 0)
    return { rows: [{ what, figure: null, unit: '', least: 800, note: run.stderr.trim().split('\n').at(-1) }], details: run.stderr };
  const details = JSON.parse(run.stdout.slice(run.stdout.indexOf('{')));
  /** @type {{what: string, figure: number, bound: number}[]} */
  const verdicts = details.verdicts;
  return { rows: verdicts.map((one) => ({ what: one.what, figure: one.figure, unit: '', least: one.bound })), details };
}
