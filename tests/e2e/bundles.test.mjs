// Several services at once (一件事): 新生儿出生 from the list to the receipt, all that is needed in the standard mode, and
// one question a page in 长辈版.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Api, ID_NUMBER, freshPhone } from './support/api.mjs';
import { PHONE } from './support/browser.mjs';
import { useStreet } from './support/fixture.mjs';
import { button, heading, link, textbox } from './support/journey.mjs';
import { MODES, chooseMode } from './support/pages.mjs';
import { png } from './support/pictures.mjs';

/** @typedef {import('playwright-core').Page} Page */

const street = useStreet();
const PARTS = ['生育登记', '新生儿参保', '育儿补贴'];

/** @param {Page} page @param {string} group @param {string} name */
const choose = (page, group, name) =>
  page.getByRole('radiogroup', { name: group }).getByRole('radio', { name, exact: true }).click();

/** @param {Page} page @param {Record<string, string>} texts by their labels */
async function type(page, texts) {
  for (const [label, text] of Object.entries(texts)) await textbox(page, label).fill(text);
}

/** @param {Page} page @param {number} which of the materials */
async function photograph(page, which) {
  const chooser = page.waitForEvent('filechooser');
  await button(page, '添加照片').nth(which).click();
  await (await chooser).setFiles([{ name: `材料${which}.png`, mimeType: 'image/png', buffer: png(900 + which, 600) }]);
  await button(page, '删除第 1 张照片').nth(which).waitFor();
}

test('新生儿出生: a few questions, one form, three cases under one number', async (t) => {
  const resident = await new Api(street.url).signIn(freshPhone());
  const person = await street.personOf(resident, PHONE);
  const { page } = person;
  const on = () => button(page, '下一步').click();

  await t.test('it stands in the list as one, and its guide says what it consists of', async () => {
    await person.open('#/services');
    await heading(page, '一件事：一张表，几件一起办').waitFor();
    await link(page, /^新生儿出生一件事/).first().click();
    await heading(page, '看您的情况，一起办这几件').waitFor();
    for (const title of PARTS) await link(page, title).waitFor();
    await link(page, '开始办').or(button(page, '开始办')).click();
  });

  await t.test('the answers decide what is asked, and what is shared is asked once', async () => {
    await link(page, /^接着填/).click();
    await choose(page, '生育登记办过了吗？', '不是');
    await choose(page, '孩子出生了吗？', '是');
    await choose(page, '孩子参加居民医保了吗？', '不是');
    await choose(page, '要申请育儿补贴吗？', '是');
    await on();
    await type(page, { 姓名: '示例母亲', 身份证号: ID_NUMBER });
    await on();
    await heading(page, '拍材料', 1).waitFor();
    for (const which of [0, 1, 2]) await photograph(page, which);
    await on();
    await choose(page, '您是孩子的', '妈妈');
    await on();
    await type(page, { 户名: '示例母亲', 开户银行: '示例银行', 银行卡号: '6222020000000000000' });
    await on();
  });

  await t.test('then each service asks what it needs more, and says why', async () => {
    await heading(page, '生育登记（您说生育登记还没办）', 1).waitFor();
    await type(page, { 详细地址: '柳巷路 8 号 3 幢 502 室', 年: '2026', 月: '11', 日: '20' });
    await choose(page, '第几个孩子', '第一个');
    await on();
    await heading(page, '新生儿参保（您说孩子还没参加居民医保）', 1).waitFor();
    await type(page, { 孩子姓名: '小明', 年: '2026', 月: '11', 日: '20' });
    await choose(page, '性别', '男');
    await on();
    await heading(page, '育儿补贴（您说要申请育儿补贴）', 1).waitFor();
    await button(page, '再加一个').click();
    await type(page, { 姓名: '小明', 身份证号: ID_NUMBER, 年: '2026', 月: '11', 日: '20' });
    await choose(page, '在别的地方领过', '不是');
    await on();
  });

  await t.test('one receipt lists all, and the page of the number leads to each', async () => {
    await page.getByRole('checkbox', { name: /^以上都是真的/ }).click();
    await button(page, '提交').click();
    await heading(page, '提交成功').waitFor();
    for (const title of PARTS) await page.getByText(title, { exact: true }).first().waitFor();
    const filed = await resident.mine();
    assert.deepEqual(filed.map((one) => one.title).sort(), [...PARTS].sort());
    const { bundle } = await resident.get(filed[0].number);
    await person.open(`#/cases/${bundle}`);
    await heading(page, '新生儿出生一件事', 2).waitFor();
    await heading(page, '一起办的事项').waitFor();
    await link(page, /^育儿补贴/).click();
    await link(page, /^跟别的事项一起办的/).waitFor();
  });

  await person.close();
});

test('新生儿出生 in 长辈版: one question a page, and only what the answers call for', async () => {
  const resident = await new Api(street.url).signIn(freshPhone());
  const person = await street.personOf(resident, PHONE);
  const { page } = person;
  const elder = MODES.find((mode) => mode.elder);
  assert.ok(elder);
  await chooseMode(person, elder);
  await person.open('#/services/newborn');
  await link(page, '开始办').or(button(page, '开始办')).click();
  /** By the question that is the page's heading. @type {Record<string, () => Promise<void>>} */
  const answers = {
    '生育登记办过了吗？': () => choose(page, '生育登记办过了吗？', '不是'),
    '孩子出生了吗？': () => choose(page, '孩子出生了吗？', '不是'),
    姓名: () => type(page, { 姓名: '示例母亲' }),
    身份证号: () => type(page, { 身份证号: ID_NUMBER }),
    身份证: () => photograph(page, 0),
    现在的住址: () => type(page, { 详细地址: '柳巷路 8 号 3 幢 502 室' }),
    第几个孩子: () => choose(page, '第几个孩子', '第一个'),
    预产期或出生日期: () => type(page, { 年: '2026', 月: '12', 日: '20' }),
  };
  const asked = [];
  const question = page.locator('#mirror h1');
  const truth = page.getByRole('checkbox', { name: /^以上都是真的/ });
  await question.first().waitFor();
  while (!(await truth.count())) {
    const words = (await question.innerText()).trim();
    assert.ok(asked.push(words) < 20, asked.join('、'));
    await answers[words]?.();
    await button(page, '下一步').or(button(page, '对')).click();
    await page.waitForFunction((before) => document.querySelector('#mirror h1')?.textContent?.trim() !== before, words);
  }
  for (const known of Object.keys(answers)) assert.ok(asked.includes(known), `${known}: ${asked.join('、')}`);
  assert.ok(!asked.some((one) => /医保|开户|户名|孩子姓名/.test(one)), asked.join('、'));
  await truth.click();
  await button(page, '提交').click();
  await heading(page, '提交成功').waitFor();
  const [filed, ...others] = await resident.mine();
  assert.equal(filed.title, '生育登记');
  assert.deepEqual(others, []);
  await person.close();
});
