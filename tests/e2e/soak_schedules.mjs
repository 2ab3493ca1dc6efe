// ./dev soak-browser [--schedules N] [--seed S]: N random days of a grid worker's tablet (support/schedules.mjs), one after
// the other, on a real browser and a real server. What fails is told with its seed and its schedule.
import { launch } from './support/browser.mjs';
import { makeSchedule, describe } from './support/schedules.mjs';
import { TabletWorld } from './support/tablet_world.mjs';

/** @param {string} name @param {number} otherwise */
function option(name, otherwise) {
  const at = process.argv.indexOf(name);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
}
const schedules = option('--schedules', 500);
const first = option('--seed', 1);

const browser = await launch();
const world = new TabletWorld(browser);
let failed = 0;
let filings = 0;
let restored = 0;
const begun = Date.now();
try {
  await world.open();
  for (let seed = first; seed < first + schedules; ++seed) {
    const schedule = makeSchedule(seed);
    const outcome = await world.play(schedule);
    filings += outcome.filings;
    restored += outcome.restored ? 1 : 0;
    if (outcome.problems.length) {
      failed += 1;
      console.error(`${describe(schedule)}\n${outcome.problems.map((problem) => `- ${problem}`).join('\n')}\nproxy: ${world.proxy.done.join(', ')}`);
    }
    console.log(`seed ${seed}: ${outcome.filings} filings, ${outcome.problems.length} problems, ${Math.round((Date.now() - begun) / 1000)} s`);
  }
} finally {
  await browser.close();
  await world.close();
}
console.log(`${schedules} schedules from seed ${first} on: ${filings} filings, ${restored} with a restored server, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
