// 随手报 on the grid worker's tablet: photo, kind and place without a network, sent once with its photo when there is
// one again.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { untilReady } from './support/browser.mjs';
import { useStreet } from './support/fixture.mjs';
import { button, heading, link, tap, textbox } from './support/journey.mjs';
import { png } from './support/pictures.mjs';
import { casesAt, choosePin, unlock, untilKept, workerOf } from './support/tablet.mjs';
import { until } from './support/wait.mjs';

/** @typedef {import('playwright-core').Page} Page */

const street = useStreet();

/** @param {string} place */
const filedAt = (place) => casesAt(street.url, place);

/** @param {Page} page */
async function photograph(page) {
  await heading(page, '拍照', 1).waitFor();
  const chooser = page.waitForEvent('filechooser');
  await tap(button(page, '添加照片').first());
  await (await chooser).setFiles([{ name: '楼道.png', mimeType: 'image/png', buffer: png(900, 600) }]);
  await button(page, '删除第 1 张照片').waitFor();
  await tap(button(page, '下一步'));
}

/** @param {Page} page @param {string} kind */
async function sayWhat(page, kind) {
  await heading(page, '是什么', 1).waitFor();
  await tap(page.getByRole('radio', { name: new RegExp(`^${kind}`) }));
  await tap(button(page, '下一步'));
}

/** @param {Page} page @param {string} place */
async function reportAt(page, place) {
  await heading(page, '在哪里', 1).waitFor();
  await textbox(page, '在哪里').fill(place);
  await tap(button(page, '报上去'));
  await heading(page, /^今天走/).waitFor();
}

test('what was seen without a network is photographed, named and placed, survives being killed twice, and is one case with its photo', async () => {
  const place = '柳巷路 8 号 6 号楼门厅';
  const person = await workerOf(street);
  await choosePin(person.page);
  await untilKept(person.page);
  await person.context.setOffline(true);
  await tap(link(person.page, /随手报/).first());
  await photograph(person.page);
  await sayWhat(person.page, '消防隐患');
  await heading(person.page, '在哪里', 1).waitFor();
  // The tablet dies between what it is and where: what was photographed and chosen is there again.
  await person.page.close();
  const page = await person.newTab();
  await page.goto(`${street.url}/#/grid/report`);
  await unlock(page);
  await untilReady(page);
  await heading(page, '拍照', 1).waitFor();
  await button(page, '删除第 1 张照片').waitFor();
  await tap(button(page, '下一步'));
  assert.ok(await page.getByRole('radio', { name: /^消防隐患/ }).isChecked(), 'the kind is still chosen');
  await tap(button(page, '下一步'));
  await reportAt(page, place);
  await page.getByText(/最早的存了/).waitFor();
  assert.deepEqual(await filedAt(place), [], 'nothing was sent yet');
  await page.close();  // it dies again, with the report waiting
  const again = await person.newTab();
  await again.goto(`${street.url}/#/grid`);
  await unlock(again);
  await untilReady(again);
  await again.getByText(/最早的存了/).waitFor();
  await person.context.setOffline(false);
  await again.getByText('都送出去了').waitFor();
  const [filed, ...more] = await filedAt(place);
  assert.deepEqual(more, [], 'it is there once');
  assert.equal(filed.category, 'fire_risk');
  assert.equal(filed.kind, 'patrol');
  assert.equal(filed.attachments.length, 1);
  // The next report begins empty.
  await again.evaluate(() => { window.location.hash = '#/grid/report'; });
  await heading(again, '拍照', 1).waitFor();
  assert.equal(await button(again, '删除第 1 张照片').count(), 0);
  await person.close();
});

test('two that were seen without a network are two cases, in the order in which they were seen', async () => {
  const person = await workerOf(street);
  const { page } = person;
  await untilKept(page);
  await person.context.setOffline(true);
  const places = ['柳巷路 8 号 5 号楼北侧', '柳巷路 8 号 7 号楼南侧'];
  for (const place of places) {
    await tap(link(page, /随手报/).first());
    await photograph(page);
    await sayWhat(page, '垃圾脏乱');
    await reportAt(page, place);
  }
  await person.context.setOffline(false);
  await page.getByText('都送出去了').waitFor();
  const [first, second] = await Promise.all(places.map(filedAt));
  assert.deepEqual([first.length, second.length], [1, 1]);
  assert.ok(first[0].number < second[0].number, 'the first is numbered first');
  await person.close();
});

test('a report that the server refuses says why on the tablet, keeps all that was written, and is sent when it is put right', async () => {
  const place = '柳巷路 8 号 3 号楼门口';
  const person = await workerOf(street);
  const { page } = person;
  // What came over the network was not what was sent: the kind of another version of the form.
  let damaged = 0;
  await page.route('**/api/v1/cases', async (route) => {
    const body = route.request().postDataJSON();
    if (route.request().method() !== 'POST' || damaged++) return route.continue();
    return route.continue({ postData: JSON.stringify({ ...body, category: 'no_such_kind' }) });
  });
  await tap(link(page, /随手报/).first());
  await photograph(page);
  await sayWhat(page, '漏水积水');
  await heading(page, '在哪里', 1).waitFor();
  await textbox(page, '在哪里').fill(place);
  await tap(button(page, '报上去'));
  await until(() => damaged > 0, 'it was sent');
  await page.getByText(/没有交上去/).first().waitFor();
  await page.evaluate(() => { window.location.hash = '#/grid/report'; });
  await heading(page, '请检查以下问题').waitFor();
  await page.evaluate(() => { window.location.hash = '#/grid/report?page=where'; });
  assert.equal(await textbox(page, '在哪里').inputValue(), place);
  await tap(button(page, '报上去'));
  await heading(page, /^今天走/).waitFor();
  await page.getByText('都送出去了').waitFor();
  const filed = await filedAt(place);
  assert.deepEqual(filed.map((/** @type {any} */ one) => one.category), ['water_leak']);
  assert.equal(filed[0].attachments.length, 1);
  await person.close();
});
