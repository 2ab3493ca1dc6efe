// Waiting for what is true in the end, where no role or name says it.
import assert from 'node:assert/strict';
import { PATIENCE } from './browser.mjs';

/**
 * @template T
 * @param {() => Promise<T> | T} check
 * @param {string} what said when it never comes true
 * @param {number} [patience]
 * @returns {Promise<NonNullable<T>>}
 */
export async function until(check, what, patience = PATIENCE) {
  const end = Date.now() + patience;
  for (;;) {
    const found = await check();
    if (found) return found;
    if (Date.now() > end) assert.fail(`never: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** What was asked for has been drawn, and shown. @param {import('playwright-core').Page} page */
export async function untilDrawn(page) {
  await page.evaluate(async () => {
    const turn = () => new Promise((done) => requestAnimationFrame(done));
    await turn();
    for (let turns = 0; turns < 120 && /** @type {any} */ (window).oneWindow?._ow_behind(); ++turns) await turn();
    await turn();
  });
}
