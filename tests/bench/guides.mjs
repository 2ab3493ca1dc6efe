// In a browser: a guide is opened from the list of services, and the page of a form that asks sixty things; from the
// press to the page on the screen, the portal and its peer in turns.
import { LONG, publishLongForm } from './long_form.mjs';
import { measured } from './probe.mjs';
import { residentWith } from './sides.mjs';
import { medians } from './turns.mjs';

/** @typedef {import('./report.mjs').Row} Row */
/** @typedef {import('./sides.mjs').Side} Side */
/** @typedef {import('playwright-core').Page} Page */

const MOST_MS = 100;
/** How often each page is opened; the median counts. */
const TIMES = 7;

/**
 * From the press to the paint after the page's heading and its last part are there, ms.
 * @param {Page} page
 * @param {() => Promise<unknown>} press
 * @param {string} heading of the page
 * @param {number} fields at least so many are on it
 */
async function opened(page, press, heading, fields) {
  await page.evaluate(([title, least]) => {
    const all = /** @type {any} */ (window);
    all.benchOpened = new Promise((done) => {
      let from = 0;
      addEventListener('click', ({ timeStamp }) => { from ||= timeStamp; }, { capture: true, once: true });
      const look = () => {
        const there = [...document.querySelectorAll('h1')].some((one) => one.textContent?.trim() === title) &&
          document.querySelectorAll('main input, main textarea').length >= Number(least);
        if (!from || !there) return;
        observer.disconnect();
        // After the frame that shows it.
        requestAnimationFrame(() => setTimeout(() => done(performance.now() - from)));
      };
      const observer = new MutationObserver(look);
      observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    });
  }, /** @type {[string, number]} */ ([heading, fields]));
  await press();
  return page.evaluate(() => /** @type {any} */ (window).benchOpened);
}

/** @param {number[]} times */
const middle = (times) => times.sort((one, other) => one - other)[Math.floor(times.length / 2)];

/**
 * @param {import('playwright-core').Browser} browser
 * @param {Side[]} sides
 * @param {number} rounds
 * @returns {Promise<Row[]>}
 */
export async function measureGuides(browser, sides, rounds) {
  for (const { server } of sides) await publishLongForm(server.url);
  const of = await medians(sides, rounds, async (side) => {
    const api = await residentWith(side, 0);
    const person = await measured(browser, side.server.url, { viewport: { width: 390, height: 844 } });
    await person.context.addCookies([api.asCookie()]);
    const { page } = person;
    await person.open(LONG.list);
    await side.service(page, LONG.title).waitFor();
    /** @type {number[]} */
    const guides = [], forms = [];
    // The first time all is fetched; what counts is what follows.
    for (let time = 0; time <= TIMES; ++time) {
      const guide = await opened(page, () => side.service(page, LONG.title).click(), LONG.title, 0);
      await page.evaluate((to) => { location.hash = to; }, `#/apply/${LONG.service}`);
      await side.task(page).waitFor();
      const form = await opened(page, () => side.task(page).click(), '要办的事', LONG.fields - 1);
      if (time > 0) {
        guides.push(guide);
        forms.push(form);
      }
      await page.evaluate((to) => { location.hash = to; }, LONG.list);
      await side.service(page, LONG.title).waitFor();
    }
    await person.context.close();
    return { guide: middle(guides), form: middle(forms) };
  });
  const row = (/** @type {string} */ what, /** @type {string} */ name) => ({
    what: `${what}: on the screen`, figure: of('ours', name), peer: of('peer', name), unit: 'ms', most: MOST_MS,
    note: `from the press; median of ${TIMES}, and of ${rounds} rounds`,
  });
  return [row('a guide is opened', 'guide'), row(`a page of ${LONG.fields} fields is opened`, 'form')];
}
