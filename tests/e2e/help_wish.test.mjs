// 请人帮办 in the program: somebody is asked to come once, with the code last or without a network, and called off again.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Api, freshPhone } from './support/api.mjs';
import { PHONE, untilReady } from './support/browser.mjs';
import { useStreet } from './support/fixture.mjs';
import { button, heading, signIn, textbox } from './support/journey.mjs';
import { until } from './support/wait.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {{matter: string, state: string, from: string}} Wish */

const MATTER = '想领高龄津贴，腿脚不便';
const street = useStreet();

/** The wishes of who is signed in here, as the server has them. @param {Page} page @returns {Promise<Wish[]>} */
async function wishes(page) {
  const answer = await page.request.get(`${street.url}/api/v1/help-wishes`);
  assert.equal(answer.status(), 200);
  return (await answer.json()).items;
}

/** All but the phone. @param {Page} page */
async function fill(page) {
  await heading(page, '请人帮办', 1).waitFor();
  await textbox(page, '想办什么事').fill(MATTER);
  await textbox(page, '到哪里').fill('柳巷路 8 号 3 号楼 502');
  await button(page, '从网格里选').click();
  await page.getByRole('combobox', { name: '在哪个网格' }).selectOption({ index: 1 });
  await page.getByRole('radiogroup', { name: '什么时候方便' }).getByRole('radio').last().check();
}

/** @param {Page} page */
const listed = (page) => page.getByRole('list', { name: '我请过的' }).getByRole('listitem');

/** What says that it waits, beside what is said aloud. @param {Page} page */
const kept = (page) => page.locator('#mirror').getByText('已存在本机，有网就送出。');

test('who has not signed in writes first; the wish is sent once after the code, listed, and called off', async () => {
  const person = await street.person(PHONE);
  const { page } = person;
  const phone = freshPhone();
  await person.open('#/assist');
  await fill(page);
  await textbox(page, '联系电话').fill(phone);
  await page.getByText('写好以后用手机验证码登录，就送出去了。').waitFor();
  await button(page, '请人上门').click();
  await heading(page, '登录', 1).waitFor();
  await signIn(page, street.url, phone);
  await heading(page, '请人帮办', 1).waitFor();
  await heading(page, '我请过的', 2).waitFor();
  await heading(page, MATTER, 3).waitFor();
  assert.equal(await listed(page).count(), 1);
  assert.deepEqual((await wishes(page)).map(({ matter, state }) => [matter, state]), [[MATTER, 'open']]);

  // It is there after a reload, and nothing is sent again.
  await page.reload();
  await untilReady(page);
  await heading(page, MATTER, 3).waitFor();
  assert.equal((await wishes(page)).length, 1);

  await button(page, '不用来了').click();
  const dialog = page.getByRole('dialog', { name: '不用来了吗？' });
  await dialog.getByRole('button', { name: '还是要来' }).click();
  await dialog.waitFor({ state: 'detached' });
  assert.equal((await wishes(page))[0].state, 'open');
  await button(page, '不用来了').click();
  await dialog.getByRole('button', { name: '取消上门' }).click();
  await listed(page).getByText('已取消').waitFor();
  await button(page, '不用来了').waitFor({ state: 'detached' });
  assert.equal((await wishes(page))[0].state, 'cancelled');
  await person.close();
});

test('a wish written without a network waits over a reload and is sent once when the network is back', async () => {
  const resident = await new Api(street.url).signIn(freshPhone());
  const person = await street.personOf(resident, { ...PHONE, serviceWorkers: /** @type {const} */ ('allow') });
  const { page } = person;
  await person.open('#/assist');
  await until(() => page.evaluate(async () => (await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).match('/')))).some(Boolean)), 'the page is kept on the device');
  await fill(page);
  await person.context.setOffline(true);
  await button(page, '请人上门').click();
  await kept(page).waitFor();
  assert.equal(await textbox(page, '想办什么事').inputValue(), '');
  await page.reload();
  await untilReady(page);
  await button(page, '现在就试').waitFor();

  await person.context.setOffline(false);
  await heading(page, MATTER, 3).waitFor();
  await button(page, '现在就试').waitFor({ state: 'detached' });
  assert.deepEqual((await wishes(page)).map(({ matter, state }) => [matter, state]), [[MATTER, 'open']]);
  await person.close();
});

test('what is missing is said at its field and in one list, whose lines lead there, and nothing is sent', async () => {
  const resident = await new Api(street.url).signIn(freshPhone());
  const person = await street.personOf(resident, PHONE);
  const { page } = person;
  await person.open('#/assist');
  await page.getByRole('radiogroup', { name: '什么时候方便' }).waitFor();
  await button(page, '请人上门').click();
  await heading(page, '请检查以下问题').waitFor();
  await page.getByRole('link', { name: '请填写想办什么事' }).click();
  await page.waitForFunction(() => document.activeElement?.matches('[aria-invalid=true]'));
  assert.equal(await textbox(page, '想办什么事').getAttribute('aria-invalid'), 'true');
  assert.deepEqual(await wishes(page), []);
  await person.close();
});
