// Random days of a grid worker's tablet in a hostile world, each told by its seed: what is done at the doors, while tabs
// die, freeze and thaw, the tablet is locked and opened, its clock jumps and its room runs out, the portal is updated, the
// network goes, the server is killed or restored from a backup, answers get lost and the device's storage fails.
import { FAULTS } from './faulty_proxy.mjs';

/** @typedef {import('./faulty_proxy.mjs').Fault} Fault */
/** @typedef {import('./errands.mjs').Kind} Kind */
/**
 * @typedef {{what: 'done', kind: Kind, pictures: number} | {what: 'by hand', kind: Kind} | {what: 'close tab'} | {what: 'crash tab'} |
 *   {what: 'open tab'} | {what: 'freeze tab'} | {what: 'thaw tabs'} | {what: 'kill worker'} | {what: 'network off'} |
 *   {what: 'network on'} | {what: 'kill server'} | {what: 'start server'} | {what: 'back up'} | {what: 'restore'} |
 *   {what: 'answers', faults: Fault[]} | {what: 'photo answers', faults: Fault[]} | {what: 'reads fail', count: number} |
 *   {what: 'writes fail', count: number} | {what: 'wait', ms: number} | {what: 'lock', wrong: number} | {what: 'update'} |
 *   {what: 'clock', days: number} | {what: 'no room'} | {what: 'room'}} Move
 */
/**
 * @typedef {object} Schedule
 * @property {number} seed
 * @property {boolean} pin whether the tablet has one
 * @property {'new tab' | 'as it is'} ends where the person looks in the evening
 * @property {Move[]} moves
 */

/** Numbers from 0 to 1, the same for the same seed (mulberry32). @param {number} seed @returns {() => number} */
export function randomOf(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** What a device keeps after it was acknowledged, it keeps by its own clock (offline/outbox/outbox.hpp, `kept_days`). */
export const KEPT_DAYS = 30;
/** How far the clock is off, in days. */
const CLOCKS = [-400, -1, -0.04, 0.04, 10, 400];
/** Where the server is restored: what was acknowledged before is still kept. */
const NEAR_CLOCKS = CLOCKS.filter((days) => Math.abs(days) < KEPT_DAYS / 2);
const WRONG_PINS = [0, 0, 1, 3, 4, 5];

/** @param {number} seed @param {number} [errands] @returns {Schedule} */
export function makeSchedule(seed, errands = 20) {
  const random = randomOf(seed * 7919 + 13);
  const below = (/** @type {number} */ count) => Math.floor(random() * count);
  /** @template T @param {T[]} all @returns {T} */
  const one = (all) => all[below(all.length)];
  const restores = below(4) === 0;
  const pin = below(3) === 0;
  const ends = below(6) === 0 ? 'as it is' : 'new tab';
  const some = (/** @type {Fault[]} */ all) => Array.from({ length: 1 + below(4) }, () => one(all));
  /** @type {Move[]} */
  const moves = [];
  /** @type {(() => Move)[]} */
  const evils = [
    () => ({ what: 'close tab' }), () => ({ what: 'crash tab' }), () => ({ what: 'open tab' }), () => ({ what: 'freeze tab' }),
    () => ({ what: 'thaw tabs' }), () => ({ what: 'kill worker' }), () => ({ what: 'network off' }), () => ({ what: 'network on' }),
    () => ({ what: 'kill server' }), () => ({ what: 'start server' }), () => ({ what: 'answers', faults: some(FAULTS) }),
    () => ({ what: 'photo answers', faults: some(FAULTS) }), () => ({ what: 'reads fail', count: 1 + below(6) }),
    () => ({ what: 'writes fail', count: 1 + below(6) }), () => ({ what: 'wait', ms: 50 + below(900) }),
    () => ({ what: 'clock', days: one(restores ? NEAR_CLOCKS : CLOCKS) }), () => ({ what: 'no room' }), () => ({ what: 'room' }),
  ];
  const rare = [...evils, ...evils, /** @returns {Move} */ () => ({ what: 'update' })];
  /** @type {Move[]} */
  // A worker who signed in after the backup would be unknown to the restored server.
  const locks = pin ? WRONG_PINS.filter((wrong) => wrong < 5 || !restores).map((wrong) => ({ what: 'lock', wrong })) : [];
  // Few by hand: that takes as long as all the rest.
  const byHand = below(4) === 0 ? below(errands) : -1;
  let full = 0;  // errands since there is no room, which the device does not take
  for (let made = 0; made < errands; ++made) {
    if (full > 1) moves.push({ what: 'room' });
    if (restores && made === Math.floor(errands / 3)) moves.push({ what: 'back up' });
    if (restores && made === Math.floor(errands * 2 / 3)) moves.push({ what: 'restore' });
    /** @type {Kind} */
    const kind = one(['help', 'help', 'help', 'apply', 'apply', 'report', 'visit', 'visit']);
    const least = kind === 'apply' || kind === 'report' ? 1 : 0;
    moves.push(made === byHand ? { what: 'by hand', kind } : { what: 'done', kind, pictures: kind === 'report' ? 1 : least + below(3) });
    for (let evil = below(3); evil > 0; --evil) moves.push(locks.length && below(6) === 0 ? one(locks) : one(rare)());
    const room = moves.findLast(({ what }) => what === 'room' || what === 'no room');
    full = room?.what === 'no room' ? full + 1 : 0;
  }
  return { seed, pin, ends, moves };
}

/**
 * Few short days in which as much happens as can be: each has what the ones before it lack, and nothing is done by hand.
 * @param {number} count
 * @param {number} errands a day
 * @param {number} [among] seeds from 1 on
 * @returns {Schedule[]}
 */
export function richDays(count, errands, among = 2000) {
  const left = Array.from({ length: among }, (_, at) => makeSchedule(at + 1, errands))
    .filter(({ moves }) => !moves.some(({ what }) => what === 'by hand'));
  const seen = new Set();
  const happens = (/** @type {Schedule} */ { pin, ends, moves }) =>
    new Set([`pin ${pin}`, ends, ...moves.map((move) => (move.what === 'done' ? move.kind : move.what))]);
  return Array.from({ length: count }, () => {
    const news = left.map((day) => [...happens(day)].filter((what) => !seen.has(what)).length);
    const [best] = left.splice(news.indexOf(Math.max(...news)), 1);
    for (const what of happens(best)) seen.add(what);
    return best;
  });
}

/** @param {Schedule} schedule @returns {string} */
export const describe = ({ seed, pin, ends, moves }) =>
  [`seed ${seed}${pin ? ', with a PIN' : ''}, ends: ${ends}`, ...moves.map((move) => `  ${Object.values(move).flat().join(' ')}`)].join('\n');
