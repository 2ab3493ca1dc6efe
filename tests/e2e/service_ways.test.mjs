// A service from the first look to the rating by who has no mouse, in 长辈版 at a computer; and from the search to the
// receipt by who only hears; and from end to end without script.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Api, ID_NUMBER, freshPhone, idNumber } from './support/api.mjs';
import { PATIENCE } from './support/browser.mjs';
import { useStreet } from './support/fixture.mjs';
import { button, heading, link } from './support/journey.mjs';
import { focused, tabTo, untilFocused } from './support/keyboard.mjs';
import { Listener } from './support/listener.mjs';
import { MODES, chooseMode } from './support/pages.mjs';
import { png } from './support/pictures.mjs';
import { until } from './support/wait.mjs';

/** @typedef {import('playwright-core').Page} Page */

const street = useStreet();
const DESK = { viewport: { width: 1280, height: 800 } };
const PHOTO = { name: '材料.png', mimeType: 'image/png', buffer: png(900, 600) };
const THERE = '现在拿不出来，以后补交';
const GIVEN = '从 2027 年 1 月起，每月发到您的银行卡上。';

/** @param {Page} page @param {string} role @param {string | RegExp} name */
async function press(page, role, name) {
  await tabTo(page, role, name);
  await page.keyboard.press(role === 'radio' || role === 'checkbox' ? 'Space' : 'Enter');
}

/** @param {Page} page @param {string} label @param {string} text */
async function type(page, label, text) {
  await tabTo(page, 'textbox', label);
  await page.keyboard.type(text);
}

/** @param {Page} page */
async function photograph(page) {
  const chooser = page.waitForEvent('filechooser');
  await press(page, 'button', '添加照片');
  await (await chooser).setFiles([PHOTO]);
  await button(page, '删除第 1 张照片').waitFor();
}

test('by keyboard alone, in 长辈版: a service is found, asked for, corrected, granted and rated', async () => {
  const resident = await new Api(street.url).signIn(freshPhone());
  const civil = await new Api(street.url).signInStaff('handler-civil');
  const person = await street.personOf(resident, DESK);
  const { page } = person;
  const { keyboard } = page;
  const elder = MODES.find((mode) => mode.elder);
  assert.ok(elder);
  await chooseMode(person, elder);

  await person.open('#/services');
  await type(page, '搜服务', '老人补贴');
  await link(page, /高龄津贴/).first().waitFor();
  await press(page, 'link', /^高龄津贴/);
  await heading(page, '还差 3 项才知道').waitFor();
  await type(page, '年', '1942');
  await type(page, '月', '3');
  await type(page, '日', '7');
  await press(page, 'radio', '是');
  await tabTo(page, 'radio', '是');
  await keyboard.press('ArrowDown');
  await heading(page, '您符合条件').waitFor();
  await tabTo(page, 'link', '开始办');
  await keyboard.press('Enter');

  /** By the question that is the page's heading. @type {Record<string, () => Promise<void>>} */
  const answers = {
    姓名: () => type(page, '姓名', '示例老人甲'),
    身份证号: () => type(page, '身份证号', ID_NUMBER),
    现在的住址: () => type(page, '详细地址', '柳巷路 8 号 3 幢 502 室'),
    户名: () => type(page, '户名', '示例老人甲'),
    开户银行: () => type(page, '开户银行', '示例银行'),
    银行卡号: () => type(page, '银行卡号', '6222020000000000000'),
    身份证: () => photograph(page),
    户口簿: () => photograph(page),
    银行卡: () => press(page, 'checkbox', new RegExp(THERE)),
  };
  const asked = [];
  const question = page.locator('#mirror h1');
  const truth = page.getByRole('checkbox', { name: /^以上都是真的/ });
  await question.first().waitFor();
  while (!(await truth.count())) {
    const words = (await question.innerText()).trim();
    assert.ok(asked.push(words) < 20, asked.join('、'));
    await answers[words]?.();
    await tabTo(page, 'button', (await button(page, '对').count()) ? '对' : '下一步');
    await keyboard.press('Enter');
    await page.waitForFunction((before) => document.querySelector('#mirror h1')?.textContent?.trim() !== before, words);
  }
  for (const known of Object.keys(answers)) assert.ok(asked.includes(known), `${known}: ${asked.join('、')}`);
  await press(page, 'checkbox', /^以上都是真的/);
  await press(page, 'button', '提交');
  await untilFocused(page, 'heading', '提交成功');
  const [{ number }] = await resident.mine();

  await civil.step(number, 'accept');
  const by = new Date(Date.now() + 14 * 86_400_000).toISOString().slice(0, 10);
  await civil.step(number, 'request_correction', { fields: ['materials.household_book'], reason: '照片反光，看不清出生日期。', by });
  await person.open(`#/cases/${number}`);
  await heading(page, '请补 1 样材料').waitFor();
  await tabTo(page, 'link', '去补正');
  await keyboard.press('Enter');
  await button(page, '交上去').waitFor();
  await photograph(page);
  await press(page, 'button', '交上去');
  await until(async () => (await resident.get(number)).state === 'reviewing', 'the department has it again');

  await civil.step(number, 'grant', { words: GIVEN, note: '银行卡照片可以后补' });
  await civil.step(number, 'close', { note: '已经办好。' });
  await person.open(`#/cases/${number}`);
  await heading(page, '办好了').waitFor();
  await press(page, 'link', '去评价');
  await press(page, 'radio', '非常满意');
  await press(page, 'radio', '已经解决');
  await press(page, 'button', '提交评价');
  await heading(page, '谢谢您的评价').waitFor();
  assert.equal((await resident.get(number)).rating.score, 5);
  assert.notEqual((await focused(page)).role, '', 'the focus is not lost');
  await person.close();
});

test('who only hears finds a service, hears why it fits, asks for it and hears the receipt', async () => {
  const phone = freshPhone(), number = idNumber('1942-03-07', 650), name = '示例老人乙';
  const resident = await new Api(street.url).signIn(phone);
  await resident.call('PUT', '/me/identity', { name, id_number: number, consent: true });
  const person = await street.personOf(resident, DESK);
  const { page } = person;
  await person.open('#/services');
  const ear = new Listener(page);
  await ear.start();
  await ear.hear(/^searchbox, 搜服务/);
  await ear.type('老人补贴');
  await link(page, /^高龄津贴/).first().waitFor();
  await ear.hear(/^link, 高龄津贴/);
  await ear.act();

  await heading(page, '还差 2 项才知道').waitFor();
  await ear.hear(/^heading, 还差 2 项才知道/);
  await ear.hear(/年满 80 周岁/);
  await ear.hear(/^radiogroup, 户口在本街道吗？/);
  await ear.hear(/^radio, 是/);
  await ear.act();
  await ear.hear(/^radiogroup, 现在在别的地方领高龄津贴吗？/);
  await ear.hear(/^radio, 不是/);
  await ear.act();
  await ear.hearBySelf(/您符合条件/);
  await ear.hear(/^heading, 需要的材料/);
  await ear.hear(/身份证/);
  await ear.hear(/已有/);
  await ear.hear(/^heading, 办理步骤/);
  await ear.hear(/^link, 开始办/);
  await ear.act();

  await ear.hear(/^link, 接着填/);
  await ear.act();
  await ear.hear(/^textbox, 详细地址/);
  await ear.type('柳巷路 8 号 3 幢 502 室');
  await ear.hear(/^button, 下一步$/);
  await ear.act();
  await ear.hear(/^textbox, 开户银行/);
  await ear.type('示例银行');
  await ear.hear(/^textbox, 银行卡号/);
  await ear.type('6222020000000000000');
  await ear.hear(/^button, 下一步$/);
  await ear.act();

  await heading(page, '拍材料', 1).waitFor();
  await ear.hear(/户口簿/);
  await ear.hear(/^button, 添加照片/);
  const chooser = page.waitForEvent('filechooser');
  await ear.act();
  await (await chooser).setFiles([PHOTO]);
  await ear.hearBySelf(/已添加照片/);
  await ear.hear(new RegExp(`^checkbox, ${THERE}`));
  await ear.act();
  await ear.hear(/^button, 下一步$/);
  await ear.act();

  await heading(page, '核对后提交', 1).waitFor();
  await ear.hear(/示例银行/);
  await ear.hear(/^checkbox, 以上都是真的.*not checked/);
  await ear.act();
  await ear.hear(/^button, 提交$/);
  await ear.act();
  await heading(page, '提交成功', 1).waitFor();
  await ear.hear(/^heading, 提交成功, level 1/);
  await ear.hear(/\d{6} ?A ?\d{8}/);
  await ear.stop();
  await person.close();
});

test('without script a service is found, asked for with photos, corrected, granted, checked by a stranger and rated', async () => {
  const number = idNumber('1942-03-07', 651), name = '示例老人丙';
  const resident = await new Api(street.url).signIn(freshPhone());
  const civil = await new Api(street.url).signInStaff('handler-civil');
  await resident.call('PUT', '/me/identity', { name, id_number: number, consent: true });
  const context = await street.browser.newContext({ locale: 'zh-CN', javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  await context.addCookies([resident.asCookie()]);
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  /** @param {string} label */
  const box = (label) => page.getByRole('textbox', { name: label, exact: true });
  /** @param {string} group @param {string} one */
  const pick = (group, one) => page.getByRole('radiogroup', { name: group }).getByRole('radio', { name: one, exact: true }).check();

  await page.goto(`${street.url}/plain/services`);
  await page.getByLabel('搜服务').fill('老人补贴');
  await button(page, '搜').click();
  await link(page, /^高龄津贴/).first().click();
  await pick('户口在本街道吗？', '是');
  await pick('现在在别的地方领高龄津贴吗？', '不是');
  await button(page, '看看能不能办').click();
  await heading(page, '您符合条件').waitFor();
  await link(page, '开始办').first().click();
  await box('详细地址').fill('柳巷路 8 号 3 幢 502 室');
  await box('开户银行').fill('示例银行');
  await box('银行卡号').fill('6222020000000000000');
  await page.getByLabel('户口簿', { exact: true }).setInputFiles([PHOTO]);
  await page.getByRole('checkbox', { name: '银行卡', exact: true }).check();
  await page.getByLabel('哪一天前补交').fill(new Date(Date.now() + 14 * 86_400_000).toISOString().slice(0, 10));
  await page.getByRole('checkbox', { name: /^以上都是真的/ }).check();
  await button(page, '填好了，核对一遍').click();
  await heading(page, '核对一遍再提交', 1).waitFor();
  await button(page, '没有错，提交').click();
  await heading(page, '提交成功', 1).waitFor();
  const [filed] = await resident.mine();

  await civil.step(filed.number, 'accept');
  const by = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);
  await civil.step(filed.number, 'request_correction', { fields: ['materials.household_book'], reason: '照片反光，看不清出生日期。', by });
  await page.goto(`${street.url}/plain/cases/${filed.number}`);
  await link(page, '去补').click();
  await page.getByText('照片反光，看不清出生日期。').first().waitFor();
  await page.getByLabel('户口簿', { exact: true }).setInputFiles([PHOTO]);
  await button(page, '补好了，提交').click();
  await until(async () => (await resident.get(filed.number)).state === 'reviewing', 'the department has it again');

  await civil.step(filed.number, 'grant', { words: GIVEN, note: '银行卡照片可以后补' });
  await civil.step(filed.number, 'close', { note: '已经办好。' });
  await page.goto(`${street.url}/plain/cases/${filed.number}`);
  await page.getByText(GIVEN).first().waitFor();
  const { result } = await resident.get(filed.number);
  const stranger = await street.browser.newContext({ locale: 'zh-CN', javaScriptEnabled: false });
  const other = await stranger.newPage();
  await other.goto(`${street.url}/plain/check`);
  await other.getByLabel('校验码').fill(result.check_code.toLowerCase());
  await button(other, '查验').click();
  await other.getByText('文书是真的，现在有效').waitFor();
  assert.doesNotMatch(await other.content(), new RegExp(`${name}|${number}`));
  await stranger.close();

  await pick('满意度', '非常满意');
  await pick('是否解决', '已经解决');
  await button(page, '提交评价').click();
  await heading(page, '谢谢您的评价').waitFor();
  assert.equal((await resident.get(filed.number)).rating.score, 5);
  await context.close();
});
