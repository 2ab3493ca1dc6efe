// Measures the product against its budgets (./dev bench) and says of each row whether it is met.
// Usage: node tests/bench/run.mjs [--strict] [--docs] [--seconds 10] [--idle 30] [--rounds 5] [--list 5000] [--cases 10000]
//   [--limit 900] [--only sizes,start,press,idle,answers,guides,list,heap,frames,server]
// --limit is the longest a part may take, in seconds. --docs also writes docs/figures.md and docs/figures.svg from this
// run, unless it was cut off from outside.
import os from 'node:os';
import path from 'node:path';
import { ROOT } from '../e2e/support/server.mjs';
import { writeFigures } from './figures.mjs';
import { measureGuides } from './guides.mjs';
import { measureFrames, measureServer } from './native.mjs';
import { measurePress } from './press.mjs';
import { measureAnswers, measureHeap, measureIdle, measureList, measureStart } from './portal.mjs';
import { Parts } from './parts.mjs';
import { asTable, verdict, write } from './report.mjs';
import { startSides } from './sides.mjs';
import { measureSizes } from './sizes.mjs';

/** @param {string} name @param {string} usual */
function option(name, usual) {
  const at = process.argv.indexOf(name);
  return at < 0 ? usual : process.argv[at + 1];
}

const seconds = Number(option('--seconds', '10'));
const idle = Number(option('--idle', '30'));
const rounds = Number(option('--rounds', '5'));
const list = Number(option('--list', '5000'));
const cases = Number(option('--cases', '10000'));
const only = option('--only', '').split(',').filter(Boolean);
const strange = only.filter((name) => !['sizes', 'start', 'press', 'idle', 'answers', 'guides', 'list', 'heap', 'frames', 'server'].includes(name));
if (strange.length) throw new Error(`no such part: ${strange.join(', ')}`);

/** @type {Record<string, unknown>} */
const details = { at: new Date().toISOString() };
const parts = new Parts(only, Number(option('--limit', '900')));

const sides = await startSides();
try {
  await parts.run('sizes', () => {
    const { rows: sizes, table } = measureSizes(sides[0].dist, sides[1].dist);
    details.files = table;
    return sizes;
  });
  await parts.run('start', async ({ newBrowser }) => measureStart(await newBrowser(), sides, rounds), sides);
  await parts.run('press', async ({ newBrowser }) => measurePress(await newBrowser(), sides, Math.min(rounds, 3)), sides);
  await parts.run('idle', async ({ newBrowser }) => measureIdle(newBrowser, sides, idle), sides);
  await parts.run('answers', async ({ newBrowser }) => measureAnswers(await newBrowser(), sides, Math.min(rounds, 3)), sides);
  await parts.run('guides', async ({ newBrowser }) => measureGuides(await newBrowser(), sides, Math.min(rounds, 3)), sides);
  await parts.run('list', ({ newBrowser }) => measureList(newBrowser, sides, list), sides);
  await parts.run('heap', ({ newBrowser }) => measureHeap(newBrowser, sides, cases), sides);
} finally {
  for (const { server } of sides) await server.stop();
}
await parts.run('frames', ({ signal }) => measureFrames(signal));
await parts.run('server', async ({ signal }) => {
  const { rows: rates, details: load } = await measureServer(Math.min(seconds, 5), signal);
  details.server = load;
  return rates;
});

const { rows } = parts;
write(path.join(ROOT, 'build/bench'), rows, details);
if (process.argv.includes('--docs') && !parts.ended) {
  const processor = os.cpus()[0]?.model ?? '';
  writeFigures(ROOT, rows, `Measured ${new Date().toISOString().slice(0, 10)} on ${os.cpus().length} × ${processor}, Chromium with software WebGL.`);
}
console.log(asTable(rows));
console.log('build/bench/report.json, build/bench/report.md');
const short = rows.some((row) => verdict(row) === 'falls short');
if (parts.ended) console.error(`ended by ${parts.ended} before everything was measured`);
process.exitCode = parts.ended || (process.argv.includes('--strict') && short) ? 1 : 0;
