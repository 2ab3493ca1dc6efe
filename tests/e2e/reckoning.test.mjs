// What the reckoning of a tablet's day (support/reckoning.mjs) finds: each way in which an errand may be lost, doubled or
// torn apart, made for real.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reckon } from './support/reckoning.mjs';

/** @typedef {ReturnType<typeof day>} Evening */

const HERE = 'epoch';
const STROKES = [[[0.1, 0.2, 0, 0.5]]];
const acknowledged = (/** @type {object} */ entry) => ({ ...entry, acknowledged: { epoch: HERE } });

/** A day with an application and a visit, both filed with all their parts. */
function day() {
  return {
    errands: /** @type {import('./support/errands.mjs').Errand[]} */ ([
      { kind: 'apply', words: 'a bank', keys: ['p', 'm', 'c'], pictures: ['one', 'two'], person: 'person', mandate: 'mandate', strokes: STROKES },
      { kind: 'visit', words: 'a note', keys: ['t'], pictures: ['three'], attempt: { id: 'try', visit: 'door', result: 'nobody' } },
    ]),
    device: {
      entries: new Map(/** @type {[string, any][]} */ ([
        ['p', acknowledged({ id: 'p', act: 'assist.person', feature: 'assist' })], ['m', acknowledged({ id: 'm', act: 'assist.mandate', feature: 'assist' })],
        ['c', acknowledged({ id: 'c', act: 'filing', feature: 'assist' })], ['t', acknowledged({ id: 't', act: 'visited', feature: 'visits', subject: 'door' })],
      ])),
      shown: /** @type {string[]} */ ([]),
      epoch: HERE,
    },
    before: { cases: [], mandates: {}, persons: ['neighbour'], tries: {}, pictures: [] },
    filed: {
      cases: [{ number: '1', title: 'Allowance', description: '', answers: '{"bank":"a bank"}', pictures: ['hash of one', 'hash of two'], mandates: ['mandate'] }],
      mandates: /** @type {import('./support/filed.mjs').Filed['mandates']} */ ({ mandate: { person: 'person', evidence: { strokes: STROKES } } }),
      persons: ['neighbour', 'person'],
      tries: /** @type {import('./support/filed.mjs').Filed['tries']} */ ({ try: { visit: 'door', result: 'nobody', note: 'a note', pictures: ['hash of three'] } }),
      pictures: ['one', 'two', 'three'].map((one) => ({ hash: `hash of ${one}`, there: true })),
    },
    circumstances: { restored: false, wrong: false, late: false },
  };
}

/** @param {Evening} evening */
const problemsOf = ({ errands, device, before, filed, circumstances }) => reckon(errands, device, before, filed, circumstances);

/** @type {[string, (evening: Evening) => void, RegExp][]} */
const broken = [
  ['a case that is there twice', ({ filed }) => filed.cases.push({ ...filed.cases[0], number: '2' }), /a bank: filed 2 times/],
  ['a case that the device forgot and the server never had', ({ filed, device }) => { filed.cases = []; device.entries.delete('c'); }, /c is lost/],
  ['a case that was acknowledged and is not there', ({ filed }) => { filed.cases = []; }, /a bank: the device says that it is filed, and it is not/],
  ['a photo that is not with its case', ({ filed }) => filed.cases[0].pictures.pop(), /a bank: 1 pictures are missing, 0 are told/],
  ['a photo of other bytes', ({ filed }) => { filed.pictures[1].there = false; }, /a bank: 1 pictures are missing/],
  ['a photo that nobody took', ({ filed }) => filed.cases[0].pictures.push('hash of another'), /a bank: has 3 pictures of 2/],
  ['a photo that was lost and told, though no server was restored',
    ({ filed, device }) => { filed.cases[0].pictures.pop(); device.entries.get('c').acknowledged.pictures_lost = 1; }, /1 pictures are missing, 1 are told/],
  ['another signature', ({ filed }) => { filed.mandates.mandate.evidence.strokes = [[[0.9, 0.2, 0, 0.5]]]; }, /the signature is another one/],
  ['a mandate of somebody else', ({ filed }) => { filed.mandates.mandate.person = 'neighbour'; }, /the mandate is of somebody else/],
  ['a case without its mandate', ({ filed }) => { filed.cases[0].mandates = []; }, /filed under {2}and not mandate/],
  ['a person that is not registered', ({ filed }) => { filed.persons.pop(); }, /the person is not there/],
  ['a visit that is there twice', ({ filed }) => { filed.tries.other = { ...filed.tries.try }; }, /a note: filed 2 times/],
  ['a visit that is lost', ({ filed }) => { filed.tries = {}; }, /a note: the device says that it is filed, and it is not/],
  ['a visit at another door', ({ filed }) => { filed.tries.try.visit = 'another'; }, /of visit another, and not try of door/],
  ['a visit with another result', ({ filed }) => { filed.tries.try.result = 'helped'; }, /its result is helped/],
  ['a photo of the door that is lost', ({ filed }) => { filed.tries.try.pictures = []; }, /a note: 1 pictures are missing/],
  ['what waits and does not go', ({ device }) => { device.entries.get('c').acknowledged = undefined; device.shown = ['#/assisted/sent/c']; }, /does not go/],
  ['what waits and is not shown', ({ device }) => { device.entries.get('c').acknowledged = undefined; }, /c \(filing\) waits and is not shown/],
  ['a visit that waits and is shown as another one', ({ device }) => { device.entries.get('t').acknowledged = undefined; device.shown = ['#/visits/another']; },
    /t \(visited\) waits and is not shown/],
  ['a case that nobody filed', ({ filed }) => filed.cases.push({ ...filed.cases[0], number: '2', answers: '' }), /the server has 1 cases that nobody did/],
  ['a mandate that nobody gave', ({ filed }) => { filed.mandates.other = filed.mandates.mandate; }, /the server has 1 mandates/],
  ['a person whom nobody registered', ({ filed }) => filed.persons.push('stranger'), /the server has 1 persons/],
  ['a visit that nobody made', ({ filed }) => { filed.tries.other = { ...filed.tries.try, note: '' }; }, /the server has 1 tries/],
];

test('a day whose errands are all filed once with all their parts has nothing wrong', () => {
  assert.deepEqual(problemsOf(day()), []);
});

for (const [what, spoil, found] of broken) {
  test(`${what} is found`, () => {
    const evening = day();
    spoil(evening);
    assert.match(problemsOf(evening).join('\n'), found);
  });
}

test('after a server was restored, what waits and is shown, and photos that are told as lost, are right', () => {
  const evening = day();
  evening.circumstances.restored = true;
  evening.device.entries.get('t').acknowledged = undefined;
  evening.device.shown = ['#/visits/door'];
  evening.filed.tries = {};
  evening.filed.cases[0].pictures.pop();
  evening.device.entries.get('c').acknowledged.pictures_lost = 1;
  assert.deepEqual(problemsOf(evening), []);
});

test('what a device no longer keeps, for its clock jumped, has to be on the server', () => {
  const evening = day();
  evening.circumstances.late = true;
  evening.device.entries.clear();
  assert.deepEqual(problemsOf(evening), []);
  evening.filed.tries = {};
  assert.match(problemsOf(evening).join('\n'), /a note: t is lost/);
});

test('a promised day that was chosen by a wrong clock is refused, waits and is shown; by a right one that is wrong', () => {
  const evening = day();
  const refused = { id: 'c', act: 'filing', feature: 'assist', refused: true, error: { fields: [{ path: 'later.by', code: 'out_of_range' }] } };
  evening.device.entries.set('c', refused);
  evening.device.shown = ['#/assisted/sent/c'];
  evening.filed.cases = [];
  assert.match(problemsOf(evening).join('\n'), /c \(filing\) does not go/);
  evening.circumstances.wrong = true;
  assert.deepEqual(problemsOf(evening), []);
  evening.device.shown = [];
  assert.match(problemsOf(evening).join('\n'), /waits and is not shown/);
  refused.error.fields[0].path = 'materials.bank_card';
  assert.notDeepEqual(problemsOf(evening), []);
});
