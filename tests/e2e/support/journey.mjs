// What people do in the portal, told by role and accessible name. `press` is how they press: a click or a tap.
import assert from 'node:assert/strict';
import { Api, PASSWORD, TITLE } from './api.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Locator} Locator */
/** @typedef {(target: Locator) => Promise<void>} Press */

/** @type {Press} */
export const click = (target) => target.click();
/** @type {Press} */
export const tap = (target) => target.tap();

export const APPEAL = {
  kind: '求助',
  title: TITLE,
  description: '从上周三晚上开始，二到四楼的灯都不亮，楼里有两位老人，晚上下楼不敢走。',
  place: '柳巷路 8 号 3 号楼二单元',
};

/** @param {Page} page @param {string | RegExp} name */
export const button = (page, name) => page.getByRole('button', { name, exact: typeof name === 'string' });
/** @param {Page} page @param {string | RegExp} name */
export const link = (page, name) => page.getByRole('link', { name, exact: typeof name === 'string' });
/** @param {Page} page @param {string | RegExp} name */
export const textbox = (page, name) => page.getByRole('textbox', { name, exact: typeof name === 'string' });
/** @param {Page} page @param {string | RegExp} name @param {number} [level] */
export const heading = (page, name, level) => page.getByRole('heading', { name, exact: typeof name === 'string', level });
/** @param {Page} page @param {string} group @param {string} name */
export const radio = (page, group, name) =>
  page.getByRole('radiogroup', { name: group }).getByRole('radio', { name, exact: true });

/**
 * On the sign-in page: phone, code, in.
 * @param {Page} page
 * @param {string} url
 * @param {string} phone
 * @param {Press} [press]
 * @param {(phone: string) => string | Promise<string>} [codeOf] where the code of the message is read
 */
export async function signIn(page, url, phone, press = click, codeOf = (number) => new Api(url).lastCode(number)) {
  await press(textbox(page, '手机号'));
  await textbox(page, '手机号').fill(phone);
  await press(button(page, '获取验证码'));
  // The code field takes the focus when the message is on its way.
  await page.getByText(/验证码已发到/).waitFor();
  const code = await codeOf(phone);
  await textbox(page, '验证码').fill(code);
  await press(button(page, '登录'));
}

/** @param {Page} page @param {string} account @param {string} [password] @param {string} [code] of an authenticator app */
export async function signInStaff(page, account, password = PASSWORD, code = '') {
  await textbox(page, '账号').fill(account);
  await textbox(page, '密码').fill(password);
  if (code) await textbox(page, '动态验证码').fill(code);
  await button(page, '登录').click();
  await heading(page, /工作台|^今天 · /).first().waitFor();
}

/** @param {Page} page @param {Press} [press] */
export async function chooseKind(page, press = click) {
  await heading(page, '您要反映哪类事？', 1).waitFor();
  await press(radio(page, '诉求类型', APPEAL.kind));
  await press(button(page, '下一步'));
}

/** @param {Page} page @param {Press} [press] */
export async function writeWhat(page, press = click) {
  await heading(page, '出了什么事？', 1).waitFor();
  await press(textbox(page, '标题'));
  await textbox(page, '标题').fill(APPEAL.title);
  await press(textbox(page, '详细描述'));
  await textbox(page, '详细描述').fill(APPEAL.description);
  await press(button(page, '下一步'));
}

/**
 * @param {Page} page
 * @param {{name: string, mimeType: string, buffer: Buffer}[]} files
 * @param {Press} [press]
 * @param {string} [name] of the button
 */
export async function addPhotos(page, files, press = click, name = '添加照片') {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), press(button(page, name))]);
  await chooser.setFiles(files);
}

/** @param {Page} page @param {Press} [press] */
export async function sayWhere(page, press = click) {
  await heading(page, '在哪里？', 1).waitFor();
  await press(textbox(page, '发生地点'));
  await textbox(page, '发生地点').fill(APPEAL.place);
}

export const OFFER = '附近有人反映过类似的问题';

/** On from the place: past the similar cases, where there are some. @param {Page} page @param {Press} [press] */
export async function passOffer(page, press = click) {
  await heading(page, OFFER, 1).or(heading(page, '实名还是匿名？', 1)).waitFor();
  if (await heading(page, OFFER, 1).count()) await press(button(page, '都不是，继续填写'));
}

/** @param {Page} page @param {string} mode @param {Press} [press] */
export async function chooseContact(page, mode = '实名', press = click) {
  await passOffer(page, press);
  await heading(page, '实名还是匿名？', 1).waitFor();
  await press(radio(page, '联系方式', mode));
  await press(button(page, '下一步'));
}

/** From the first step to the last one, which is left open. @param {Page} page @param {Press} [press] */
export async function fillToCheck(page, press = click) {
  await chooseKind(page, press);
  await writeWhat(page, press);
  await sayWhere(page, press);
  await press(button(page, '下一步'));
  await chooseContact(page, '实名', press);
  await heading(page, '请核对一遍', 1).waitFor();
  await press(page.getByRole('checkbox', { name: /^我已知晓/ }));
}

/**
 * The receipt: its number and query code as they are shown.
 * @param {Page} page
 * @returns {Promise<{number: string, code: string}>}
 */
export async function readReceipt(page) {
  await heading(page, '提交成功', 1).waitFor();
  const number = (await page.getByLabel('办件编号', { exact: true }).textContent()) ?? '';
  const code = (await page.getByLabel('查询码', { exact: true }).textContent()) ?? '';
  assert.match(number, /^\d{6} ?S ?\d{8} ?\d{5} ?\d$/, 'the number on the receipt');
  assert.match(code.replaceAll(' ', ''), /^[2-9A-HJKMNP-Z]{6}$/, 'the query code on the receipt');
  return { number: number.replaceAll(' ', ''), code: code.replaceAll(' ', '') };
}
