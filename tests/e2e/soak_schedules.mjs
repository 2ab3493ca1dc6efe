// ./dev soak-browser [--schedules N] [--seed S] [--errands E] [--at-once W]: N random days of a grid worker's tablet
// (support/schedules.mjs) with E errands each, on a real browser and W real servers. What fails is told with its seed and
// its schedule; a run that was stopped goes on with --seed and the seed after the last one that is printed.
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
const errandsADay = option('--errands', 20);
const atOnce = option('--at-once', 2);

const begun = Date.now();
const seconds = () => Math.round((Date.now() - begun) / 1000);
const total = { days: 0, errands: 0, restored: 0, failed: 0 };
/** How often each thing happened. @type {Record<string, number>} */
const happened = {};
let next = first;

/** @param {TabletWorld} world */
async function playDays(world) {
  while (next < first + schedules) {
    const schedule = makeSchedule(next++, errandsADay);
    const from = Date.now();
    const { errands, problems, restored } = await world.play(schedule)
      .catch((error) => ({ errands: 0, problems: [`the day could not begin: ${error.stack}`], restored: false }));
    total.days += 1;
    total.errands += errands;
    total.restored += restored ? 1 : 0;
    for (const { what } of schedule.moves) happened[what] = (happened[what] ?? 0) + 1;
    if (problems.length) {
      total.failed += 1;
      console.error(`${describe(schedule)}\n${problems.map((problem) => `- ${problem}`).join('\n')}\nproxy: ${world.proxy.done.join(', ')}`);
    }
    console.log(`seed ${schedule.seed}: ${errands} errands, ${problems.length} problems, ${Math.round((Date.now() - from) / 1000)} s; ${total.days} days in ${seconds()} s`);
  }
}

const browser = await launch();
const worlds = Array.from({ length: atOnce }, () => new TabletWorld(browser));
try {
  await Promise.all(worlds.map(async (world) => playDays(await world.open())));
} finally {
  await browser.close();
  for (const world of worlds) await world.close();
}
console.log(`${total.days} days from seed ${first} on: ${total.errands} errands, ${total.restored} days with a restored server, ${total.failed} failed, ${seconds()} s`);
console.log(Object.entries(happened).sort(([, one], [, other]) => other - one).map(([what, count]) => `${what} ${count}`).join(', '));
process.exitCode = total.failed ? 1 : 0;
