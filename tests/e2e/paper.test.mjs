// What is printed: the page as it is read, whole, and the receipt with its code.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import jsQR from 'jsqr';
import { useFiledCase } from './support/fixture.mjs';
import { heading, link } from './support/journey.mjs';
import { readPng } from './support/pictures.mjs';
import { until } from './support/wait.mjs';

const { street, filed } = useFiledCase();

test('the receipt on paper has its lines and the code that leads to tracking, and nothing to press', async () => {
  const person = await street.personOf(filed.api);
  const { page } = person;
  await person.open(`#/receipt/${filed.number}`);
  await heading(page, '提交成功', 1).waitFor();
  const code = page.locator('.r-image .paper');
  await until(async () => (await code.count()) === 1, 'the code is made for paper too');
  await page.emulateMedia({ media: 'print' });
  const words = await page.locator('#mirror').innerText();
  for (const line of ['办件编号', filed.number.slice(0, 6), '标题', '提交时间', '办理单位']) assert.ok(words.includes(line), `${line} in\n${words}`);
  for (const pressed of ['打印', '存成图片', '复制', '查看进度']) assert.ok(!words.includes(pressed), pressed);
  const picture = readPng(await code.screenshot());
  const pixels = new Uint8ClampedArray(picture.width * picture.height * 4);
  for (let y = 0; y < picture.height; ++y)
    for (let x = 0; x < picture.width; ++x) pixels.fill((picture.at(x, y) & 255) < 128 ? 0 : 255, (y * picture.width + x) * 4, (y * picture.width + x) * 4 + 4);
  const read = jsQR(pixels, picture.width, picture.height);
  assert.equal(read?.data, `${street.url}/t/${filed.number}`);
  await page.emulateMedia({ media: 'screen' });
  await person.close();
});

test('the browser’s search finds every case of a list, and paper has them all', async () => {
  for (let i = 0; i < 24; ++i) await filed.api.file({ title: `第 ${i} 盏灯不亮`, place: { text: `柳巷路 ${i} 号`, grid_id: 'liuxiang-3' } });
  const person = await street.personOf(filed.api, { viewport: { width: 390, height: 700 } });
  const { page } = person;
  await person.open('#/mine');
  const rows = page.getByRole('list', { name: '我的办件' }).getByRole('link');
  await link(page, /第 23 盏灯不亮/).waitFor();
  const loaded = await rows.count();
  assert.ok(loaded >= 20, `${loaded} rows are in the document, far beyond the window`);
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  await page.emulateMedia({ media: 'print' });
  const words = await page.locator('#mirror').innerText();
  for (let i = 24 - loaded + 1; i < 24; ++i) assert.ok(words.includes(`第 ${i} 盏灯不亮`), `${i}`);
  await page.emulateMedia({ media: null });
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await person.close();
});

test('a case on paper asks nothing and has nothing to press, in the program and on the page without script', async () => {
  const person = await street.personOf(filed.api);
  const { page } = person;
  await person.open(`#/cases/${filed.number}`);
  await page.getByText('这页有用吗？').waitFor({ state: 'attached' });
  await page.emulateMedia({ media: 'print' });
  const words = await page.locator('#mirror').innerText();
  assert.ok(words.includes('办理过程'), words);
  for (const asked of ['这页有用吗？', '不再问', '补充说明', '撤回']) assert.ok(!words.includes(asked), asked);
  await page.goto(`${street.url}/plain/cases/${filed.number}`);
  const plain = await page.locator('body').innerText();
  assert.ok(plain.includes('办理过程'), plain);
  for (const pressed of ['我要反映', '这页有用吗？', '打开图形版一窗']) assert.ok(!plain.includes(pressed), pressed);
  await page.emulateMedia({ media: null });
  await person.close();
});
