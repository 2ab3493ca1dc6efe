// @ts-check
/** The live regions: what is said aloud without anything on the page changing. */

/** Cleared first, and set a moment later: the same words twice are two messages. Milliseconds. */
const PAUSE = 60;
/** How long words stay: whoever comes by later must not find yesterday's news. Milliseconds, and for each character. */
const STAYS = 8000;
const STAYS_A_CHARACTER = 150;

/**
 * @param {{polite: {textContent: string | null}, assertive: {textContent: string | null}}} regions
 * @param {{setTimeout: (run: () => void, ms: number) => any, clearTimeout: (timer: any) => void}} clock
 */
export function createAnnouncer(regions, clock) {
  /** @type {Map<object, any>} what is about to happen to a region */
  const timers = new Map();
  /** @param {string} text @param {boolean} assertive */
  return (text, assertive) => {
    const region = assertive ? regions.assertive : regions.polite;
    clock.clearTimeout(timers.get(region));
    region.textContent = '';
    timers.set(region, clock.setTimeout(() => {
      region.textContent = text;
      timers.set(region, clock.setTimeout(() => (region.textContent = ''), STAYS + STAYS_A_CHARACTER * text.length));
    }, PAUSE));
  };
}
