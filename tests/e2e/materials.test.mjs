// Papers of an application: what was handed in once is used again, in the program and on the page without script; a
// photo taken at an angle is made straight by its corners, with keys and with a finger.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Api, freshPhone, idNumber } from './support/api.mjs';
import { PHONE } from './support/browser.mjs';
import { useStreet } from './support/fixture.mjs';
import { button, heading } from './support/journey.mjs';
import { png } from './support/pictures.mjs';
import { until } from './support/wait.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Locator} Locator */
/** @typedef {{x: number, y: number}} Point */

const street = useStreet();
const PAPERS = '#/apply/elder_allowance/materials', CHECK = '#/apply/elder_allowance/check', BOOK = 'materials.household_book';
const NAME = '示例老人甲';
/** Of the test's person: an identity number is verified by one account. */
let people = 0, own = '';
const answers = () => ({
  for: 'self',
  applicant: { name: NAME, id_number: own, phone: '0512-65000000' },
  home: { text: '柳巷路 8 号 3 号楼 201', grid_id: 'liuxiang-3' },
  abroad: false,
  bank: { holder: NAME, name: '示例银行', card: '6222020000000000000' },
});

/** Somebody whose application is filled in but for its papers. @param {boolean} before whether they handed papers in once */
async function resident(before) {
  const api = await new Api(street.url).signIn(freshPhone());
  own = idNumber('1938-02-03', 100 + ++people);
  await api.call('PUT', '/me/identity', { name: NAME, id_number: own, consent: true });
  if (before) {
    const photo = () => api.upload(png(900, 700));
    const filed = await api.call('POST', '/cases', {
      kind: 'application', service: 'elder_allowance', service_version: 1, ...answers(), truth: true,
      materials: { id_card: [await photo()], household_book: [await photo(), await photo()], bank_card: [await photo()] },
    });
    await api.step(filed.case.number, 'withdraw');
  }
  // The bank card follows later, as the person said.
  const later = { fields: ['materials.bank_card'], by: '2099-01-01' };
  await api.call('PUT', '/me/drafts/elder_allowance', { answers: { ...answers(), later } });
  return api;
}

/** @param {Api} api @returns {Promise<any>} the newest application, with its lines */
const newest = async (api) => api.get((await api.mine())[0].number);
/** @param {any} filed */
const bookOf = (filed) => filed.filled.find((/** @type {any} */ line) => line.path === BOOK);

/** @param {Page} page */
async function handIn(page) {
  await heading(page, '核对后提交', 1).waitFor();
  await page.getByRole('checkbox', { name: /^以上都是真的/ }).click();
  await button(page, '提交').click();
  await heading(page, '提交成功').waitFor();
}

test('what was handed in once is used again with one press, and says so everywhere', async () => {
  const api = await resident(true);
  const person = await street.personOf(api, PHONE);
  const { page } = person;
  await person.open(PAPERS);
  await page.getByText('办“高龄津贴”时交的，2 张').waitFor();
  await button(page, /^就用那份：.*户口簿（2 张）$/).tap();
  await page.getByText(/^用的是.*交过的那份$/).waitFor();

  // The page is closed and opened again; and the page without script goes on from the same draft.
  await page.reload();
  await button(page, /^不用那份：.*户口簿$/).waitFor();
  await until(async () => (await api.call('GET', '/me/drafts/elder_allowance')).answers.reused?.[0] === BOOK, 'the yes is in the draft');
  const plain = await page.request.get(`${street.url}/plain/apply/elder_allowance`);
  assert.match(await plain.text(), /name="reused" value="materials.household_book" checked/);

  await person.open(CHECK);
  await page.getByText(/^2 张，用的是.*交过的$/).waitFor();
  await handIn(page);
  const filed = await newest(api);
  assert.ok(bookOf(filed).reused_at);
  assert.equal(bookOf(filed).pictures.length, 2);
  await person.open(`#/cases/${filed.number}`);
  await page.getByText(/^用的是.*交过的$/).waitFor();
  const read = await page.request.get(`${street.url}/plain/cases/${filed.number}`);
  assert.match(await read.text(), /用的是.*交过的/);
  await person.close();
});

test('what is gone meanwhile is said at its paper, and photographed', async () => {
  const api = await resident(true);
  const person = await street.personOf(api, PHONE);
  const { page } = person;
  await person.open(PAPERS);
  await button(page, /^就用那份：.*户口簿（2 张）$/).tap();
  // Another application for it, elsewhere: what is offered now is that one's, and no second may be open.
  const other = await api.call('GET', '/me/materials?service=elder_allowance');
  const book = other.items.find((/** @type {any} */ one) => one.field === BOOK);
  const again = await api.call('POST', '/cases', {
    kind: 'application', service: 'elder_allowance', service_version: 1, ...answers(), truth: true, reused: [BOOK],
    materials: { household_book: book.pictures.map((/** @type {any} */ one) => one.id), bank_card: [await api.upload(png(900, 700))] },
  });
  await api.step(again.case.number, 'withdraw');
  await person.open(CHECK);
  await page.getByRole('checkbox', { name: /^以上都是真的/ }).click();
  await button(page, '提交').click();
  await until(async () => (await page.getByText(/去修改/).count()) > 0, 'the server refuses it');
  await person.open(PAPERS);
  await page.getByText(/^以前交的户口簿现在用不了了，请重新拍/).first().waitFor();
  await button(page, /^不用那份：.*户口簿$/).tap();
  await button(page, /^就用那份：.*户口簿（2 张）$/).tap();
  await person.open(CHECK);
  await button(page, '提交').click();
  await heading(page, '提交成功').waitFor();
  assert.ok(bookOf(await newest(api)).reused_at);
  await person.close();
});

/** Where the sheet lies on the photo, as shares of it, from the top left clockwise. */
const SHEET = [{ x: 0.2, y: 0.16 }, { x: 0.82, y: 0.22 }, { x: 0.85, y: 0.84 }, { x: 0.15, y: 0.8 }];
const CORNERS = ['左上角', '右上角', '右下角', '左下角'];

/** A white sheet with lines that lies askew on a brown table. @param {Page} page */
async function sheetOnTable(page) {
  const base64 = await page.evaluate((sheet) => {
    const canvas = document.createElement('canvas');
    canvas.width = 1200;
    canvas.height = 900;
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    context.fillStyle = '#6b4a2b';
    context.fillRect(0, 0, 1200, 900);
    context.fillStyle = '#fff';
    context.beginPath();
    for (const { x, y } of sheet) context.lineTo(x * 1200, y * 900);
    context.fill();
    context.strokeStyle = '#222';
    for (let line = 300; line < 650; line += 25) {
      context.beginPath();
      context.moveTo(330, line);
      context.lineTo(860, line + 10);
      context.stroke();
    }
    return canvas.toDataURL('image/jpeg', 0.9).split(',')[1];
  }, SHEET);
  return Buffer.from(base64, 'base64');
}

/** @param {Page} page */
async function photographSheet(page) {
  const buffer = await sheetOnTable(page);
  const chooser = page.waitForEvent('filechooser');
  await button(page, '添加照片').nth(1).click();
  await (await chooser).setFiles([{ name: '户口簿.jpg', mimeType: 'image/jpeg', buffer }]);
  // It is there, and off, while the photo is made smaller.
  await until(() => button(page, '裁正第 1 张照片').isEnabled(), 'the photo can be made straight');
}

/** How bright the four corners of what was handed in are, a little inside, 0 to 255. @param {Page} page @param {string} id */
const brightness = (page, id) => page.evaluate(async (attachment) => {
  const bitmap = await createImageBitmap(await (await fetch(`/api/v1/attachments/${attachment}`)).blob());
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext('2d'));
  context.drawImage(bitmap, 0, 0);
  return [[0.05, 0.05], [0.95, 0.05], [0.95, 0.95], [0.05, 0.95]].map(([x, y]) => {
    const [r, g, b] = context.getImageData(x * bitmap.width, y * bitmap.height, 1, 1).data;
    return Math.round((r + g + b) / 3);
  });
}, id);

/** @param {Locator} at */
async function middle(at) {
  const box = await at.boundingBox();
  assert.ok(box);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2, box };
}

test('by keys alone a paper is made straight, looked at, and what is handed in is the paper without the table', async () => {
  const api = await resident(false);
  const person = await street.personOf(api, { viewport: { width: 1280, height: 800 } });
  const { page } = person;
  await person.open(PAPERS);
  await photographSheet(page);
  await button(page, '裁正第 1 张照片').focus();
  await page.keyboard.press('Enter');
  await button(page, '左上角').waitFor();
  await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === '左上角' || document.activeElement?.textContent === '左上角');
  // From a little inside the picture (6 % and 94 %) to where the sheet lies, a step at a time.
  for (const [at, corner] of CORNERS.entries()) {
    await button(page, corner).focus();
    const from = { x: at === 0 || at === 3 ? 6 : 94, y: at < 2 ? 6 : 94 };
    for (const [axis, less, more] of /** @type {const} */ ([['x', 'ArrowLeft', 'ArrowRight'], ['y', 'ArrowUp', 'ArrowDown']])) {
      const steps = Math.round(SHEET[at][axis] * 100) - from[axis];
      for (let step = 0; step < Math.abs(steps); ++step) await page.keyboard.press(steps < 0 ? less : more);
    }
  }
  await button(page, '裁好看看').focus();
  await page.keyboard.press('Enter');
  await button(page, '用这张').waitFor();
  await page.waitForFunction(() => document.activeElement?.textContent?.includes('用这张') || document.activeElement?.getAttribute('aria-label') === '用这张');
  await page.keyboard.press('Enter');
  await button(page, '不裁了，第 1 张照片用原来的').waitFor();
  await person.open(CHECK);
  await handIn(page);
  const [picture] = bookOf(await newest(api)).pictures;
  for (const bright of await brightness(page, picture.id)) assert.ok(bright > 200, `the table is cut off: ${bright}`);
  assert.ok(Math.abs(picture.width / picture.height - 1.33) < 0.2, `${picture.width} × ${picture.height}`);
  await person.close();
});

test('with a finger the corners are dragged; left as it is, the photo is handed in as it was taken', async () => {
  const api = await resident(false);
  const person = await street.personOf(api, PHONE);
  const { page } = person;
  await person.open(PAPERS);
  await photographSheet(page);
  await button(page, '裁正第 1 张照片').tap();
  const picture = page.getByRole('img', { name: '第 1 张照片', exact: true });
  await button(page, '左下角').waitFor();
  await button(page, '左下角').scrollIntoViewIfNeeded();
  const cdp = await person.context.newCDPSession(page);
  const { box } = await middle(picture);
  for (const [at, corner] of CORNERS.entries()) {
    const from = await middle(button(page, corner));
    const to = { x: box.x + SHEET[at].x * box.width, y: box.y + SHEET[at].y * box.height };
    await cdp.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x: from.x, y: from.y }] });
    for (let step = 1; step <= 8; ++step)
      await cdp.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x: from.x + (to.x - from.x) * step / 8, y: from.y + (to.y - from.y) * step / 8 }] });
    await cdp.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await until(async () => {
      const now = await middle(button(page, corner));
      return Math.hypot(now.x - to.x, now.y - to.y) < 8;
    }, `${corner} lies where the finger left it`);
  }
  await button(page, '裁好看看').tap();
  await page.getByText('裁成这样，字看得清吗？').waitFor();
  await button(page, '不裁了').tap();
  await button(page, '裁正第 1 张照片').waitFor();
  await person.open(CHECK);
  await handIn(page);
  const [sent] = bookOf(await newest(api)).pictures;
  assert.deepEqual([sent.width, sent.height], [1200, 900]);
  for (const bright of await brightness(page, sent.id)) assert.ok(bright < 150, `the table is still there: ${bright}`);
  await person.close();
});
