// The boot part draws the first page; the rest of the program follows it (docs/adr/0018). Here the rest is late, cannot
// be had, or is not there any more. OW_REST_DELAY is how late it is, in milliseconds.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { VISITS, lookAround, prepare, untilAtRest } from '../../tools/split/first_page.mjs';
import { Api, freshPhone, residentWithCases } from './support/api.mjs';
import { PHONE, newPerson, untilReady } from './support/browser.mjs';
import { useStreet } from './support/fixture.mjs';
import { button, heading, link } from './support/journey.mjs';
import { publicPages, residentPages } from './support/pages.mjs';
import { needed, startServer } from './support/server.mjs';
import { until } from './support/wait.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('./support/browser.mjs').Person} Person */

const DELAY = Number(process.env.OW_REST_DELAY ?? 3000);
const REST = /\/rest\.[0-9a-f]+\.wasm$/;

const street = useStreet();

/** What the sign at the foot of the page says. @param {Page} page */
const sign = (page) => page.locator('#rest').getByRole('status');
/** Where the program was entered that needed the rest, and texts that it asked for too early. @param {Page} page */
const late = (page) => page.evaluate(() => performance.getEntriesByType('mark')
  .filter(({ name }) => name === 'rest-late' || name === 'text-late')
  .map((mark) => `${mark.name} ${/** @type {PerformanceMark} */ (mark).detail ?? ''}`));

/** Somebody to whom the rest comes late. @param {import('playwright-core').BrowserContextOptions} [options] */
async function slowPerson(options = PHONE) {
  const person = await street.person(options);
  await person.context.route(REST, async (route) => {
    await new Promise((done) => setTimeout(done, DELAY));
    await route.continue().catch(() => {});
  });
  return person;
}

for (const visit of VISITS)
  test(`the first page needs nothing of the rest: ${visit.name}`, async () => {
    const person = await street.person(visit.options);
    await prepare(person.context, visit, street.url);
    await person.context.route(REST, (route) => route.abort());
    // The second time the device knows who it is.
    for (let time = 0; time < 2; ++time) {
      await person.page.goto(`${street.url}/`);
      await lookAround(person.page);
      assert.ok(await person.page.locator('#mirror').getByRole('heading').count());
      assert.deepEqual(await late(person.page), []);
      assert.equal(await sign(person.page).textContent(), '', 'nobody waits, so nobody is told');
    }
    // Not closed as others are: what compares the document with what was drawn is in the rest.
    await person.context.close();
    assert.deepEqual(person.problems, []);
  });

test(`every page is reached from the first one while the rest is ${DELAY} ms late, and by its address`, async () => {
  const { api, scene } = await residentWithCases(street.url);
  /** @param {boolean} signedIn @param {import('./support/pages.mjs').Stop[]} stops */
  const walks = (signedIn, stops) => stops.filter(({ hash }) => hash && hash !== '#/').map((stop) => ({ signedIn, stop }));
  const all = [...walks(false, publicPages()), ...walks(true, residentPages(scene))];
  assert.ok(all.length > 15, 'pages to walk');
  for (let next = 0; next < all.length; next += 3)
    await Promise.all(all.slice(next, next + 3).map(async ({ signedIn, stop }) => {
      for (const from of ['', stop.hash ?? '']) {
        const person = await slowPerson();
        if (signedIn) await person.context.addCookies([api.asCookie()]);
        await person.open(from);
        await stop.go(person);
        await person.page.waitForFunction(() => performance.getEntriesByName('rest-there').length);
        assert.deepEqual(await late(person.page), [], `${stop.name} from ${from || 'the first page'}`);
        await person.close();
      }
    }));
});

test('a press while the rest is on its way is told of quietly and done when it comes; the last one counts', async () => {
  const person = await slowPerson();
  const { page } = person;
  await person.open();
  await link(page, '我要办事').click();
  await link(page, '我要反映').click();
  await until(async () => (await sign(page).textContent()) === '正在打开，请稍等…', 'the sign says that it is being opened');
  await heading(page, '登录', 1).waitFor();
  assert.equal(await sign(page).textContent(), '');
  await person.close();
});

test('who gets no rest is told so in their language, keeps the first page, and goes on when the network is back', async () => {
  const person = await street.person(PHONE);
  const { page } = person;
  await prepare(person.context, { name: '', kept: { settings: '{"v":1,"language":"en"}' } }, street.url);
  await page.route(REST, (route) => route.abort());
  await person.open();
  await link(page, 'Report something').click();
  await until(async () => (await sign(page).textContent())?.includes('has not been loaded yet'), 'the sign says that it has not arrived');
  assert.equal(await button(page, 'Try again').evaluate((one) => one.getBoundingClientRect().height >= 44), true);
  await link(page, 'Report something').waitFor();
  await page.unroute(REST);
  await button(page, 'Try again').click();
  await heading(page, 'Sign in', 1).waitFor();
  assert.equal(await sign(page).textContent(), '');
  await person.close();
});

test('who waits offline is served as soon as the device is online again', async () => {
  const person = await street.person(PHONE);
  const { page } = person;
  await page.route(REST, (route) => route.abort());
  await person.open();
  await untilAtRest(page);
  await person.context.setOffline(true);
  await link(page, '我要反映').click();
  await until(async () => (await sign(page).textContent())?.includes('还没有取到'), 'the sign says that it has not arrived');
  await page.unroute(REST);
  await person.context.setOffline(false);
  await heading(page, '登录', 1).waitFor();
  await person.close();
});

test('by its address a page waits for the rest with the ways on in sight, and opens when it comes', async () => {
  const person = await street.person(PHONE);
  const { page } = person;
  await page.route(REST, (route) => route.abort());
  await page.goto(`${street.url}/#/track`);
  await until(async () => (await sign(page).textContent())?.includes('还没有取到'), 'the sign says that it has not arrived');
  await page.locator('#shell').getByRole('link', { name: '查询进度' }).waitFor();
  await page.unroute(REST);
  await button(page, '再试一次').click();
  await untilReady(page);
  await heading(page, '查询进度', 1).waitFor();
  await person.close();
});

test('after an update the old page says so, and loads the new one where the person wanted to go', async () => {
  const dist = fs.mkdtempSync(path.join(os.tmpdir(), 'onewindow-dist-'));
  fs.cpSync(needed('OW_WEB_DIST'), dist, { recursive: true });
  const usual = process.env.OW_WEB_DIST;
  process.env.OW_WEB_DIST = dist;
  const own = await startServer();
  process.env.OW_WEB_DIST = usual;
  try {
    const person = await newPerson(street.browser, own.url, PHONE);
    const { page } = person;
    await page.route(REST, (route) => route.abort());
    await person.open();
    await untilAtRest(page);
    await page.unroute(REST);
    const old = fs.readdirSync(dist).find((name) => /^rest\.[0-9a-f]+\.wasm$/.test(name)) ?? '';
    const fresh = 'rest.0123456789.wasm';
    for (const suffix of ['', '.br', '.gz']) fs.renameSync(path.join(dist, old + suffix), path.join(dist, fresh + suffix));
    for (const suffix of ['.br', '.gz']) fs.rmSync(path.join(dist, `index.html${suffix}`), { force: true });
    const index = fs.readFileSync(path.join(dist, 'index.html'), 'utf8');
    fs.writeFileSync(path.join(dist, 'index.html'), index.replaceAll(old, fresh));
    await link(page, '我要反映').click();
    await until(async () => (await sign(page).textContent())?.includes('网页更新了'), 'the sign says that there is another version');
    await button(page, '重新加载').click();
    await heading(page, '登录', 1).waitFor();
    await person.close();
  } finally {
    await own.stop();
    fs.rmSync(dist, { recursive: true, force: true });
  }
});

test('what is waiting to be sent waits for what sends it, not the other way round', async () => {
  const phone = freshPhone();
  const api = await new Api(street.url).signIn(phone);
  const person = await slowPerson();
  const { page } = person;
  await person.context.addCookies([api.asCookie()]);
  await person.open();
  // An entry that a later layout wrote: it is kept, whatever becomes of it.
  await page.evaluate(() => new Promise((done, failed) => {
    const asked = indexedDB.open('onewindow');
    asked.onerror = failed;
    asked.onsuccess = () => {
      const change = asked.result.transaction('outbox', 'readwrite');
      change.objectStore('outbox').put('{"v":99}', 'later');
      change.oncomplete = done;
    };
  }));
  await page.reload();
  await untilReady(page);
  assert.deepEqual(await late(page), []);
  await person.close();
});

test('a call that comes before the rest fetches it at once instead of failing', async () => {
  const person = await street.person(PHONE);
  const { page } = person;
  let refused = 0;
  await page.route(REST, (route) => (refused++ ? route.continue() : route.abort()));
  await person.open();
  await until(() => refused > 0, 'the rest was asked for');
  // Past the gate, as nothing in the page does.
  await page.getByRole('searchbox').evaluate((element) => {
    const program = /** @type {any} */ (window).oneWindow;
    const words = new TextEncoder().encode('路灯');
    const place = program._ow_allocate(words.length + 1);
    program.HEAPU8.set(words, place);
    program._ow_dom_action(Number(element.id.slice(1)), 3, place, words.length, 0);
  });
  assert.equal((await late(page)).filter((mark) => mark.startsWith('rest-late')).length, 1);
  await link(page, '我要反映').click();
  await heading(page, '登录', 1).waitFor();
  await person.close();
});
