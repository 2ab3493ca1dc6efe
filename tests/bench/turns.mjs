// Figures of the portal and its peer, taken in turns.
import { percentile } from './report.mjs';

/** @typedef {import('./sides.mjs').Side} Side */

/** Who goes first changes with each round, so that neither has the warmer machine. @param {Side[]} sides @param {number} round */
const inTurn = (sides, round) => (round % 2 ? [...sides].reverse() : sides);

/**
 * Takes rounds of the same figures from each side and gives the median of each.
 * @param {Side[]} sides
 * @param {number} rounds
 * @param {(side: Side) => Promise<Record<string, number>>} take
 */
export async function medians(sides, rounds, take) {
  /** @type {Record<string, Record<string, number[]>>} */
  const all = { ours: {}, peer: {} };
  for (let round = 0; round < rounds; ++round)
    for (const side of inTurn(sides, round))
      for (const [name, figure] of Object.entries(await take(side))) (all[side.name][name] ??= []).push(figure);
  /** @param {'ours' | 'peer'} side @param {string} name @param {number} [digits] */
  return (side, name, digits = 0) => {
    const scale = 10 ** digits;
    return Math.round(percentile(all[side][name] ?? [], 50) * scale) / scale;
  };
}
