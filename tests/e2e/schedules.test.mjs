// Short days of a grid worker's tablet in a hostile world, and days in which something is broken on purpose;
// ./dev soak-browser plays as many long ones as wanted.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { launch } from './support/browser.mjs';
import { describe, richDays } from './support/schedules.mjs';
import { TabletWorld } from './support/tablet_world.mjs';

const schedules = richDays(3, 5);
/** A day that takes longer hangs. Milliseconds. */
const LONGEST = 5 * 60_000;

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

test('the days have dead and thawed tabs, a killed and a restored server, lost answers, failing and full storage, a locked tablet, a wrong clock and an update', () => {
  const seen = new Set(schedules.flatMap(({ moves }) => moves.map(({ what }) => what)));
  for (const what of ['crash tab', 'freeze tab', 'thaw tabs', 'open tab', 'kill server', 'back up', 'restore', 'answers', 'photo answers', 'writes fail',
    'reads fail', 'no room', 'network off', 'lock', 'clock', 'update'])
    assert.ok(seen.has(/** @type {import('./support/schedules.mjs').Move['what']} */ (what)), what);
  assert.deepEqual(new Set(schedules.flatMap(({ moves }) => moves.flatMap((move) => (move.what === 'done' ? [move.kind] : [])))), new Set(['help', 'apply', 'report', 'visit']));
});

for (const schedule of schedules) {
  test(`whatever happens on day ${schedule.seed}, each errand is filed once with all its parts, or waits and is shown`, { timeout: LONGEST }, async () => {
    const { errands, problems } = await world.play(schedule);
    assert.deepEqual(problems, [], describe(schedule));
    assert.ok(errands > 0);
  });
}

/** A day without any harm but what a test does. @param {import('./support/schedules.mjs').Move[]} moves @returns {import('./support/schedules.mjs').Schedule} */
const quiet = (...moves) => ({ seed: 0, pin: false, ends: 'new tab', moves });

test('a case sent under two keys, a photo left out, another signature and another result of a visit are found', async () => {
  /** What was spoilt under which key: sent again, it is the same. @type {Map<string, string>} */
  const spoilt = new Map();
  /** @param {string} what @param {string} key */
  const spoils = (what, key) => {
    if (!spoilt.has(what)) spoilt.set(what, key);
    return spoilt.get(what) === key;
  };
  world.proxy.sabotage = (path, body, key) => {
    if (path === '/api/v1/mandates' && spoils('signature', key)) body.evidence.strokes[0][0][1] = 0.987;
    if (path === '/api/v1/cases' && body.kind === 'appeal' && !spoilt.has('doubled') && spoils('doubled', key)) return [{ body }, { body, key: randomUUID() }];
    if (path === '/api/v1/cases' && body.kind === 'application' && spoils('photo', key)) body.materials.household_book.pop();
    if (path.endsWith('/tries') && spoils('visit', key)) body.result = 'refused';
    return [{ body }];
  };
  try {
    const { problems } = await world.play(quiet(
      { what: 'done', kind: 'help', pictures: 0 }, { what: 'done', kind: 'apply', pictures: 2 }, { what: 'done', kind: 'visit', pictures: 1 }));
    for (const found of [/^help .*: filed 2 times$/, /^apply .*: 1 pictures are missing, 0 are told$/, /: the signature is another one$/,
      /^visit .*: its result is refused,/])
      assert.ok(problems.some((problem) => found.test(problem)), `${found} is not among\n${problems.join('\n')}`);
  } finally {
    world.proxy.sabotage = undefined;
  }
});

test('a page that sends under another key at each try is found as soon as answers get lost', async () => {
  world.spoilPage = () => {
    const real = window.fetch.bind(window);
    let lost = 0;
    window.fetch = async (address, given) => {
      const headers = new Headers(given?.headers);
      if (headers.has('Idempotency-Key')) headers.set('Idempotency-Key', crypto.randomUUID());
      const answer = await real(address, { ...given, headers });
      if (given?.method === 'POST' && String(address).endsWith('/cases') && lost++ === 0) throw new TypeError('the answer is lost');
      return answer;
    };
  };
  try {
    const { problems } = await world.play(quiet({ what: 'done', kind: 'help', pictures: 0 }));
    assert.match(problems.join('\n'), /filed \d times/);
  } finally {
    world.spoilPage = undefined;
  }
});
