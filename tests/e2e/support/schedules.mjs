// Random days of a grid worker's tablet in a hostile world, each told by its seed: filings, while tabs die and freeze, the
// network goes, the server is killed or restored from a backup, answers get lost and the device's storage fails.
import { FAULTS } from './faulty_proxy.mjs';

/** @typedef {import('./faulty_proxy.mjs').Fault} Fault */
/**
 * @typedef {{what: 'help', pictures: number} | {what: 'report'} | {what: 'report by hand'} | {what: 'close tab'} | {what: 'crash tab'} | {what: 'open tab'} |
 *   {what: 'freeze tab'} | {what: 'kill worker'} | {what: 'network off'} | {what: 'network on'} | {what: 'kill server'} |
 *   {what: 'start server'} | {what: 'back up'} | {what: 'restore'} | {what: 'answers', faults: Fault[]} |
 *   {what: 'reads fail', count: number} | {what: 'writes fail', count: number} | {what: 'wait', ms: number}} Move
 */
/** @typedef {{seed: number, moves: Move[]}} Schedule */

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

/** @param {number} seed @param {number} [most] filings at most @returns {Schedule} */
export function makeSchedule(seed, most = 20) {
  const random = randomOf(seed * 7919 + 13);
  const below = (/** @type {number} */ count) => Math.floor(random() * count);
  const filings = 4 + below(most - 3);
  const restores = below(4) === 0;
  /** @type {Move[]} */
  const moves = [];
  /** @type {(() => Move)[]} */
  const evils = [
    () => ({ what: 'close tab' }), () => ({ what: 'crash tab' }), () => ({ what: 'open tab' }), () => ({ what: 'freeze tab' }),
    () => ({ what: 'kill worker' }), () => ({ what: 'network off' }), () => ({ what: 'network on' }), () => ({ what: 'kill server' }),
    () => ({ what: 'start server' }), () => ({ what: 'answers', faults: Array.from({ length: 1 + below(4) }, () => FAULTS[below(FAULTS.length)]) }),
    () => ({ what: 'answers', faults: [FAULTS[below(FAULTS.length)]] }), () => ({ what: 'reads fail', count: 1 + below(6) }),
    () => ({ what: 'writes fail', count: 1 + below(6) }), () => ({ what: 'wait', ms: 50 + below(900) }),
  ];
  // Few by hand: that takes as long as all the rest.
  if (below(4) === 0) moves.push({ what: 'report by hand' });
  for (let made = moves.length; made < filings; ++made) {
    if (restores && made === Math.floor(filings / 3)) moves.push({ what: 'back up' });
    if (restores && made === Math.floor(filings * 2 / 3)) moves.push({ what: 'restore' });
    moves.push(below(6) === 0 ? { what: 'report' } : { what: 'help', pictures: below(3) });
    for (let evil = below(3); evil > 0; --evil) moves.push(evils[below(evils.length)]());
  }
  return { seed, moves };
}

/** @param {Schedule} schedule @returns {string} */
export const describe = ({ seed, moves }) => `seed ${seed}\n${moves.map((move) => `  ${Object.values(move).flat().join(' ')}`).join('\n')}`;
