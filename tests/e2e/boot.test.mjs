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

const PROGRAM = /\/onewindow\.[0-9a-f]+\.wasm$/;

/** Holds the program back, or a part of it. @param {Page} page @param {RegExp} part @returns {Promise<() => void>} lets it in */
async function heldBack(page, part = PROGRAM) {
  let letIn = () => {};
  const held = new Promise((resolve) => { letIn = () => resolve(undefined); });
  await page.route(part, async (route) => {
    await held;
    await route.continue();
  });
  return letIn;
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
  await link(page, '我的办件').click();
  await link(page, '我要办事').click();
  await until(async () => (await sign(page).textContent()) === '正在打开，请稍等…', 'the sign says that it is being opened');
  await until(() => page.evaluate(() => location.hash === '#/services'), 'the services are opened');
  await heading(page, '办事', 1).waitFor();
  assert.equal(await sign(page).textContent(), '');
  await person.close();
});

test('the first question is asked at once also where the program stands and its rest is late; what was pressed before does not count', async () => {
  const person = await street.person(PHONE);
  const { page } = person;
  const letIn = await heldBack(page, REST);
  await person.open();
  await link(page, '我要办事').click();
  await link(page, '我要反映').click();
  const shell = page.locator('#shell');
  await shell.getByRole('heading', { name: '您要反映哪类事？', level: 1 }).waitFor();
  assert.equal(await page.evaluate(() => performance.getEntriesByName('rest-there').length), 0, 'asked before the rest is there');
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), '您要反映哪类事？');
  await shell.getByRole('radiogroup', { name: '诉求类型' }).getByRole('radio', { name: /求助/ }).check();
  await shell.getByRole('button', { name: '下一步' }).click();
  await page.goBack();
  await link(page, '我要反映').waitFor();
  await link(page, '我要反映').click();
  assert.equal(await shell.getByRole('button', { name: '下一步' }).getAttribute('aria-busy'), null, 'who went back is asked anew');
  await shell.getByRole('radiogroup', { name: '诉求类型' }).getByRole('radio', { name: /投诉/ }).check();
  await shell.getByRole('button', { name: '下一步' }).click();
  await shell.getByRole('status').getByText('正在打开，请稍等…').waitFor();
  letIn();
  await heading(page, '出了什么事？', 1).waitFor();
  assert.deepEqual(await late(page), []);
  await page.goBack();
  await heading(page, '您要反映哪类事？', 1).waitFor();
  assert.ok(await page.getByRole('radio', { name: '投诉', exact: true }).isChecked());
  // What was pressed first stands before it.
  await page.goBack();
  await heading(page, '办事', 1).waitFor();
  await person.close();
});

test('the first question is asked and answered before the program stands, and the program goes on from there', async () => {
  const person = await street.person(PHONE);
  const { page } = person;
  const letIn = await heldBack(page);
  await page.goto(`${street.url}/`);
  await page.locator('#shell a[href="#/appeals/new/kind"]').click();
  const shell = page.locator('#shell');
  await shell.getByRole('heading', { name: '您要反映哪类事？', level: 1 }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), '您要反映哪类事？');
  await page.goBack();
  await shell.getByRole('link', { name: '我要反映' }).waitFor();
  await page.goForward();
  await shell.getByRole('radiogroup', { name: '诉求类型' }).getByRole('radio', { name: /投诉/ }).check();
  await shell.getByRole('button', { name: '下一步' }).click();
  await shell.getByRole('status').getByText('正在打开，请稍等…').waitFor();
  letIn();
  await untilReady(page);
  await heading(page, '出了什么事？', 1).waitFor();
  await page.goBack();
  await heading(page, '您要反映哪类事？', 1).waitFor();
  assert.ok(await page.getByRole('radio', { name: '投诉', exact: true }).isChecked());
  await person.close();
});

for (const [look, settings, options] of /** @type {const} */ ([
  ['a phone', '', { viewport: { width: 360, height: 740 } }],
  ['a computer', '', { viewport: { width: 1280, height: 800 } }],
  ['a phone in 长辈版', '{"v":1,"mode":"elder"}', { viewport: { width: 390, height: 844 } }],
]))
  test(`nothing moves when the program takes the first question over: ${look}`, async () => {
    const person = await street.person(options);
    const { page } = person;
    if (settings) await prepare(person.context, { name: '', kept: { settings } }, street.url);
    const letIn = await heldBack(page);
    await page.goto(`${street.url}/`);
    await page.locator('#shell a[href="#/appeals/new/kind"]').click();
    await page.locator('#first-question h1').waitFor();
    /** @param {string} selector */
    const places = (selector) => page.locator(selector).evaluateAll((all) => all.map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return [x, y, width, height].map(Math.round).join(' ');
    }));
    const before = await places('#first-question :is(h1, label, .next button)');
    assert.equal(before.length, 7);
    letIn();
    await untilReady(page);
    await heading(page, '您要反映哪类事？', 1).waitFor();
    const next = await button(page, '下一步').getAttribute('id');
    await until(async () => (await places(`#mirror h1, #mirror input[type=radio], #${next}`)).join() === before.join(),
      'everything of it is where it was');
    await person.close();
  });

test('where the program does not come the first question gives way to the plain pages', async () => {
  const person = await street.person(PHONE);
  const { page } = person;
  await page.route(PROGRAM, (route) => setTimeout(() => route.abort(), 1_500));
  await page.goto(`${street.url}/`);
  await page.locator('#shell a[href="#/appeals/new/kind"]').click();
  await page.locator('#shell').getByRole('radiogroup', { name: '诉求类型' }).waitFor();
  await page.getByText('这台设备打不开图形页面，请用下面的普通网页办理。').waitFor();
  assert.equal(await page.locator('#shell').getByRole('radiogroup').count(), 0);
  await page.locator('#shell').getByRole('link', { name: '反映问题' }).waitFor();
  // For who looks into it, the page says why.
  assert.match(person.problems.splice(0).join(), /^console: TypeError: Failed to fetch/);
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
  await heading(page, 'What would you like to report?', 1).waitFor();
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
  await heading(page, '您要反映哪类事？', 1).waitFor();
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
    await heading(page, '您要反映哪类事？', 1).waitFor();
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
  await heading(page, '您要反映哪类事？', 1).waitFor();
  await person.close();
});
