// Which banners stand over the page at a moment, and what is kept of one that was closed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mark, shownAt } from '../../web/bridges/extras/banners.mjs';

const AT = Date.parse('2026-11-27T09:00:00+08:00');
const MINUTE = 60_000;

/** @param {string} id @param {number} from minutes @param {number} until minutes */
const banner = (id, from, until) => ({
  id, title: id, body: '', urgent: false, changed_at: '2026-11-27T08:00:00.000+08:00',
  begins_at: new Date(AT + from * MINUTE).toISOString(), ends_at: new Date(AT + until * MINUTE).toISOString(),
});
/** @param {ReturnType<typeof banner>[]} items @param {string[]} [closed] */
const kept = (items, closed = []) => ({ for: 'a', items, ahead: 0, closed });

test('one is shown from its beginning and no longer at its end', () => {
  const of = kept([banner('one', 0, 10)]);
  const shown = (/** @type {number} */ at) => shownAt(of, AT + at).shown.length;
  assert.deepEqual([-1, 0, 10 * MINUTE - 1, 10 * MINUTE].map(shown), [0, 1, 1, 0]);
});

test('it is looked at again when the next one begins or ends, and then never', () => {
  const of = kept([banner('one', 0, 10), banner('two', 5, 8)]);
  assert.deepEqual([-1, 0, 5, 8, 10].map((minute) => shownAt(of, AT + minute * MINUTE).next / MINUTE), [1, 5, 3, 2, Infinity]);
});

test('what was closed stays away for this person until it is changed', () => {
  const one = banner('one', 0, 10);
  const closed = [mark('a', one)];
  assert.deepEqual(shownAt(kept([one], closed), AT).shown, []);
  assert.equal(shownAt({ ...kept([one], closed), for: 'b' }, AT).shown.length, 1);
  assert.equal(shownAt(kept([{ ...one, changed_at: '2026-11-27T08:30:00.000+08:00' }], closed), AT).shown.length, 1);
});

test('the order of the server is kept', () => {
  assert.deepEqual(shownAt(kept([banner('b', 0, 9), banner('a', 0, 9)]), AT).shown.map(({ id }) => id), ['b', 'a']);
});

test('marks of many banners are all different, and short', () => {
  const marks = Array.from({ length: 20_000 }, (_, at) => mark(`person${at % 7}`, { id: `notice-${at}`, changed_at: '2026' }));
  assert.equal(new Set(marks).size, marks.length);
  assert.ok(marks.every((one) => /^[a-z0-9]{1,11}$/.test(one)));
});
