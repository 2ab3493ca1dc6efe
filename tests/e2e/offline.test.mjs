// The page opens without a network, with what was written; and no update ever shows half of one version and half of another.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { Api, freshPhone } from './support/api.mjs';
import { untilReady } from './support/browser.mjs';
import { useStreet } from './support/fixture.mjs';
import { APPEAL, addPhotos, button, chooseKind, heading, link, sayWhere, signInStaff, textbox, writeWhat } from './support/journey.mjs';
import { png } from './support/pictures.mjs';
import { needed } from './support/server.mjs';
import { update } from './support/versions.mjs';
import { until } from './support/wait.mjs';

const street = useStreet();
/** The page's worker is at work, as people have it. */
const WITH_WORKER = { serviceWorkers: /** @type {const} */ ('allow') };

/** @typedef {import('playwright-core').Page} Page */

/** A resident who is signed in. */
const resident = async () => street.personOf(await new Api(street.url).signIn(freshPhone()), WITH_WORKER);

/** The whole pages that the device keeps. @param {Page} page @returns {Promise<string[]>} their hashes, oldest first */
const keptPages = (page) => page.evaluate(async () => {
  const found = [];
  for (const name of (await caches.keys()).sort())
    if (await (await caches.open(name)).match('/')) found.push(name.split('-')[2]);
  return found;
});

/** @param {Page} page */
const untilKept = (page) => until(async () => (await keptPages(page)).length > 0, 'the page is kept on the device');

test('reloaded without a network in the middle of the form, the page opens with every word and photo', async () => {
  const person = await resident();
  const { page } = person;
  await person.open('#/appeals/new/kind');
  await chooseKind(page);
  await writeWhat(page);
  await sayWhere(page);
  await addPhotos(page, [{ name: '灯.png', mimeType: 'image/png', buffer: png(500, 400) }]);
  await button(page, '删除第 1 张照片').waitFor();
  await page.getByText('已自动保存').first().waitFor();
  await untilKept(page);
  await person.context.setOffline(true);
  await page.reload();
  await untilReady(page);
  await heading(page, '在哪里？', 1).waitFor();
  assert.equal(await textbox(page, '发生地点').inputValue(), APPEAL.place);
  await button(page, '删除第 1 张照片').waitFor();
  await page.goBack();
  await heading(page, '出了什么事？', 1).waitFor();
  assert.equal(await textbox(page, '标题').inputValue(), APPEAL.title);
  await person.close();
});

test('opened without a network at the first page, it is the portal with its ways on and not the browser\'s error', async () => {
  const person = await resident();
  const { page } = person;
  await person.open();
  await untilKept(page);
  await page.close();
  await person.context.setOffline(true);
  const next = await person.newTab();
  await person.open('', next);
  await link(next, /我要反映/).first().click();
  await chooseKind(next);
  await heading(next, '出了什么事？', 1).waitFor();
  await person.close();
});

test('staff reload the workbench without a network and stay in their own program', async () => {
  const person = await street.person(WITH_WORKER);
  const { page } = person;
  await person.open('#/login/staff');
  await signInStaff(page, 'dispatcher');
  await untilKept(page);
  await person.context.setOffline(true);
  await page.reload();
  await untilReady(page);
  await heading(page, /工作台/).waitFor();
  await person.close();
});

test('plain pages and the API are never answered from the device', async () => {
  const person = await street.person(WITH_WORKER);
  const { page } = person;
  await person.open();
  await untilKept(page);
  await person.context.setOffline(true);
  await assert.rejects(page.evaluate(() => fetch('/api/v1/catalogue')), /Failed to fetch/);
  const plain = await person.newTab();
  await assert.rejects(plain.goto(`${street.url}/plain/`), /ERR_INTERNET_DISCONNECTED/);
  await plain.close();
  await person.close();
});

test('an update shows with the next load, is kept only whole, and leaves an open form alone', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'onewindow-web-'));
  const { server } = street;
  await server.kill9();
  fs.cpSync(needed('OW_WEB_DIST'), folder, { recursive: true });
  server.web = folder;
  await server.start();
  await until(() => fetch(server.url).then(() => true, () => false), 'the server listens again');
  const person = await resident();
  const { page } = person;
  try {
    await person.open();
    await untilKept(page);
    const [first] = await keptPages(page);

    // The new version is there, but one of its files is not yet.
    const words = update(folder);
    const content = fs.readFileSync(words);
    fs.rmSync(words);
    await page.evaluate(async () => (await navigator.serviceWorker.ready).active?.postMessage({ keep: 'onewindow' }));
    await new Promise((done) => setTimeout(done, 1_500));
    assert.deepEqual(await keptPages(page), [first], 'half an update is not kept');
    await person.context.setOffline(true);
    await page.reload();
    await untilReady(page);
    await link(page, /我要反映/).first().waitFor();
    await link(page, /我要反映/).first().click();
    await heading(page, '您要反映哪类事？', 1).waitFor();
    await page.getByRole('radio', { name: APPEAL.kind, exact: true }).check();

    // It is whole now: a page that is open is left alone, a page that is loaded is the new one.
    fs.writeFileSync(words, content);
    await person.context.setOffline(false);
    const next = await person.newTab();
    await person.open('', next);
    await link(next, /我来反映/).first().waitFor();
    await until(async () => (await keptPages(next)).length === 2, 'the new page is kept beside the one before');
    await heading(page, '您要反映哪类事？', 1).waitFor();
    assert.ok(await page.getByRole('radio', { name: APPEAL.kind, exact: true }).isChecked());
    await next.close();
    await person.context.setOffline(true);
    const later = await person.newTab();
    await person.open('', later);
    await link(later, /我来反映/).first().waitFor();
    assert.equal(await link(later, /我要反映/).count(), 0);
    await person.context.setOffline(false);
    await person.close();
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});
