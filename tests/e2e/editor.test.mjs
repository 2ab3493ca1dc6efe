// The editor of services without script: a form gets a section, something to fill in several times and a check between
// two answers; it is put live, and a resident who fills it in wrongly on the page without script is told so.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Api, PASSWORD, freshPhone } from './support/api.mjs';
import { PATIENCE } from './support/browser.mjs';
import { useStreet } from './support/fixture.mjs';
import { button, heading, link, textbox } from './support/journey.mjs';

/** @typedef {import('playwright-core').Page} Page */

const street = useStreet();
const TOLD = '最后一天不能早于第一天，请再看看';

/** A browser that runs no script. */
async function withoutScript() {
  const context = await street.browser.newContext({
    locale: 'zh-CN', timezoneId: 'Asia/Shanghai', javaScriptEnabled: false, viewport: { width: 360, height: 800 },
  });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  return { context, page };
}

/** @param {Page} page @param {string} label @param {string} chinese @param {string} english */
async function both(page, label, chinese, english) {
  await textbox(page, `${label}（中文）`).fill(chinese);
  await textbox(page, `${label}（英文）`).fill(english);
}

/** @param {Page} page */
async function keep(page) {
  await button(page, '存草稿').click();
  await page.getByText('草稿存好了').waitFor();
}

/** Adds a required field to the new section. @param {Page} page @param {string} label @param {string} english @param {string} type */
async function addField(page, label, english, type) {
  await link(page, '申请表').click();
  await button(page, '加一项（服务的日子）').click();
  await both(page, '题目', label, english);
  await page.getByLabel('类型').selectOption(type);
  await textbox(page, '最多').fill('');
  await page.getByRole('checkbox', { name: '必要' }).check();
  await keep(page);
}

test('without script a form gets a section, a group and a check, is put live, and refuses what does not fit', async () => {
  const { context, page } = await withoutScript();
  await page.goto(`${street.url}/plain/staff`);
  await textbox(page, '账号').fill('admin');
  await page.getByLabel('密码').fill(PASSWORD);
  await button(page, '登录').click();
  await heading(page, '后台管理', 1).waitFor();
  await page.goto(`${street.url}/plain/admin/services/volunteer`);

  await link(page, '分组').click();
  await button(page, '加一组').click();
  await both(page, '这一组叫什么', '服务的日子', 'Days of service');
  await keep(page);
  await addField(page, '第一天', 'First day', '日期');
  await addField(page, '最后一天', 'Last day', '日期');

  await link(page, '申请表').click();
  await button(page, '加可以填几次的（服务的日子）').click();
  await both(page, '题目', '同来的人', 'Who comes along');
  await both(page, '一次叫什么', '同伴', 'Companion');
  await both(page, '再加一次的按钮', '再加一个同伴', 'Add another companion');
  await textbox(page, '最多').fill('2');
  await keep(page);
  await link(page, 'own_1').click();
  await both(page, '题目', '同伴怎么称呼', 'What the companion is called');
  await keep(page);
  await link(page, '回到“同来的人”').waitFor();

  await link(page, '核对规则').click();
  await button(page, '加一条规则').click();
  await page.getByLabel('看什么').selectOption('最后一天');
  await page.getByLabel('怎样').first().selectOption('不小于');
  await page.getByLabel('或者和另一项比').selectOption('第一天');
  await page.getByLabel('说在哪一项上').selectOption('最后一天');
  await both(page, '不符合时告诉居民', TOLD, 'The last day cannot be before the first, please look again');
  await keep(page);

  await link(page, '总览').click();
  await page.getByText('检查都通过了').waitFor();
  await page.getByRole('rowheader', { name: '申请表 · 同来的人 · 同伴怎么称呼 · 类型' }).waitFor();
  await button(page, '检查过了，可以发布').click();
  await button(page, '发布').click();
  await page.getByText('已发布').waitFor();
  await context.close();

  const resident = await withoutScript();
  const form = resident.page;
  const phone = freshPhone();
  await form.goto(`${street.url}/plain/apply/volunteer`);
  await textbox(form, '手机号').fill(phone);
  await button(form, '获取验证码').click();
  await textbox(form, '验证码').fill(await new Api(street.url).lastCode(phone));
  await button(form, '登录').click();
  await heading(form, '服务的日子').waitFor();
  await textbox(form, '姓名').fill('赵平');
  await textbox(form, '身份证号').fill('99010119550601018X');
  await textbox(form, '联系电话').fill(phone);
  await form.getByRole('checkbox', { name: '看望老人' }).check();
  await form.getByRole('checkbox', { name: '周末' }).check();
  await form.getByLabel('出生日期').fill('1955-06-01');
  await form.getByLabel('第一天').fill('2026-12-05');
  await form.getByLabel('最后一天').fill('2026-12-01');
  await textbox(form, '同伴怎么称呼').fill('老李');
  await button(form, '再加一个同伴').click();
  await form.getByRole('group', { name: '同伴 2' }).getByRole('textbox').fill('小王');
  await form.getByRole('checkbox', { name: /^以上都是真的/ }).check();
  await button(form, '填好了，核对一遍').click();
  assert.equal(await form.getByRole('link', { name: TOLD }).count(), 1, 'the summary leads to the field');
  assert.equal(await form.getByLabel('最后一天').getAttribute('aria-invalid'), 'true');
  await form.getByLabel('最后一天').fill('2026-12-06');
  await button(form, '填好了，核对一遍').click();
  await heading(form, '核对一遍再提交', 1).waitFor();
  await form.getByText('小王').waitFor();
  await button(form, '没有错，提交').click();
  await form.getByText('办件编号').first().waitFor();
  await resident.context.close();
});
