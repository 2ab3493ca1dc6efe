// Measures the product against its budgets (./dev bench) and says of each row whether it is met.
// Usage: node tests/bench/run.mjs [--strict] [--seconds 10] [--cases 10000] [--only sizes,start,idle,answers,heap,frames,server]
import path from 'node:path';
import { launch } from '../e2e/support/browser.mjs';
import { ROOT, needed, startServer } from '../e2e/support/server.mjs';
import { measureFrames, measureServer } from './native.mjs';
import { measureAnswers, measureHeap, measureIdle, measureStart } from './portal.mjs';
import { asTable, verdict, write } from './report.mjs';
import { measureSizes } from './sizes.mjs';

/** @param {string} name @param {string} usual */
function option(name, usual) {
  const at = process.argv.indexOf(name);
  return at < 0 ? usual : process.argv[at + 1];
}

const seconds = Number(option('--seconds', '10'));
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

await part('sizes', () => {
  const { rows: sizes, table } = measureSizes(needed('OW_WEB_DIST'));
  details.files = table;
  return sizes;
});
const server = await startServer('[limits]\nfilings_per_hour = 0\n[server]\nlog_requests = false\n');
const browser = await launch();
try {
  await part('start', () => measureStart(browser, server.url));
  await part('idle', () => measureIdle(browser, server.url, seconds));
  await part('answers', () => measureAnswers(browser, server.url));
  await part('heap', () => measureHeap(browser, server.url, cases));
} finally {
  await browser.close();
  await server.stop();
}
await part('frames', measureFrames);
await part('server', () => {
  const { rows: rates, details: load } = measureServer(Math.min(seconds, 5));
  details.server = load;
  return rates;
});

write(path.join(ROOT, 'build/bench'), rows, details);
console.log(asTable(rows));
console.log('build/bench/report.json, build/bench/report.md');
const short = rows.some((row) => verdict(row) === 'falls short');
process.exitCode = process.argv.includes('--strict') && short ? 1 : 0;
