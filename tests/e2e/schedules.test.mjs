// Five short days of a grid worker's tablet in a hostile world; ./dev soak-browser plays as many long ones as wanted.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from './support/browser.mjs';
import { describe, makeSchedule } from './support/schedules.mjs';
import { TabletWorld } from './support/tablet_world.mjs';

const MOST = 5;
const schedules = [6, 32, 47, 51, 61].map((seed) => makeSchedule(seed, MOST));

/** @type {import('playwright-core').Browser} */
let browser;
/** @type {TabletWorld} */
let world;
before(async () => {
  browser = await launch();
  world = new TabletWorld(browser);
  await world.open();
});
after(async () => {
  await browser?.close();
  await world?.close();
});

test('the days have a crashed tab, a killed server, a restored server, lost answers, failing storage and no network', () => {
  const seen = new Set(schedules.flatMap(({ moves }) => moves.map(({ what }) => what)));
  for (const what of ['crash tab', 'kill server', 'back up', 'restore', 'answers', 'writes fail', 'reads fail', 'network off', 'freeze tab'])
    assert.ok(seen.has(/** @type {import('./support/schedules.mjs').Move['what']} */ (what)), what);
});

for (const schedule of schedules) {
  test(`whatever happens on day ${schedule.seed}, each errand is filed once with all its parts, or waits and is shown`, async () => {
    const { filings, problems } = await world.play(schedule);
    assert.deepEqual(problems, [], describe(schedule));
    assert.ok(filings > 0);
  });
}
