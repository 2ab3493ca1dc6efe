// The grid worker's tablet: a PIN before everything, a day without a network from unlocking to sending, and a stolen
// tablet that tells nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PASSWORD } from './support/api.mjs';
import { ELDER, SERVICE, agree, chooseService, findPerson, sign } from './support/assisted.mjs';
import { untilReady } from './support/browser.mjs';
import { useStreet } from './support/fixture.mjs';
import { button, heading, link, radio, signInStaff, tap, textbox } from './support/journey.mjs';
import { PIN, TABLET, choosePin, unlock, untilKept, untilServicesKept, workerOf } from './support/tablet.mjs';
import { until } from './support/wait.mjs';

/** @typedef {import('playwright-core').Page} Page */

const street = useStreet();
const WRONG = '482914';

/** @param {Partial<typeof TABLET>} [more] */
const worker = (more) => workerOf(street, more);

/** All that lies on the device, as whoever took it would read it. @param {Page} page @returns {Promise<string>} */
const stolen = (page) => page.evaluate(async () => {
  /** @param {any} value @returns {Promise<string>} */
  const flat = async (value) => {
    if (value instanceof Blob) return value.text();
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return new TextDecoder().decode(value);
    if (value && typeof value === 'object') return (await Promise.all(Object.values(value).map(flat))).join('\n');
    return String(value);
  };
  /** @param {IDBRequest} request @returns {Promise<any>} */
  const answer = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  let found = JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage });
  for (const { name } of await indexedDB.databases()) {
    const database = await answer(indexedDB.open(String(name)));
    for (const store of database.objectStoreNames) {
      const objects = database.transaction([store]).objectStore(store);
      found += await flat(await answer(objects.getAll())) + await flat(await answer(objects.getAllKeys()));
    }
    database.close();
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) found += request.url + await (await cache.match(request))?.text();
  }
  return found;
});

/** Names of the grid's people, and where they live, as the server tells the worker. @param {Page} page @returns {Promise<string[]>} */
const secrets = (page) => page.evaluate(async () => {
  const { items } = await (await fetch('/api/v1/me/grid/changes?cursor=')).json();
  return items.filter((/** @type {any} */ item) => item.person)
    .flatMap((/** @type {any} */ item) => [item.facts['person.name'], item.facts['person.id_number']]).filter(Boolean);
});

/** Keys of what the device keeps of the grid. @param {Page} page @returns {Promise<string[]>} */
const keptOfGrid = (page) => page.evaluate(async () => {
  const database = await new Promise((resolve) => {
    const opening = indexedDB.open('onewindow');
    opening.onsuccess = () => resolve(opening.result);
  });
  const keys = await new Promise((resolve) => {
    const asking = database.transaction(['drafts']).objectStore('drafts').getAllKeys();
    asking.onsuccess = () => resolve(asking.result);
  });
  database.close();
  return keys.filter((/** @type {string} */ key) => key.startsWith('grid/'));
});

/** Notes that nobody was at home, at the first visit to a person. @param {Page} page @param {string} note */
async function noteFirst(page, note) {
  await page.getByRole('list', { name: '今天要走访的' }).getByRole('link', { name: / 岁/ }).first().click();
  await heading(page, '走访一处').waitFor();
  await radio(page, '这次怎么样', '没人在家').check();
  await textbox(page, /^说明/).fill(note);
  await button(page, '记下').click();
  await heading(page, /^今天走/).waitFor();
}

test('a day without a network: unlocked by PIN, a visit noted, killed in the middle, and sent once when the network is back', async () => {
  const person = await worker();
  await choosePin(person.page);
  await untilKept(person.page);
  await person.context.setOffline(true);
  await person.page.close();
  const page = await person.newTab();
  await page.goto(`${street.url}/#/grid`);
  await heading(page, '输入开机密码').waitFor();
  await unlock(page);
  await untilReady(page);
  await heading(page, /^今天走 [1-9]\d* 处/).waitFor();
  await page.getByText(/没有网络，照样能办 · 资料是/).waitFor();
  await noteFirst(page, '邻居说她去女儿家了');
  await page.getByText(/最早的存了/).waitFor();
  await page.close();  // killed
  const again = await person.newTab();
  await again.goto(`${street.url}/#/grid`);
  await unlock(again);
  await untilReady(again);
  await again.getByText(/最早的存了/).waitFor();
  await person.context.setOffline(false);
  await again.getByText('都送出去了').waitFor();
  const noted = await again.evaluate(async () => (await (await fetch('/api/v1/visits')).json()).items
    .flatMap((/** @type {any} */ visit) => visit.tries).filter((/** @type {any} */ one) => one.note === '邻居说她去女儿家了'));
  assert.equal(noted.length, 1);
  await person.close();
});

test('who signs in and walks out can begin an application at the door, whose guide nobody opened before', async () => {
  const person = await worker();
  const { page } = person;
  await choosePin(page);
  await untilKept(page);
  await untilServicesKept(page);
  // What the browser itself keeps of the street's files is not to help.
  const cdp = await person.context.newCDPSession(page);
  await cdp.send('Network.clearBrowserCache');
  await person.context.setOffline(true);
  // Loaded anew without a network the street is there too: its map, its grid's name, its telephone.
  await page.reload();
  await unlock(page);
  await page.getByText('柳巷 第3网格').first().waitFor();
  await button(page, '放大地图').waitFor();
  await tap(link(page, /开始帮办/).first());
  await findPerson(page, ELDER.name, ELDER.name);
  await chooseService(page, SERVICE);
  await page.getByText(/我随时可以打电话.*，或到服务中心收回/).first().waitFor();
  await sign(person);
  await agree(page);
  await heading(page, '钱打到哪里', 1).waitFor();
  await page.reload();
  await unlock(page);
  await textbox(page, '开户银行').waitFor();
  await person.close();
});

test('the tablet can have the program on its home screen, with the ways to helping and to reporting', async () => {
  const person = await worker();
  const { page } = person;
  await until(() => page.evaluate(() => document.querySelector('link[rel=manifest]') !== null), 'it is offered');
  const cdp = await person.context.newCDPSession(page);
  const { errors, data } = await cdp.send('Page.getAppManifest');
  assert.deepEqual(errors, []);
  const manifest = JSON.parse(data ?? '{}');
  assert.deepEqual(manifest.shortcuts.map((/** @type {any} */ one) => [one.name, one.url]), [['开始帮办', '/#/assisted'], ['随手报', '/#/grid/report']]);
  const { installabilityErrors } = await cdp.send('Page.getInstallabilityErrors');
  assert.deepEqual(installabilityErrors.filter(({ errorId }) => /manifest|icon/.test(errorId)), []);
  for (const { src } of manifest.icons) assert.equal((await page.request.get(street.url + src)).status(), 200);
  await person.close();
});

test('a stolen tablet tells no name and no number, of what it holds and of what waits', async () => {
  const person = await worker();
  const { page } = person;
  const names = await secrets(page);
  assert.ok(names.length > 4, 'there is something to steal');
  await choosePin(page);
  await untilKept(page);
  await person.context.setOffline(true);
  await noteFirst(page, '钥匙在隔壁王家');
  await page.getByText(/最早的存了/).waitFor();
  const lying = await stolen(page);
  assert.deepEqual([...names, '钥匙在隔壁王家', PIN, PASSWORD].filter((secret) => lying.includes(secret)), []);
  await person.close();
});

test('five wrong PINs take the grid off the tablet; what waits is sent after signing in and the right PIN', async () => {
  const person = await worker();
  const { page } = person;
  await choosePin(page);
  await untilKept(page);
  await person.context.setOffline(true);
  await noteFirst(page, '门锁着，灯亮着');
  await page.getByText(/最早的存了/).waitFor();
  await button(page, '锁屏').click();
  for (const left of [4, 3, 2, 1]) {
    await unlock(page, WRONG);
    await page.getByText(`密码不对，还能试 ${left} 次`).waitFor();
    if (left === 3) {
      await page.reload();  // gives no try back
      await heading(page, '输入开机密码').waitFor();
    }
  }
  await unlock(page, WRONG);
  await page.getByText(/居民资料已清空/).waitFor();
  assert.deepEqual(await keptOfGrid(page), []);
  await person.context.setOffline(false);
  await button(page, '去登录').click();
  // The session that lay on the tablet is ended: signing in needs the password.
  await heading(page, /登录/).first().waitFor();
  await textbox(page, '账号').fill('grid');
  await textbox(page, '密码').fill(PASSWORD);
  await button(page, '登录').click();
  await heading(page, '输入开机密码').waitFor();
  await unlock(page);
  await untilReady(page);
  await page.getByText('都送出去了').waitFor();
  const notes = await page.evaluate(async () => (await (await fetch('/api/v1/visits')).json()).items
    .flatMap((/** @type {any} */ visit) => visit.tries.map((/** @type {any} */ one) => one.note)));
  assert.equal(notes.filter((/** @type {string} */ note) => note === '门锁着，灯亮着').length, 1);
  await person.close();
});

test('a session that was taken away takes the grid with it at the next contact', async () => {
  const person = await worker();
  const { page } = person;
  await choosePin(page);
  await until(async () => (await keptOfGrid(page)).length > 0, 'the grid is kept');
  await page.context().clearCookies();
  await page.reload();
  await unlock(page);
  await heading(page, /登录/).first().waitFor();
  await until(async () => (await keptOfGrid(page)).length === 0, 'nothing of the grid is kept');
  await person.close();
});

test('a clock that is wrong by a year is told, and the day goes on', async () => {
  const person = await street.person(TABLET);
  await person.page.clock.install({ time: new Date(Date.now() + 365 * 86_400_000) });
  await person.open('#/login/staff');
  await signInStaff(person.page, 'grid');
  await person.page.getByText(/平板的时间差了/).waitFor();
  await heading(person.page, /^今天走 [1-9]\d* 处/).waitFor();
  await link(person.page, /开始帮办/).first().waitFor();
  await person.close();
});
