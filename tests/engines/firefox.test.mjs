// The main job in Firefox: sign in, report with a photo, read the receipt, track it without an account.
// Run by ./dev test engines (docs/engines.md). The system's own Firefox is driven over WebDriver BiDi, in a window: without
// one it has no WebGL.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { firefox } from 'playwright-core';
import { freshPhone } from '../e2e/support/api.mjs';
import { newPerson } from '../e2e/support/browser.mjs';
import { driftFindings } from '../e2e/support/drawn.mjs';
import {
  APPEAL, addPhotos, button, chooseContact, chooseKind, heading, link, readReceipt, sayWhere, signIn, textbox, writeWhat,
} from '../e2e/support/journey.mjs';
import { png } from '../e2e/support/pictures.mjs';
import { needed, startServer } from '../e2e/support/server.mjs';

/** @type {import('../e2e/support/server.mjs').Server} */
let server;
/** @type {import('playwright-core').Browser} */
let browser;
before(async () => {
  server = await startServer();
  browser = await firefox.launch({
    channel: 'moz-firefox', executablePath: needed('OW_FIREFOX'), headless: false, env: /** @type {Record<string, string>} */ (process.env),
    firefoxUserPrefs: { 'webgl.force-enabled': true },
  });
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

test('in Firefox a resident signs in, reports with a photo, gets a receipt and tracks it', async (t) => {
  const resident = await newPerson(browser, server.url);
  const { page } = resident;
  const receipt = { number: '', code: '' };
  const sound = async () => assert.deepEqual(await driftFindings(page), []);

  await t.test('signs in by phone and code on the way to the form', async () => {
    await resident.open();
    await sound();
    await link(page, '我要反映').click();
    await heading(page, '登录', 1).waitFor();
    await signIn(page, server.url, freshPhone());
    await heading(page, '您要反映哪类事？', 1).waitFor();
    await sound();
  });

  await t.test('writes what and where, and adds a photo', async () => {
    await chooseKind(page);
    await writeWhat(page);
    await sayWhere(page);
    await addPhotos(page, [{ name: 'lamp.png', mimeType: 'image/png', buffer: png(640, 480) }]);
    await button(page, '删除第 1 张照片').waitFor();
    await sound();
    await button(page, '下一步').click();
    await chooseContact(page);
  });

  await t.test('checks, files, and reads the receipt', async () => {
    await heading(page, '请核对一遍', 1).waitFor();
    await page.getByRole('checkbox', { name: /^我已知晓/ }).click();
    await button(page, '提交').click();
    Object.assign(receipt, await readReceipt(page));
    await sound();
  });

  await t.test('tracks it by number and code, without an account', async () => {
    const stranger = await newPerson(browser, server.url);
    await stranger.open('#/track');
    await textbox(stranger.page, '办件编号').fill(receipt.number);
    await textbox(stranger.page, '查询码').fill(receipt.code);
    await button(stranger.page, '查询').click();
    await heading(stranger.page, APPEAL.title).first().waitFor();
    await stranger.context.close();
  });
  assert.deepEqual(resident.problems, []);
  await resident.context.close();
});
