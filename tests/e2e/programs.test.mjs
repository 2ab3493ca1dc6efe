// Programs by audience (ADR 26): a resident's program has nothing of the staff's; a link leads from one to the other, with
// the same session and nothing lost.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { APPEAL, button, chooseKind, heading, link, signInStaff, textbox, writeWhat } from './support/journey.mjs';
import { Api, freshPhone } from './support/api.mjs';
import { untilReady } from './support/browser.mjs';
import { useStreet } from './support/fixture.mjs';
import { needed } from './support/server.mjs';
import { until } from './support/wait.mjs';

/** @typedef {import('playwright-core').Page} Page */

const street = useStreet();
const root = path.resolve(import.meta.dirname, '../..');

/** The programs that a page was made of, by what it fetched. @param {Page} page @returns {Promise<string[]>} */
const programs = async (page) => page.evaluate(() => [...new Set(performance.getEntriesByType('resource')
  .flatMap(({ name }) => /\/(staff|gallery)\.[0-9a-f]+\.js$/.exec(name)?.[1] ?? []))]);

/** While a page is loaded anew nothing can be asked of it. @param {Page} page */
const ledOver = (page) => until(async () => (await programs(page).catch(() => ['']))[0] === 'staff', 'the staff’s program has taken over');

/** What is built, by its logical name. @param {string} logical */
function built(logical) {
  const dist = needed('OW_WEB_DIST');
  const { files } = JSON.parse(fs.readFileSync(path.join(dist, 'manifest.json'), 'utf8'));
  return files[logical] ? fs.readFileSync(path.join(dist, files[logical].file), 'utf8') : '';
}

test('what residents download has no words of the staff’s pages, and no code that asks for them', () => {
  const words = ['workbench', 'staff_login'].map((area) => JSON.parse(fs.readFileSync(path.join(root, 'assets/i18n/zh-CN', `${area}.json`), 'utf8')));
  const keys = words.flatMap((area) => Object.keys(area));
  assert.ok(keys.length > 20);
  for (const language of ['zh-CN', 'en']) {
    for (const part of ['strings', 'later'])
      assert.deepEqual(keys.filter((key) => key in JSON.parse(built(`${part}.${language}`))), []);
    assert.deepEqual(keys.filter((key) => !(key in JSON.parse(built(`staff.strings.${language}`)))), []);
  }
  // A key stands in the code as text. Those that are only a part of a longer one say nothing.
  const [resident, staff] = [built('app.wasm') + built('rest.wasm'), built('staff.wasm') + built('staff.rest.wasm')];
  const named = keys.filter((key) => staff.includes(`\0${key}\0`));
  assert.ok(named.length > 15, 'the staff’s program names its words');
  assert.deepEqual(named.filter((key) => resident.includes(`\0${key}\0`)), []);
});

test('a resident gets the residents’ program alone', async () => {
  const person = await street.personOf(await new Api(street.url).signIn(freshPhone()));
  await person.open('#/mine');
  await heading(person.page, '我的办件', 1).waitFor();
  assert.deepEqual(await programs(person.page), []);
  await person.close();
});

test('a link of the workbench, opened signed out, leads to the staff’s sign-in and from there to where it leads', async () => {
  const person = await street.person();
  const { page } = person;
  await person.open('#/workbench?queue=to_accept');
  await heading(page, '工作人员登录', 1).waitFor();
  assert.deepEqual(await programs(page), ['staff']);
  await signInStaff(page, 'dispatcher');
  await page.getByRole('navigation', { name: '工作列表' }).waitFor();
  assert.ok(page.url().endsWith('#/workbench?queue=to_accept'));
  // The device knows them now: on the first page too.
  await person.open();
  await page.getByRole('navigation', { name: '工作列表' }).or(page.getByRole('searchbox').first()).waitFor();
  assert.deepEqual(await programs(page), ['staff']);
  await person.close();
});

test('staff whose device forgot them are led over as soon as the server says who they are', async () => {
  const person = await street.person();
  const { page } = person;
  await person.open('#/login/staff');
  await signInStaff(page, 'dispatcher');
  await page.getByRole('navigation', { name: '工作列表' }).waitFor();
  await page.evaluate(() => window.localStorage.clear());
  await page.goto(`${street.url}/`);
  await ledOver(page);
  await untilReady(page);
  await person.close();
});

test('from a form to the staff’s sign-in and back, what was written and who is signed in stay', async () => {
  const person = await street.personOf(await new Api(street.url).signIn(freshPhone()));
  const { page } = person;
  await person.open('#/appeals/new/kind');
  await chooseKind(page);
  await writeWhat(page);
  await page.evaluate(() => { window.location.hash = '#/login/staff'; });
  await ledOver(page);
  await untilReady(page);
  await page.evaluate(() => { window.location.hash = '#/appeals/new/what'; });
  await heading(page, '出了什么事？', 1).waitFor();
  assert.equal(await textbox(page, '标题').inputValue(), APPEAL.title);
  // The residents' program goes on with it as well.
  await page.goto('about:blank');
  await person.open('#/appeals/new/what');
  assert.deepEqual(await programs(page), []);
  await until(async () => (await textbox(page, '标题').inputValue()) === APPEAL.title, 'the draft is there');
  await person.close();
});

test('without a network the way over is said to be closed, the page is not lost, and it opens when asked again', async () => {
  const person = await street.person();
  const { page } = person;
  await person.open('#/login');
  await page.route(/\/staff\./, (route) => route.abort());
  await link(page, '工作人员登录').click();
  await until(async () => (await page.locator('#rest').getByRole('status').textContent())?.includes('还没有取到'), 'the sign says so');
  await page.goBack();
  await heading(page, '登录', 1).waitFor();
  assert.equal(await page.locator('#rest').getByRole('status').textContent(), '');
  await link(page, '工作人员登录').click();
  await button(page, '再试一次').waitFor();
  await page.unroute(/\/staff\./);
  await button(page, '再试一次').click();
  await heading(page, '工作人员登录', 1).waitFor();
  assert.deepEqual(await programs(page), ['staff']);
  await person.close();
});
