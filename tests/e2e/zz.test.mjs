// A form that is begun on one device and finished on another; written before signing in; and 办不成事.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Api, freshPhone } from './support/api.mjs';
import { PHONE, untilReady } from './support/browser.mjs';
import { useStreet } from './support/fixture.mjs';
import {
  APPEAL, button, chooseContact, chooseKind, heading, link, radio, sayWhere, signIn, textbox, writeWhat,
} from './support/journey.mjs';
import { until } from './support/wait.mjs';

const street = useStreet();

/** What the server keeps of the appeal. @param {Api} resident */
const kept = async (resident) => (await resident.call('GET', '/me/drafts/appeal').catch(() => null))?.answers ?? {};

test('an appeal begun on a phone goes on at a computer; where both wrote, the person chooses line by line', async () => {
  const resident = await new Api(street.url).signIn(freshPhone());
  const one = await street.personOf(resident, PHONE);
  await one.open('#/appeals/new/kind');
  await chooseKind(one.page);
  await writeWhat(one.page);
  await until(async () => (await kept(resident)).title === APPEAL.title, 'the server has what was written on the phone');

  const two = await street.personOf(resident, { viewport: { width: 1280, height: 800 } });
  two.page.on('response', async (r) => { if (r.url().includes('/api/')) console.log(Date.now() % 100000, r.status(), r.request().method(), r.url(), r.url().includes('drafts') ? (await r.text()).slice(0, 300) : ''); });
  await two.open('#/appeals/new/kind');
  try { await two.page.getByText('您在另一台设备上写了一半').waitFor({ timeout: 8000 }); console.log('FOUND'); } catch (e) {
  await two.page.screenshot({ path: '/tmp/two.png' });
  console.log(String(e), two.page.url());
  }
  process.exit(1);
  await button(two.page, '知道了').click();
  await button(two.page, '下一步').click();
  await heading(two.page, '出了什么事？', 1).waitFor();
  assert.equal(await textbox(two.page, '标题').inputValue(), APPEAL.title);

  // Both write on: the second to save is asked.
  await textbox(two.page, '标题').fill('电脑上写的标题');
  await until(async () => (await kept(resident)).title === '电脑上写的标题', 'the computer has saved');
  await one.page.goBack();
  await heading(one.page, '出了什么事？', 1).waitFor();
  await textbox(one.page, '标题').fill('手机上写的标题');
  await heading(one.page, '有两份草稿，写得不一样').waitFor();
  assert.equal(await textbox(one.page, '标题').inputValue(), '手机上写的标题');
  assert.equal((await kept(resident)).title, '电脑上写的标题');
  await radio(one.page, '标题', '电脑上写的标题').click();
  await button(one.page, '就用选好的这些').click();
  await heading(one.page, '有两份草稿，写得不一样').waitFor({ state: 'detached' });
  assert.equal(await textbox(one.page, '标题').inputValue(), '电脑上写的标题');
  assert.equal(await textbox(one.page, '详细描述').inputValue(), APPEAL.description);
  await one.close();
  await two.close();
});

test('who has not signed in writes an appeal without a network, and signs in when it is sent', async () => {
  const person = await street.person({ serviceWorkers: /** @type {const} */ ('allow') });
  const { page } = person;
  await person.open('#/');
  await until(() => page.evaluate(async () => (await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).match('/')))).some(Boolean)), 'the page is kept on the device');
  await person.context.setOffline(true);
  await page.reload();
  await untilReady(page);
  await page.evaluate(() => { window.location.hash = '#/appeals/new/kind'; });
  await chooseKind(page);
  await writeWhat(page);
  await page.reload();
  await untilReady(page);
  await heading(page, '在哪里？', 1).waitFor();
  await sayWhere(page);
  await button(page, '下一步').click();
  await chooseContact(page);
  await heading(page, '请核对一遍', 1).waitFor();
  await page.getByRole('checkbox').first().check();
  await person.context.setOffline(false);
  await button(page, '提交').click();
  await heading(page, '登录', 1).waitFor();
  await signIn(page, street.url, freshPhone());
  await heading(page, '提交成功').waitFor();
  const answer = await page.request.get(`${street.url}/api/v1/cases?scope=mine`);
  const { items } = /** @type {{items: {title: string}[]}} */ (await answer.json());
  assert.deepEqual(items.map(({ title }) => title), [APPEAL.title]);
  await person.close();
});

test('who was turned away says so from the guide, and finds it among the own cases with its own stage', async () => {
  const resident = await new Api(street.url).signIn(freshPhone());
  const person = await street.personOf(resident, PHONE);
  const { page } = person;
  await person.open('#/services/elder_allowance');
  await link(page, /^没办成/).click();
  await heading(page, '哪件事没办成？', 1).waitFor();
  assert.equal(await textbox(page, '想办什么事').inputValue(), '高龄津贴');
  await textbox(page, '在哪里没办成').fill('3 号窗口');
  await radio(page, '怎么没办成', '一再要我补材料').check();
  await textbox(page, '当时怎么说的').fill('跑了三趟，每次都要别的证明。');
  await button(page, '下一步').click();
  await radio(page, '联系方式', '实名：督办的人知道您是谁').check();
  await page.getByRole('checkbox', { name: /^我已知晓/ }).check();
  await button(page, '提交').click();
  await heading(page, '提交成功').waitFor();
  const [filed] = await resident.mine();
  assert.deepEqual([filed.kind, filed.title, filed.state], ['turned_away', '高龄津贴', 'chased']);
  await person.open(`#/cases/${filed.number}`);
  await heading(page, '高龄津贴').first().waitFor();
  await person.close();
});
