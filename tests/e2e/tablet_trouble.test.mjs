// What goes wrong on a tablet at the door: it has no room left, and its battery dies while somebody signs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ELDER, SERVICE, agree, chooseService, findPerson, stroke } from './support/assisted.mjs';
import { untilReady } from './support/browser.mjs';
import { useStreet } from './support/fixture.mjs';
import { button, heading, link, tap, textbox } from './support/journey.mjs';
import { png } from './support/pictures.mjs';
import { casesAt, untilKept, workerOf } from './support/tablet.mjs';

/** @typedef {import('./support/browser.mjs').Person} Person */

const street = useStreet();
const MEGABYTE = 1024 * 1024;
const NO_ROOM = /这台平板的存储空间不够了/;

/**
 * How much room the browser gives the street, as long as somebody holds the line to it: so much beyond what it uses;
 * nothing: as much as there is.
 * @param {Person} person
 * @returns {Promise<(more?: number) => Promise<void>>}
 */
async function roomFor({ context, page }) {
  const cdp = await context.newCDPSession(page);
  return async (more) => {
    const used = await page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);
    const quota = more === undefined ? {} : { quotaSize: Math.max(1, used + more) };
    await cdp.send('Storage.overrideQuotaForOrigin', { origin: street.url, ...quota });
  };
}

/** @param {string} place */
const filedAt = (place) => casesAt(street.url, place);

test('on a tablet without room and network a photo that does not fit is said to be on the page only, a report is not taken and stays as it was written, the day warns, and all goes when there is room', async () => {
  const place = '柳巷路 8 号 6 号楼车棚';
  const person = await workerOf(street);
  const { page } = person;
  await untilKept(page);
  const leaveRoom = await roomFor(person);
  await person.context.setOffline(true);
  await leaveRoom(-MEGABYTE);
  await tap(link(page, /随手报/).first());
  await heading(page, '拍照', 1).waitFor();
  const chooser = page.waitForEvent('filechooser');
  await tap(button(page, '添加照片').first());
  await (await chooser).setFiles([{ name: '车棚.png', mimeType: 'image/png', buffer: png(1200, 900) }]);
  await button(page, '删除第 1 张照片').waitFor();
  await page.getByText(/存储空间不够，照片只在这一页里/).first().waitFor();
  await tap(button(page, '下一步'));
  await heading(page, '是什么', 1).waitFor();
  await tap(page.getByRole('radio', { name: /^乱停车辆/ }));
  await tap(button(page, '下一步'));
  await heading(page, '在哪里', 1).waitFor();
  await textbox(page, '在哪里').fill(place);
  await tap(button(page, '报上去'));
  await page.getByText(/存储空间满了，还没有提交/).first().waitFor();
  // The day warns, though the browser estimates room.
  await page.evaluate(() => { location.hash = '#/grid'; });
  await heading(page, /^今天走/).waitFor();
  await page.getByText(NO_ROOM).first().waitFor();
  await page.goBack();
  await heading(page, '在哪里', 1).waitFor();
  assert.equal(await textbox(page, '在哪里').inputValue(), place);
  assert.deepEqual(await filedAt(place), []);
  await leaveRoom();
  await tap(button(page, '报上去'));
  await heading(page, /^今天走/).waitFor();
  await page.getByText(/最早的存了/).waitFor();
  await page.getByText(NO_ROOM).waitFor({ state: 'detached' });
  await person.context.setOffline(false);
  await page.getByText('都送出去了').waitFor();
  const filed = await filedAt(place);
  assert.deepEqual(filed.map(({ category, attachments }) => [category, attachments.length]), [['illegal_parking', 1]]);
  await person.close();
});

test('the battery dies while somebody signs: whole strokes are there again, the one that was being drawn is not, and signing goes on', async () => {
  const person = await workerOf(street);
  const { page } = person;
  await tap(link(page, /开始帮办/).first());
  await findPerson(page, ELDER.name, ELDER.name);
  await chooseService(page, SERVICE);
  await tap(button(page, '请老人签名'));
  await stroke(person, page, [[0.2, 0.6], [0.3, 0.25], [0.38, 0.7], [0.45, 0.3]]);
  await page.getByText('已签，1 笔').first().waitFor();
  // The finger is on the glass when it goes dark.
  const box = await page.getByRole('img', { name: '老人签名' }).boundingBox();
  assert.ok(box);
  const cdp = await person.context.newCDPSession(page);
  const at = (/** @type {number} */ x, /** @type {number} */ y) => [{ x: box.x + x * box.width, y: box.y + y * box.height }];
  await cdp.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(0.55, 0.3) });
  for (const x of [0.6, 0.65, 0.7]) await cdp.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(x, 0.6) });
  await page.reload();
  await untilReady(page);
  await heading(page, '委托授权', 1).waitFor();
  await page.getByText('已签，1 笔').first().waitFor();
  await cdp.send('Input.dispatchTouchEvent', { type: 'touchCancel', touchPoints: [] });
  await cdp.detach();
  await stroke(person, page, [[0.55, 0.3], [0.62, 0.65], [0.75, 0.4]]);
  await page.getByText('已签，2 笔').first().waitFor();
  await agree(page);
  await heading(page, '钱打到哪里', 1).waitFor();
  await person.close();
});
