// The browser's back and forward, typed addresses and the arrow of the page agree on where somebody came from, and
// nothing of a person is left for whoever comes next to the same screen.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Api } from './support/api.mjs';
import { PHONE } from './support/browser.mjs';
import { useFiledCase } from './support/fixture.mjs';
import { APPEAL, button, fillToCheck, heading, link, readReceipt, textbox } from './support/journey.mjs';
import { until } from './support/wait.mjs';

const { street, filed } = useFiledCase();

/** @param {import('playwright-core').Page} page @param {RegExp} hash */
const untilAt = (page, hash) => until(async () => hash.test(page.url()), `the address ${hash}`);

test('after back and forward the arrow leads to the page before, not past it', async () => {
  const person = await street.person();
  const { page } = person;
  await person.open();
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '诉求' }).click();
  await link(page, /^查询进度/).click();
  await heading(page, '查询进度', 1).waitFor();
  await page.goBack();
  await heading(page, '诉求', 1).waitFor();
  await page.goForward();
  await heading(page, '查询进度', 1).waitFor();
  await button(page, '返回').click();
  await untilAt(page, /#\/appeals$/);
  await heading(page, '诉求', 1).waitFor();
  await page.goBack();
  await untilAt(page, /:\d+\/(#\/)?$/);
  await person.close();
});

test('back from the receipt leads to what was before the form, never into the finished form', async () => {
  const person = await street.personOf(filed.api);
  const { page } = person;
  await person.open('#/appeals');
  await heading(page, '诉求', 1).waitFor();
  await link(page, '我要反映').first().click();
  await fillToCheck(page);
  await button(page, '提交').click();
  const receipt = await readReceipt(page);
  await page.goBack();
  await heading(page, '诉求', 1).waitFor();
  assert.match(page.url(), /#\/appeals$/);
  await page.goForward();
  await heading(page, '提交成功', 1).waitFor();
  assert.match(page.url(), new RegExp(`#/receipt/${receipt.number}$`));
  await person.close();
});

test('on a phone the arrow in a case of the workbench leads to its list', async () => {
  const person = await street.personOf(await new Api(street.url).signInStaff('dispatcher'), PHONE);
  const { page } = person;
  await person.open('#/workbench?queue=to_accept');
  const first = page.getByRole('list', { name: '办件列表' }).getByRole('link').first();
  await first.tap();
  await untilAt(page, /[?&]case=/);
  await button(page, '返回').tap();
  await first.waitFor();
  assert.match(page.url(), /#\/workbench\?queue=to_accept$/);
  // The same where nothing is before it: a link from a message.
  const fresh = await person.context.newPage();
  await fresh.goto(`${street.url}/#/workbench?queue=to_accept&case=${filed.number}`);
  await heading(fresh, APPEAL.title).waitFor();
  await button(fresh, '返回').tap();
  await until(async () => /#\/workbench\?queue=to_accept$/.test(fresh.url()), 'the list');
  await person.close();
});

test('a case that was looked up is gone for whoever comes next to the same screen', async () => {
  const person = await street.personOf(filed.api);
  const { page } = person;
  await person.open('#/track');
  await textbox(page, '办件编号').fill(filed.number);
  await textbox(page, '查询码').fill(filed.code);
  await button(page, '查询').click();
  await heading(page, APPEAL.title).first().waitFor();
  await page.evaluate(() => { window.location.hash = '#/mine'; });
  await button(page, '退出登录').click();
  await page.getByRole('dialog').getByRole('button', { name: '退出登录' }).click();
  await page.getByText('已退出登录').first().waitFor();
  await page.evaluate(() => { window.location.hash = '#/track'; });
  await textbox(page, '办件编号').waitFor();
  assert.equal(await textbox(page, '办件编号').inputValue(), '');
  assert.equal(await page.getByText(APPEAL.title).count(), 0);
  await person.close();
});
