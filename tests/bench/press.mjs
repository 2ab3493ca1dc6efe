// In a browser: 我要反映 is pressed as soon as it is painted, and its first question comes; the portal and its peer in
// turns, on a plain line and on a thin one.
import { measured, slow } from './probe.mjs';
import { medians } from './turns.mjs';
import { residentWith } from './sides.mjs';

/** @typedef {import('./report.mjs').Row} Row */
/** @typedef {import('./sides.mjs').Side} Side */

const QUESTION = '您要反映哪类事？';
const PLAIN_MBITS = 9;
const THIN_MBITS = 1.6;

/** Put into the page: presses by itself, and tells when the question is on the screen. @param {string} question */
function pressWhenPainted(question) {
  const all = /** @type {any} */ (window);
  const press = () => {
    // Before the links lead in, a press opens the plain page, which is another way to the same question.
    const link = /** @type {HTMLElement | null} */ (document.querySelector('a[href$="#/appeals/new/kind"]'));
    if (!link) return void setTimeout(press, 5);
    link.click();
  };
  new PerformanceObserver((list, observer) => {
    if (!list.getEntriesByName('first-contentful-paint').length) return;
    observer.disconnect();
    press();
  }).observe({ type: 'paint', buffered: true });
  new MutationObserver((_, observer) => {
    // The shell asks it in HTML before the program stands; the mirror's words count once the program has drawn them.
    const asked = [...document.querySelectorAll('h1')].some((one) => one.textContent?.includes(question) &&
      one.getClientRects().length > 0 && getComputedStyle(one).visibility === 'visible');
    if (!asked) return;
    observer.disconnect();
    requestAnimationFrame(() => all.benchAsked(String(performance.now())));
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ['class', 'hidden'] });
}

/**
 * @param {import('playwright-core').Browser} browser
 * @param {Side[]} sides
 * @param {number} rounds
 * @returns {Promise<Row[]>}
 */
export async function measurePress(browser, sides, rounds) {
  const of = await medians(sides, rounds, async (side) => {
    /** @type {Record<string, number>} */
    const figures = {};
    for (const [line, mbits] of /** @type {const} */ ([['plain', PLAIN_MBITS], ['thin', THIN_MBITS]])) {
      const api = await residentWith(side, 0);
      const person = await measured(browser, side.server.url, { viewport: { width: 390, height: 844 } });
      await person.context.addCookies([api.asCookie()]);
      // Where the browser has been before, it knows who is signed in.
      await person.open();
      await side.homeCame(person.page);
      const kept = await person.context.storageState();
      await person.context.close();
      const fresh = await measured(browser, side.server.url, { viewport: { width: 390, height: 844 }, storageState: kept });
      await fresh.context.addInitScript(pressWhenPainted, QUESTION);
      /** @type {(at: number) => void} */
      let told = () => {};
      await fresh.context.exposeBinding('benchAsked', (_, at) => told(Number(at)));
      await slow(fresh.page, mbits);
      const visit = () => new Promise((done, failed) => {
        told = done;
        fresh.page.goto(`${side.server.url}/`, { waitUntil: 'commit' }).catch(failed);
      });
      figures[`${line}Cold`] = /** @type {number} */ (await visit());
      for (let again = 0; again < 2; ++again) {
        await fresh.page.waitForTimeout(1_000);
        await fresh.page.goto('about:blank');
        figures[`${line}Warm`] = /** @type {number} */ (await visit());
      }
      await fresh.context.close();
    }
    return figures;
  });
  const row = (/** @type {string} */ visit, /** @type {string} */ name, /** @type {number} */ mbits) => ({
    what: `我要反映 pressed when painted: its first question, ${visit}${mbits === PLAIN_MBITS ? '' : `, ${mbits} Mbit/s`}`,
    figure: of('ours', name), peer: of('peer', name), unit: 'ms', ratio: 1,
    note: `from the start of the visit; 4× slower CPU, ${mbits} Mbit/s, 60 ms; median of ${rounds}`,
  });
  return [
    row('first visit', 'plainCold', PLAIN_MBITS), row('repeat visit', 'plainWarm', PLAIN_MBITS),
    row('first visit', 'thinCold', THIN_MBITS), row('repeat visit', 'thinWarm', THIN_MBITS),
  ];
}
