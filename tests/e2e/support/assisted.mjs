// 帮办代办 as a grid worker and the person beside them do it: whom, what for, signed by a finger, checked line by line.
import assert from 'node:assert/strict';
import { idNumber } from './api.mjs';
import { button, heading, link, tap, textbox } from './journey.mjs';
import { gridPages, visit } from './pages.mjs';
import { png } from './pictures.mjs';
import { until } from './wait.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('./browser.mjs').Person} Person */
/** @typedef {import('./pages.mjs').Stop} Stop */

/** Somebody of the demo's grid liuxiang-3 (server/demo/people.py). */
export const ELDER = { name: '李桂芳', idNumber: idNumber('1943-03-12', 200) };
export const SERVICE = '高龄津贴';

const SEARCH = '姓名，或身份证号后 4 位';

/** From 帮办代办 to the page of what can be done for them. @param {Page} page @param {string} typed @param {string} name */
export async function findPerson(page, typed, name) {
  await heading(page, '帮办代办', 1).waitFor();
  await page.getByRole('searchbox', { name: SEARCH }).fill(typed);
  await tap(button(page, `给这一位办：${name}`));
  await heading(page, '帮办代办 · 办什么', 1).waitFor();
}

/** @param {Page} page @param {string} title of the service */
export async function chooseService(page, title) {
  const wanted = button(page, `办这件：${title}`);
  const more = button(page, '其他能办的事');
  await wanted.or(more).first().waitFor();
  if (!(await wanted.count())) await tap(more);
  await tap(wanted);
  await heading(page, '委托授权', 1).waitFor();
}

/** One stroke of a finger on the field for the signature. @param {Person} person @param {Page} page @param {[number, number][]} points parts of its width and height */
export async function stroke(person, page, points) {
  const pad = page.getByRole('img', { name: '老人签名' });
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  assert.ok(box, 'there is a field to sign in');
  const at = points.map(([x, y]) => ({ x: box.x + x * box.width, y: box.y + y * box.height }));
  const cdp = await person.context.newCDPSession(page);
  await cdp.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at[0]] });
  for (const point of at.slice(1)) await cdp.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [point] });
  await cdp.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await cdp.detach();
}

/** Asked to sign, the person does, in two strokes. @param {Person} person @param {Page} [page] */
export async function sign(person, page = person.page) {
  await tap(button(page, '请老人签名'));
  await stroke(person, page, [[0.2, 0.6], [0.3, 0.25], [0.38, 0.7], [0.45, 0.3]]);
  await page.getByText('已签，1 笔').first().waitFor();
  await stroke(person, page, [[0.55, 0.3], [0.62, 0.65], [0.75, 0.4]]);
  await page.getByText('已签，2 笔').first().waitFor();
}

/** @param {Page} page */
export const agree = (page) => tap(button(page, '下一步：给老人看一遍'));

/** All that the allowance asks and nobody knows yet: the bank, and the paper to photograph. @param {Page} page @param {string} [bank] */
export async function fillAllowance(page, bank = '示例银行') {
  await heading(page, '钱打到哪里', 1).waitFor();
  await textbox(page, '开户银行').fill(bank);
  await textbox(page, '银行卡号').fill('6222020000000000000');
  await tap(button(page, '下一步'));
  await heading(page, '拍材料', 1).waitFor();
  const chooser = page.waitForEvent('filechooser');
  // The other papers may be left out.
  await tap(page.getByRole('group', { name: '户口簿' }).getByRole('button', { name: '添加照片', exact: true }));
  await (await chooser).setFiles([{ name: '户口簿.png', mimeType: 'image/png', buffer: png(900, 600) }]);
  await button(page, '删除第 1 张照片').waitFor();
  await tap(page.getByRole('checkbox', { name: '现在拿不出来，以后补交' }));
  await tap(button(page, '下一步'));
}

/** On the person's own page: every line is right. @param {Page} page @returns {Promise<number>} how many there were */
export async function sayRight(page) {
  await heading(page, '请您看一遍，对不对？', 1).waitFor();
  const lines = page.getByRole('button', { name: /^对，/ });
  await lines.first().waitFor();
  const count = await lines.count();
  for (let at = 0; at < count; ++at) {
    if ((await lines.nth(at).getAttribute('aria-pressed')) !== 'true') await tap(lines.nth(at));
  }
  await page.getByText('都看过了').waitFor();
  return count;
}

/** @param {string} name @param {(person: Person) => Promise<void>} go @returns {Stop} */
const by = (name, go) => ({ name, go });

/** The pages of the grid worker's way of helping, to the one before it is sent. @returns {Stop[]} */
export function assistedPages() {
  return [
    by('assisted', async (person) => {
      const { page } = person;
      await visit(person, '#/assisted');
      await page.getByRole('searchbox', { name: SEARCH }).fill('');
      await button(page, /^给这一位办/).first().waitFor();
    }),
    by('assisted-new', async (person) => {
      await visit(person, '#/assisted/new');
      await button(person.page, '登记好了，下一步').waitFor();
    }),
    by('assisted-new-errors', async ({ page }) => {
      await button(page, '登记好了，下一步').click();
      await heading(page, '请检查以下问题').waitFor();
    }),
    by('assisted-matter', async (person) => {
      const { page } = person;
      await visit(person, '#/assisted');
      await page.getByRole('searchbox', { name: SEARCH }).fill(ELDER.name);
      await button(page, `给这一位办：${ELDER.name}`).click();
      await heading(page, '帮办代办 · 办什么', 1).waitFor();
      await button(page, '其他能办的事').click();
      await button(page, `办这件：${SERVICE}`).waitFor();
    }),
    by('assisted-mandate', async ({ page }) => {
      await button(page, `办这件：${SERVICE}`).click();
      await button(page, '请老人签名').waitFor();
    }),
    by('assisted-mandate-terms', async ({ page }) => {
      await button(page, '改期限和范围').click();
      await page.getByRole('radiogroup', { name: '委托多久' }).or(page.getByRole('combobox', { name: '委托多久' })).waitFor();
    }),
    by('assisted-mandate-witness', async ({ page }) => {
      await button(page, '不会写字，找见证人').click();
      await textbox(page, '见证人姓名').waitFor();
    }),
    by('assisted-mandate-errors', async ({ page }) => {
      await agreeByMouse(page);
      await heading(page, '请检查以下问题').waitFor();
    }),
    by('assisted-fill', async ({ page }) => {
      await textbox(page, '见证人姓名').fill('示例邻居');
      await textbox(page, '为什么没有签名').fill('手抖，签不了名');
      await agreeByMouse(page);
      await heading(page, '钱打到哪里', 1).waitFor();
    }),
    by('assisted-fill-errors', async ({ page }) => {
      await button(page, '下一步').click();
      await heading(page, '请检查以下问题').waitFor();
    }),
    by('assisted-check', async (person) => {
      await visit(person, person.page.url().replace(/^[^#]*(#\/assisted\/[^/]*).*$/, '$1/check'));
      await button(person.page, '确认并提交').waitFor();
      const lines = person.page.getByRole('button', { name: /^对，/ });
      for (const at of [0, 1]) if ((await lines.nth(at).getAttribute('aria-pressed')) !== 'true') await lines.nth(at).click();
    }),
    by('assisted-open', async (person) => {
      await button(person.page, '先不办了').click();
      await heading(person.page, '没办完的').waitFor();
    }),
    by('assisted-drop-dialog', async ({ page }) => {
      await link(page, new RegExp(ELDER.name)).first().click();
      await button(page, '不办了，删掉').click();
      await page.getByRole('dialog', { name: '不办了吗？' }).waitFor();
    }),
    by('assisted-drop-dialog-closed', async ({ page }) => {
      await page.getByRole('dialog').getByRole('button', { name: '删掉', exact: true }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await until(async () => /#\/assisted$/.test(page.url()), 'it leads back to the beginning');
    }),
  ];
}

/** @param {Page} page */
const agreeByMouse = (page) => button(page, '下一步：给老人看一遍').click();

/** All that a grid worker sees: the day, and helping somebody. @returns {Stop[]} */
export const workerPages = () => [...gridPages(), ...assistedPages()];
