// The gate behind which the rest of the program is waited for, with a network of the test's own.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRest } from '../../web/shell/rest.mjs';

/** The smallest module there is. */
const EMPTY = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
/** One that wants a function which the boot part does not have. */
const STRANGE = Uint8Array.of(...EMPTY, 1, 4, 1, 0x60, 0, 0, 2, 13, 1, 7, ...new TextEncoder().encode('primary'), 1, 0x78, 0, 0);

/** @typedef {{status?: number, body?: Uint8Array}} Answer undefined = the network fails */

/** A page with a rest of the program that each request answers as the test says. */
function page() {
  /** @type {{answers: ((answer?: Answer) => void)[], signs: string[], timers: Map<number, () => void>, online: () => void, late: number, priorities: string[]}} */
  const seen = { answers: [], signs: [], timers: new Map(), online: () => {}, late: 0, priorities: [] };
  let timers = 0;
  const window = /** @type {any} */ ({
    fetch: (/** @type {string} */ _address, /** @type {{priority: string}} */ { priority }) => new Promise((resolve, reject) => {
      seen.priorities.push(priority);
      seen.answers.push((answer) => (answer
        ? resolve(new Response(/** @type {any} */ (answer.body ?? EMPTY), { status: answer.status ?? 200 }))
        : reject(new TypeError('no network'))));
    }),
    setTimeout: (/** @type {() => void} */ run) => { seen.timers.set(++timers, run); return timers; },
    clearTimeout: (/** @type {number} */ timer) => seen.timers.delete(timer),
    addEventListener: (/** @type {string} */ name, /** @type {() => void} */ run) => { if (name === 'online') seen.online = run; },
    performance: { mark: (/** @type {string} */ name) => { if (name === 'rest-late') seen.late += 1; } },
    XMLHttpRequest: class {
      status = 0;
      responseText = '';
      open() {}
      overrideMimeType() {}
      send() { throw new Error('no network'); }
    },
  });
  const rest = createRest(window, '/rest.wasm', (state) => seen.signs.push(state));
  rest.joins(/** @type {any} */ ({}));
  return { rest, seen };
}

/** @param {() => boolean} [came] what is waited for, at most so long as a loaded machine may take */
async function settled(came = () => true) {
  for (let turn = 0; turn < 200 && (turn < 2 || !came()); ++turn) await new Promise((done) => setTimeout(done, 10));
}
/** The timers that are set go off. @param {ReturnType<typeof page>['seen']} seen */
function passTime(seen) {
  const due = [...seen.timers.values()];
  seen.timers.clear();
  for (const run of due) run();
}

test('who only wants to know is told once the rest is there, hurries nothing, and later comers are told at once', async () => {
  const { rest, seen } = page();
  /** @type {string[]} */
  const told = [];
  rest.listen(() => told.push('early'));
  assert.deepEqual([told, seen.priorities, seen.signs], [[], [], []]);
  const followed = rest.follow();
  await settled(() => seen.answers.length > 0);
  seen.answers[0]({});
  await followed;
  rest.listen(() => told.push('late'));
  assert.deepEqual(told, ['early', 'late']);
  assert.deepEqual(seen.priorities, ['low']);
});

test('what is done before the rest is there is done when it comes, typed text in order and the last press only', async () => {
  const { rest, seen } = page();
  /** @type {string[]} */
  const done = [];
  rest.enter(() => done.push('a'));
  rest.press(() => done.push('first press'));
  rest.enter(() => done.push('b'));
  rest.press(() => done.push('last press'));
  assert.equal(done.length, 0);
  assert.equal(seen.answers.length, 1, 'it is fetched once');
  seen.answers[0]({});
  await settled(() => done.length > 0);
  assert.deepEqual(done, ['a', 'b', 'last press']);
  rest.press(() => done.push('at once'));
  assert.deepEqual(done.slice(3), ['at once']);
});

test('nobody is told while nobody waits, and who waits long is told', async () => {
  const { rest, seen } = page();
  rest.follow();
  assert.deepEqual(seen.priorities, ['low']);
  seen.answers[0]();
  await settled();
  assert.deepEqual(seen.signs, []);
  rest.enter(() => {});
  assert.deepEqual(seen.signs, []);
  passTime(seen);
  assert.deepEqual(seen.signs, ['waiting']);
});

test('a network that fails is told, and tried again by itself, when it is back, and when the person asks', async () => {
  const { rest, seen } = page();
  let done = 0;
  rest.press(() => { done += 1; });
  seen.answers[0]();
  await settled();
  assert.equal(seen.signs.at(-1), 'network');
  passTime(seen);
  assert.equal(seen.signs.at(-1), 'network', 'what is so is not said again');
  seen.answers[1]({ status: 503 });
  await settled();
  assert.equal(seen.signs.at(-1), 'network', 'a server in trouble is no update');
  seen.online();
  seen.answers[2]();
  await settled();
  rest.again();
  seen.answers[3]({});
  await settled(() => done > 0);
  assert.equal(done, 1);
  assert.equal(seen.signs.at(-1), '');
});

for (const [name, answer] of /** @type {[string, Answer][]} */ ([
  ['is not on the server any more', { status: 404 }],
  ['is no program', { body: Uint8Array.of(1, 2, 3) }],
  ['belongs to another boot part', { body: STRANGE }],
]))
  test(`a rest that ${name} offers the new version`, async () => {
    const { rest, seen } = page();
    rest.enter(() => assert.fail('entered'));
    seen.answers[0](answer);
    await settled(() => seen.signs.length > 0);
    assert.equal(seen.signs.at(-1), 'gone');
    assert.equal(seen.timers.size, 0, 'it is not asked for over and over');
  });

test('a call that comes too early and cannot be served stops the program and offers to load it anew', async () => {
  const { rest, seen } = page();
  assert.throws(() => rest.atOnce());
  assert.equal(seen.late, 1);
  passTime(seen);
  assert.equal(seen.signs.at(-1), 'gone');
  rest.enter(() => assert.fail('entered'));
  rest.press(() => assert.fail('pressed'));
  assert.equal(seen.answers.length, 0);
});

test('a program that came whole is never waited for', () => {
  /** @type {string[]} */
  const marks = [];
  const { rest } = page();
  const whole = createRest(/** @type {any} */ ({ addEventListener() {}, performance: { mark: (/** @type {string} */ name) => marks.push(name) } }), '', () => assert.fail('told'));
  assert.deepEqual(marks, ['rest-there']);
  let done = 0;
  whole.enter(() => { done += 1; });
  whole.press(() => { done += 1; });
  whole.atOnce();
  assert.equal(done, 2);
  assert.equal(whole.there, true);
  assert.equal(rest.there, false);
});
