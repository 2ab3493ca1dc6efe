// The first page as people meet it: who, on what, and what goes wrong. The boot list is made from these visits
// (boot_list.mjs), and tests/e2e/boot.test.mjs makes them without the rest of the program.
import { Api, freshPhone, residentWithCases } from '../../tests/e2e/support/api.mjs';
import { PHONE } from '../../tests/e2e/support/browser.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').BrowserContextOptions} Options */

/**
 * @typedef {object} Visit
 * @property {string} name
 * @property {Options} [options] of the browser
 * @property {'new' | 'busy'} [resident] signed in: without cases, or with a case of every kind, in hand, to be rated, to be corrected
 * @property {Record<string, string>} [kept] what the device keeps, by name
 * @property {RegExp} [fails] which requests are not answered
 */

const settings = (/** @type {Record<string, unknown>} */ chosen) => ({ settings: JSON.stringify({ v: 1, asked: true, ...chosen }) });

/** @type {Visit[]} */
export const VISITS = [
  { name: 'a phone, signed out', options: PHONE },
  { name: 'a phone, signed in', options: PHONE, resident: 'busy' },
  { name: 'a phone, signed in for the first time', options: PHONE, resident: 'new' },
  { name: 'a desk, signed in', options: { viewport: { width: 1280, height: 800 } }, resident: 'busy' },
  { name: 'a phone, 长辈版', options: PHONE, kept: settings({ mode: 'elder' }) },
  { name: 'a phone, high contrast', options: { ...PHONE, contrast: 'more' } },
  { name: 'a phone, dark high contrast', options: { ...PHONE, contrast: 'more', colorScheme: 'dark' } },
  { name: 'a phone, in English', options: PHONE, kept: settings({ language: 'en' }) },
  { name: 'a narrow window', options: { viewport: { width: 320, height: 480 } } },
  { name: 'a phone, the server answers nothing', options: PHONE, fails: /\/api\// },
];

/** A resident who has something to see on the first page, or nothing yet. @param {string} url @param {'new' | 'busy'} kind */
export async function resident(url, kind = 'busy') {
  if (kind === 'new') return new Api(url).signIn(freshPhone());
  return (await residentWithCases(url)).api;
}

/**
 * Prepares a browser's context for a visit.
 * @param {import('playwright-core').BrowserContext} context
 * @param {Visit} visit
 * @param {string} url
 */
export async function prepare(context, visit, url) {
  if (visit.kept) await context.addInitScript((kept) => {
    for (const [name, value] of Object.entries(kept)) window.localStorage.setItem(`onewindow.${name}`, value);
  }, visit.kept);
  if (visit.resident) await context.addCookies([(await resident(url, visit.resident)).asCookie()]);
  if (visit.fails) await context.route(visit.fails, (route) => route.abort());
}

/** Nothing is drawn any more, and nothing asked for. @param {Page} page */
export async function untilAtRest(page) {
  await page.waitForFunction(() => document.documentElement.classList.contains('live'));
  await page.evaluate(async () => {
    const turn = () => new Promise((done) => requestAnimationFrame(done));
    // No answer for half a second; a stream of events stays open, and is none.
    const answers = () => performance.getEntriesByType('resource').length;
    for (let before = -1, since = 0, start = performance.now(); performance.now() - start < 3000; await turn()) {
      if (answers() !== before) [before, since] = [answers(), performance.now()];
      if (performance.now() - since > 500) break;
    }
    for (let quiet = 0; quiet < 10; ++quiet) {
      if (/** @type {any} */ (window).oneWindow?._ow_behind()) quiet = 0;
      await turn();
    }
  });
}

/** What one does on the first page without asking it for anything: looks around. @param {Page} page */
export async function lookAround(page) {
  await untilAtRest(page);
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  for (const [x, y] of [[0.3, 0.3], [0.6, 0.35], [0.3, 0.5], [0.5, 0.97], [0.05, 0.5]]) await page.mouse.move(width * x, height * y);
  for (let key = 0; key < 8; ++key) await page.keyboard.press('Tab');
  // Begins to press, and thinks better of it.
  await page.mouse.move(width * 0.3, height * 0.35);
  await page.mouse.down();
  await untilAtRest(page);
  await page.mouse.move(width / 2, 2);
  await page.mouse.up();
  await page.mouse.move(width / 2, height / 2);
  await page.mouse.wheel(0, 400);
  await page.setViewportSize({ width: width + 20, height: height - 20 });
  await untilAtRest(page);
  // The network goes, when what is missing could not be had, and comes back.
  for (const offline of [true, false]) {
    await page.context().setOffline(offline);
    await untilAtRest(page);
  }
}
