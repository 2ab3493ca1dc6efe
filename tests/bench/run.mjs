// Measures the product against its budgets (./dev bench) and says of each row whether it is met.
// Usage: node tests/bench/run.mjs [--strict] [--docs] [--seconds 10] [--rounds 5] [--list 5000] [--cases 10000]
//   [--only sizes,start,idle,answers,list,heap,frames,server]
// --docs also writes docs/figures.md and docs/figures.svg from this run.
import os from 'node:os';
import path from 'node:path';
import { launch } from '../e2e/support/browser.mjs';
import { ROOT } from '../e2e/support/server.mjs';
import { writeFigures } from './figures.mjs';
import { measureFrames, measureServer } from './native.mjs';
import { measureAnswers, measureHeap, measureIdle, measureList, measureStart } from './portal.mjs';
import { asTable, verdict, write } from './report.mjs';
import { startSides } from './sides.mjs';
import { measureSizes } from './sizes.mjs';

/** @param {string} name @param {string} usual */
function option(name, usual) {
  const at = process.argv.indexOf(name);
  return at < 0 ? usual : process.argv[at + 1];
}

const seconds = Number(option('--seconds', '10'));
const rounds = Number(option('--rounds', '5'));
const list = Number(option('--list', '5000'));
const cases = Number(option('--cases', '10000'));
const only = option('--only', '').split(',').filter(Boolean);

/** @type {import('./report.mjs').Row[]} */
const rows = [];
/** @type {Record<string, unknown>} */
const details = { at: new Date().toISOString() };

/**
 * One part; what breaks is a row that was not measured, and the rest goes on.
 * @param {string} name
 * @param {() => Promise<import('./report.mjs').Row[]> | import('./report.mjs').Row[]} measure
 */
async function part(name, measure) {
  if (only.length && !only.includes(name)) return;
  console.error(`measuring: ${name} …`);
  try {
    rows.push(...(await measure()));
  } catch (error) {
    rows.push({ what: name, figure: null, unit: '', note: String(error).split('\n')[0] });
  }
}

const sides = await startSides();
const browser = await launch();
try {
  await part('sizes', () => {
    const { rows: sizes, table } = measureSizes(sides[0].dist, sides[1].dist);
    details.files = table;
    return sizes;
  });
  await part('start', () => measureStart(browser, sides, rounds));
  await part('idle', () => measureIdle(browser, sides, seconds));
  await part('answers', () => measureAnswers(browser, sides, Math.min(rounds, 3)));
  await part('list', () => measureList(sides, list));
  await part('heap', () => measureHeap(browser, sides[0], cases));
} finally {
  await browser.close();
  for (const { server } of sides) await server.stop();
}
await part('frames', measureFrames);
await part('server', () => {
  const { rows: rates, details: load } = measureServer(Math.min(seconds, 5));
  details.server = load;
  return rates;
});

write(path.join(ROOT, 'build/bench'), rows, details);
if (process.argv.includes('--docs')) {
  const processor = os.cpus()[0]?.model ?? '';
  writeFigures(ROOT, rows, `Measured ${new Date().toISOString().slice(0, 10)} on ${os.cpus().length} × ${processor}, Chromium with software WebGL.`);
}
console.log(asTable(rows));
console.log('build/bench/report.json, build/bench/report.md');
const short = rows.some((row) => verdict(row) === 'falls short');
process.exitCode = process.argv.includes('--strict') && short ? 1 : 0;
