// The ways on: what a person meets where a way is cut off (graphics that are gone), and where a way leads back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PHONE } from './support/browser.mjs';
import { useStreet } from './support/fixture.mjs';
import { APPEAL, addPhotos, button, chooseKind, heading, sayWhere, signInStaff, textbox, writeWhat } from './support/journey.mjs';
import { Api, freshPhone } from './support/api.mjs';
import { untilFocused } from './support/keyboard.mjs';
import { jpeg, readPng } from './support/pictures.mjs';
import { until } from './support/wait.mjs';

/** @typedef {import('playwright-core').Page} Page */

const street = useStreet();

/** @param {Page} page */
const loseGraphics = (page) => page.evaluate(() => {
  const gl = /** @type {HTMLCanvasElement} */ (document.querySelector('canvas')).getContext('webgl2');
  /** @type {any} */ (window).lose = gl?.getExtension('WEBGL_lose_context');
  /** @type {any} */ (window).lose.loseContext();
});

/** Words of the page whose letters cannot be told from what is behind them. @param {Page} page */
const unreadable = (page) => page.evaluate(() => {
  const found = [];
  for (const element of document.querySelectorAll('#mirror .n')) {
    const own = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim());
    if (!own && !element.matches('.r-text_field, .r-text_area, .r-checkbox, .r-radio')) continue;
    const style = getComputedStyle(element);
    let opacity = 1;
    for (let at = /** @type {Element | null} */ (element); at; at = at.parentElement) opacity *= Number(getComputedStyle(at).opacity);
    const clear = /rgba\(.*, 0\)|transparent/.test(style.color) || opacity < 1 || style.visibility !== 'visible';
    if (clear || style.color === style.backgroundColor) found.push(`${element.className}: ${element.textContent}`);
  }
  return found;
});

/** Which share of an element's pixels is dark. @param {Page} page @param {import('playwright-core').Locator} target */
async function inkOf(page, target) {
  const clip = await target.boundingBox();
  assert.ok(clip);
  const picture = readPng(await page.screenshot({ clip }));
  let dark = 0;
  for (let y = 0; y < picture.height; ++y)
    for (let x = 0; x < picture.width; ++x) if ((picture.at(x, y) & 255) < 100) ++dark;
  return dark / (picture.width * picture.height);
}

test('graphics that do not come back: the page goes on in plain words, and is drawn again when they do', async () => {
  const api = await new Api(street.url).signIn(freshPhone());
  const person = await street.personOf(api, PHONE);
  const { page } = person;
  await person.open('#/appeals/new/kind');
  await loseGraphics(page);
  await page.getByText('先用文字显示').waitFor();
  assert.deepEqual(await unreadable(page), []);
  const ink = await inkOf(page, heading(page, '您要反映哪类事？', 1));
  assert.ok(ink > 0.02 && ink < 0.6, `the heading is written on the screen (${ink} of it is ink)`);

  await chooseKind(page);
  await textbox(page, '标题').fill('楼道灯坏了');
  assert.deepEqual(await unreadable(page), []);
  const line = await page.locator('#bare').boundingBox();
  const bar = await page.getByRole('banner').boundingBox();
  assert.ok(line && bar && bar.y >= line.y + line.height, 'the line that says so covers nothing');
  await button(page, '下一步').click();
  await heading(page, '请检查以下问题').waitFor();
  assert.deepEqual(await unreadable(page), []);

  await page.evaluate(() => /** @type {any} */ (window).lose.restoreContext());
  await until(() => page.evaluate(() => !document.documentElement.classList.contains('bare')), 'it is drawn again');
  assert.equal(await page.getByText('先用文字显示').count(), 0);
  assert.equal(await textbox(page, '标题').inputValue(), '楼道灯坏了');
  await person.close();
});

test('shaders that the device cannot compile: the page goes on in plain words', async () => {
  const person = await street.personOf(await new Api(street.url).signIn(freshPhone()), PHONE);
  const { page } = person;
  await person.context.addInitScript(() => {
    const usual = WebGL2RenderingContext.prototype.shaderSource;
    WebGL2RenderingContext.prototype.shaderSource = function broken(/** @type {WebGLShader} */ shader) { usual.call(this, shader, 'no shader'); };
  });
  await person.open('#/');
  await page.getByText('先用文字显示').waitFor();
  assert.deepEqual(await unreadable(page), []);
  await page.getByRole('link', { name: /我要反映/ }).click();
  await heading(page, '您要反映哪类事？', 1).waitFor();
  await person.close();
});

test('graphics that come back at once are not told of', async () => {
  const person = await street.person(PHONE);
  const { page } = person;
  await person.open();
  await loseGraphics(page);
  await page.evaluate(() => /** @type {any} */ (window).lose.restoreContext());
  await page.waitForTimeout(2_500);
  assert.equal(await page.evaluate(() => document.documentElement.classList.contains('bare')), false);
  await person.close();
});

test('who removes a photo stands at the next one, and at adding when none is left', async () => {
  const api = await new Api(street.url).signIn(freshPhone());
  const person = await street.personOf(api);
  const { page } = person;
  await person.open('#/appeals/new/kind');
  await chooseKind(page);
  await writeWhat(page);
  await sayWhere(page);
  const photo = (/** @type {string} */ name) => ({ name, mimeType: 'image/jpeg', buffer: Buffer.alloc(0) });
  const buffer = await jpeg(page, 600, 400);
  await addPhotos(page, [{ ...photo('一.jpg'), buffer }, { ...photo('二.jpg'), buffer }]);
  await button(page, '删除第 2 张照片').waitFor();
  await button(page, '删除第 1 张照片').focus();
  await page.keyboard.press('Enter');
  await button(page, '删除第 2 张照片').waitFor({ state: 'detached' });
  await untilFocused(page, 'button', '删除第 1 张照片');
  await page.keyboard.press('Enter');
  await untilFocused(page, 'button', '添加照片');
  await person.close();
});

test('a step that is taken leads to the next one of the same case', async () => {
  const filed = await (await new Api(street.url).signIn(freshPhone())).file({ title: APPEAL.title });
  const person = await street.person();
  const { page } = person;
  await person.open('#/login/staff');
  await signInStaff(page, 'dispatcher');
  await page.getByRole('navigation', { name: '工作列表' }).getByRole('link', { name: '待受理' }).click();
  await page.getByRole('searchbox').fill(filed.case.number);
  await page.getByRole('list', { name: '办件列表' }).getByRole('link', { name: APPEAL.title }).click();
  await button(page, '受理').focus();
  await page.keyboard.press('Enter');
  await untilFocused(page, 'button', '分拨');
  await person.close();
});

test('signing in is a form for the browser, and a line of what is wrong is an address for another tab', async () => {
  const person = await street.person();
  const { page } = person;
  await person.open('#/login');
  const phone = textbox(page, '手机号');
  assert.equal(await phone.evaluate((field) => /** @type {HTMLInputElement} */ (field).form?.getAttribute('aria-label')), '登录');
  assert.equal(await phone.getAttribute('enterkeyhint'), 'send');
  await button(page, '登录').click();
  const line = page.getByRole('link', { name: '请填写手机号', exact: true });
  await line.waitFor();
  assert.equal(await line.getAttribute('href'), '#/login');
  const opened = person.context.waitForEvent('page');
  await line.click({ modifiers: ['ControlOrMeta'] });
  const other = await opened;
  await heading(other, '登录', 1).waitFor();
  await other.close();
  await line.click();
  await until(() => phone.evaluate((field) => document.activeElement === field), 'without a modifier it leads to the field');
  await person.close();
});

test('a dark system is drawn dark, a page enlarged with two fingers sharp', async () => {
  const person = await street.person({ colorScheme: 'dark', viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const { page } = person;
  await person.open('#/help');
  await heading(page, '打电话找人', 1).waitFor();
  const picture = readPng(await page.screenshot());
  let light = 0;
  for (let y = 0; y < picture.height; y += 4) for (let x = 0; x < picture.width; x += 4) if ((picture.at(x, y) & 255) > 128) ++light;
  assert.ok(light < (picture.width * picture.height) / 16 / 4, 'most of the page is dark');
  const across = () => page.evaluate(() => /** @type {HTMLCanvasElement} */ (document.getElementById('canvas')).width);
  const before = await across();
  const cdp = await person.context.newCDPSession(page);
  await cdp.send('Input.synthesizePinchGesture', { x: 195, y: 400, scaleFactor: 2 });
  await until(async () => (await across()) > before * 1.2, 'the canvas has more pixels than before');
  await person.close();
});
