// 这页有用吗？ at the end of every page: what somebody says arrives once, with or without a network, and staff see it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Api } from './support/api.mjs';
import { BLIND_RULES, axeFindings, treeFindings } from './support/axe.mjs';
import { useStreet } from './support/fixture.mjs';
import { button, heading, textbox } from './support/journey.mjs';
import { untilFocused } from './support/keyboard.mjs';
import { until } from './support/wait.mjs';

const street = useStreet();

/** @param {import('playwright-core').Page} page */
const row = (page) => page.getByRole('group', { name: '这页有用吗？' });
/** What was said of a kind of page. @param {string} name */
const said = async (name) => {
  const { items } = await (await new Api(street.url).signInStaff('supervisor')).call('GET', '/feedback');
  return items.find((/** @type {{page: string}} */ one) => one.page === name);
};

test('what is said of a page is thanked for, asked once, and read by staff with its words', async () => {
  const person = await street.person();
  const { page } = person;
  await person.open('#/help');
  await button(page, '没用').click();
  await textbox(page, '哪里不好用？（可不填）').fill('找不到夜里的电话');
  await button(page, '提交意见').click();
  await page.getByText('谢谢您告诉我们').first().waitFor();
  await until(async () => (await said('help'))?.unhelpful === 1, 'the server has it');
  await page.reload();
  await heading(page, '有事打电话', 1).or(page.getByRole('heading', { level: 1 })).first().waitFor();
  await page.waitForFunction(() => performance.getEntriesByName('rest-there').length);
  assert.equal(await row(page).count(), 0);
  await person.close();

  const staff = await street.personOf(await new Api(street.url).signInStaff('supervisor'));
  await staff.open('#/workbench/feedback');
  await heading(staff.page, '页面意见', 1).waitFor();
  await staff.page.getByText('没用 1').waitFor();
  await button(staff.page, /说哪里不好用/).click();
  await staff.page.getByText('找不到夜里的电话').waitFor();
  assert.deepEqual(await axeFindings(staff.page, BLIND_RULES), []);
  assert.deepEqual(await treeFindings(staff.page), []);
  await staff.close();
});

test('what is said without a network waits on the device, also over a reload, and arrives once', async () => {
  const person = await street.person();
  const { page, context } = person;
  await person.open('#/about');
  await row(page).waitFor();
  // The page stays reachable for the reload, as with a service worker; the API is not.
  await context.route(/\/api\/v1\/feedback/, (route) => route.abort());
  await button(page, '有用').click();
  await page.getByText('谢谢您告诉我们').first().waitFor();
  await page.reload();
  await page.waitForFunction(() => performance.getEntriesByName('rest-there').length);
  assert.equal(await said('about'), undefined);
  let sent = 0;
  await context.unroute(/\/api\/v1\/feedback/);
  page.on('request', (request) => { if (request.url().endsWith('/api/v1/feedback') && request.method() === 'POST') sent += 1; });
  await context.setOffline(true);
  await context.setOffline(false);
  await until(async () => (await said('about'))?.helpful === 1, 'it arrives when the network is back');
  await context.setOffline(true);
  await context.setOffline(false);
  await page.reload();
  await page.waitForFunction(() => performance.getEntriesByName('rest-there').length);
  assert.equal(sent, 1);
  assert.equal((await said('about')).helpful, 1);
  await person.close();
});

test('offline the row says that the answer waits, and the focus stays with it', async () => {
  const person = await street.person();
  const { page, context } = person;
  await person.open('#/council');
  await row(page).waitFor();
  assert.deepEqual(await axeFindings(page, BLIND_RULES), []);
  await context.setOffline(true);
  await button(page, '有用').click();
  await page.getByText('已记下，有网络时自动送出').first().waitFor();
  await untilFocused(page, 'group', '这页有用吗？');
  await context.setOffline(false);
  await until(async () => (await said('council'))?.helpful === 1, 'it arrives when the network is back');
  await person.close();
});

test('whoever wants no question is asked nowhere again', async () => {
  const person = await street.person();
  const { page } = person;
  await person.open('#/services');
  await button(page, '不再问').click();
  await page.getByText('好的，以后不再问。').first().waitFor();
  await person.open('#/council');
  await page.waitForFunction(() => performance.getEntriesByName('rest-there').length);
  await heading(page, '议事', 1).waitFor();
  assert.equal(await row(page).count(), 0);
  await person.close();
});
