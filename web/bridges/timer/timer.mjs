// One-shot alarms by number. Nothing here repeats by itself.

/** @typedef {import('../common/types.mjs').AnswerFunction} AnswerFunction */

/** Browsers keep delays in 32 bits; a longer one would fire at once. */
const LONGEST = 2 ** 31 - 1;

/**
 * @param {(run: () => void, ms: number) => any} setTimer
 * @param {(timer: any) => void} clearTimer
 */
export function createTimer(setTimer, clearTimer) {
  /** @type {Map<number, any>} */
  const running = new Map();

  /**
   * Answers once after the delay; setting an alarm that runs sets it anew.
   * @param {number} alarm
   * @param {number} delayMs
   * @param {AnswerFunction} answer
   */
  function set(alarm, delayMs, answer) {
    clear(alarm);
    running.set(alarm, setTimer(() => {
      running.delete(alarm);
      answer({ status: 0 });
    }, Math.min(Math.max(0, delayMs), LONGEST)));
  }

  /** @param {number} alarm */
  function clear(alarm) {
    clearTimer(running.get(alarm));
    running.delete(alarm);
  }

  return { set, clear };
}
