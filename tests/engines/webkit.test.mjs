// The main job in WebKit (WebKitGTK's MiniBrowser over WebDriver): sign in, report with a photo, read the receipt, track it.
// Run by ./dev test engines (docs/engines.md).
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Api, freshPhone, someoneElsesCase } from '../e2e/support/api.mjs';
import { APPEAL, OFFER } from '../e2e/support/journey.mjs';
import { png } from '../e2e/support/pictures.mjs';
import { needed, startServer } from '../e2e/support/server.mjs';
import { until } from '../e2e/support/wait.mjs';
import { Session } from './support/webdriver.mjs';

/** @type {import('../e2e/support/server.mjs').Server} */
let server;
/** @type {Session} */
let person;
before(async () => {
  server = await startServer();
  await someoneElsesCase(server.url);
  person = await Session.open(needed('OW_WEBKIT_DRIVER'), {
    browserName: 'MiniBrowser',
    'webkitgtk:browserOptions': { binary: needed('OW_WEBKIT_BROWSER'), args: ['--automation'] },
  });
});
after(async () => {
  await person?.close();
  await server?.stop();
});

/**
 * Drops a picture onto the page: in automation WebKitGTK answers every file chooser with "cancelled".
 * @param {Buffer} file
 * @param {string} name
 */
function drop(file, name) {
  return person.run(`
    const bytes = Uint8Array.from(atob(arguments[0]), (one) => one.charCodeAt(0));
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([bytes], arguments[1], { type: 'image/png' }));
    document.querySelector('main').dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  `, file.toString('base64'), name);
}

test('in WebKit a resident signs in, reports with a photo, gets a receipt and tracks it', async (t) => {
  const receipt = { number: '', code: '' };

  await t.test('signs in by phone and code on the way to the form', async () => {
    const phone = freshPhone();
    await person.goTo(`${server.url}/`);
    await person.click('link', '我要反映');
    await person.find('heading', '登录');
    await person.fill('手机号', phone);
    await person.click('button', '获取验证码');
    const api = new Api(server.url);
    const code = await until(() => api.lastCode(phone).catch(() => undefined), 'the code is sent');
    await person.fill('验证码', code);
    await person.click('button', '登录');
    await person.find('heading', '您要反映哪类事？');
  });

  await t.test('writes what and where, and adds a photo', async () => {
    await person.click('radio', APPEAL.kind);
    await person.click('button', '下一步');
    await person.find('heading', '出了什么事？');
    await person.fill('标题', APPEAL.title);
    await person.fill('详细描述', APPEAL.description);
    await person.click('button', '下一步');
    await person.find('heading', '在哪里？');
    await person.fill('发生地点', APPEAL.place);
    await drop(png(640, 480), 'lamp.png');
    await person.find('button', '删除第 1 张照片');
    await person.click('button', '下一步');
    await person.find('heading', OFFER);
    await person.click('button', '都不是，继续填写');
    await person.find('heading', '实名还是匿名？');
    await person.click('radio', '实名');
    await person.click('button', '下一步');
  });

  await t.test('checks, files, and reads the receipt', async () => {
    await person.find('heading', '请核对一遍');
    await person.click('checkbox', '我已知晓');
    await person.click('button', '提交');
    await person.find('heading', '提交成功');
    receipt.number = (await person.textOf('办件编号')).replaceAll(' ', '');
    receipt.code = (await person.textOf('查询码')).replaceAll(' ', '');
    assert.match(receipt.number, /^\d{6}S\d{14}$/);
  });

  await t.test('tracks it by number and code', async () => {
    await person.goTo(`${server.url}/#/track`);
    await person.fill('办件编号', receipt.number);
    await person.fill('查询码', receipt.code);
    await person.click('button', '查询');
    await person.find('heading', APPEAL.title);
  });
});
