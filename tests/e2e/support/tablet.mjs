// A grid worker's tablet: the day begun, locked by a PIN, kept for a day without a network.
import { Api } from './api.mjs';
import { button, heading, signInStaff } from './journey.mjs';
import { until } from './wait.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('./fixture.mjs').Street} Street */

export const TABLET = {
  viewport: { width: 1024, height: 768 }, hasTouch: true, serviceWorkers: /** @type {const} */ ('allow'),
};
export const PIN = '482913';

/** The worker at the first page of the day, with a network. @param {Street} street @param {Partial<typeof TABLET>} [more] */
export async function workerOf(street, more) {
  const person = await street.person({ ...TABLET, ...more });
  await person.open('#/login/staff');
  await signInStaff(person.page, 'grid');
  await heading(person.page, /^今天走 \d+ 处/).waitFor();
  return person;
}

/** @param {Page} page */
export async function choosePin(page) {
  await button(page, '设开机密码').click();
  await page.getByLabel('6 位数字').fill(PIN);
  await page.getByLabel('再输一次').fill(PIN);
  await button(page, '设好').click();
  await button(page, '锁屏').waitFor();
}

/** @param {Page} page @param {string} [pin] */
export async function unlock(page, pin = PIN) {
  await page.getByLabel('6 位开机密码').fill(pin);
  await button(page, '打开').click();
}

/** @param {Page} page */
export const untilKept = (page) => until(() => page.evaluate(async () => {
  for (const name of await caches.keys()) if (await (await caches.open(name)).match('/')) return true;
  return false;
}), 'the page is kept on the device');

/** The cases at a place, as the desk finds them. @param {string} url @param {string} place @returns {Promise<any[]>} */
export async function casesAt(url, place) {
  const desk = await new Api(url).signInStaff('dispatcher');
  const { items } = await desk.call('GET', `/cases?scope=found&q=${encodeURIComponent(place)}`);
  return Promise.all(items.map((/** @type {any} */ item) => desk.get(item.number)));
}

/** @param {Page} page */
export const untilServicesKept = (page) => until(() => page.evaluate(async () => {
  /** @type {(address: string) => Promise<boolean>} */
  const has = async (address) => {
    for (const name of await caches.keys()) if (await (await caches.open(name)).match(address, { ignoreVary: true })) return true;
    return false;
  };
  return (await has('/api/v1/catalogue')) && has('/api/v1/grids');
}), 'the services are kept on the device');
