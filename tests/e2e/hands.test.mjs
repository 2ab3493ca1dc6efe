// The same filing by finger on a phone, by the keyboard alone, and with a pinyin input method.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Api, freshPhone, someoneElsesCase } from './support/api.mjs';
import { PHONE } from './support/browser.mjs';
import { useStreet } from './support/fixture.mjs';
import {
  APPEAL, OFFER, addPhotos, button, chooseContact, chooseKind, heading, link, readReceipt, sayWhere, signIn, tap,
  textbox, writeWhat,
} from './support/journey.mjs';
import { focused, tabTo, untilFocused } from './support/keyboard.mjs';
import { differing, jpeg, png, readPng } from './support/pictures.mjs';
import { until, untilDrawn } from './support/wait.mjs';

const street = useStreet();

/** A resident who is signed in. @param {import('playwright-core').BrowserContextOptions} [options] */
async function resident(options) {
  const api = await new Api(street.url).signIn(freshPhone());
  const person = await street.personOf(api, options);
  return { person, page: person.page, api };
}

test('a person files by finger on a phone 390 px wide', async () => {
  const person = await street.person(PHONE);
  const { page } = person;
  await person.open();
  await tap(link(page, '我要反映'));
  await chooseKind(page, tap);
  await writeWhat(page, tap);
  await sayWhere(page, tap);
  await addPhotos(page, [{ name: '灯.jpg', mimeType: 'image/jpeg', buffer: await jpeg(page, 3000, 2000) }], tap);
  await button(page, '删除第 1 张照片').waitFor();
  await tap(button(page, '下一步'));
  await chooseContact(page, '匿名', tap);
  await tap(page.getByRole('checkbox', { name: /^我已知晓/ }));
  await tap(button(page, '提交'));
  await heading(page, '登录', 1).waitFor();
  await signIn(page, street.url, freshPhone(), tap);
  await readReceipt(page);
  await tap(link(page, '查看进度'));
  await heading(page, APPEAL.title, 2).waitFor();
  await person.close();
});

test('a finger scrolls the page, and a tap afterwards lands where it aims', async () => {
  const person = await street.person(PHONE);
  const { page } = person;
  await person.open();
  const notices = link(page, '更多 社区通知');
  await heading(page, '社区通知').waitFor();
  assert.ok(((await notices.boundingBox())?.y ?? 0) > 600, 'the notices begin below the first screen');
  const cdp = await person.context.newCDPSession(page);
  const touch = (/** @type {'touchStart' | 'touchMove' | 'touchEnd'} */ type, /** @type {number} */ y) =>
    cdp.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x: 195, y }] });
  await touch('touchStart', 700);
  for (let y = 690; y > 200; y -= 35) await touch('touchMove', y);
  await touch('touchEnd', 200);
  await until(async () => ((await notices.boundingBox())?.y ?? 999) < 700, 'the swipe scrolls the page');
  await tap(notices);
  await heading(page, '社区通知', 1).waitFor();
  await person.close();
});

test('a person files with the keyboard alone', async () => {
  const person = await street.person();
  const { page } = person;
  const { keyboard } = page;
  const phone = freshPhone();
  await someoneElsesCase(street.url, 'liuxiang-1');
  await person.open('#/login');
  await tabTo(page, 'textbox', '手机号');
  await keyboard.type(phone);
  await tabTo(page, 'button', '获取验证码');
  await keyboard.press('Enter');
  await untilFocused(page, 'textbox', '验证码');
  await keyboard.type(await new Api(street.url).lastCode(phone));
  await keyboard.press('Enter');

  await tabTo(page, 'link', '我要反映');
  await keyboard.press('Enter');
  await untilFocused(page, 'heading', '您要反映哪类事？');
  await tabTo(page, 'radio', '咨询');
  await keyboard.press('ArrowDown');
  assert.deepEqual(await focused(page), { role: 'radio', name: '求助', type: 'radio' });
  assert.ok(await page.getByRole('radio', { name: '求助', exact: true }).isChecked(), 'an arrow chooses');
  await tabTo(page, 'button', '下一步');
  await keyboard.press('Space');

  await untilFocused(page, 'heading', '出了什么事？');
  await tabTo(page, 'button', '下一步');
  await keyboard.press('Enter');
  // Nothing was written: the summary takes the focus, and its link leads to the field.
  await tabTo(page, 'link', '请填写标题');
  await keyboard.press('Enter');
  await untilFocused(page, 'textbox', '标题');
  await keyboard.type(APPEAL.title);
  await tabTo(page, 'textbox', '详细描述');
  await keyboard.type(APPEAL.description);
  await tabTo(page, 'button', '下一步');
  await keyboard.press('Enter');

  await untilFocused(page, 'heading', '在哪里？');
  await tabTo(page, 'textbox', '发生地点');
  await keyboard.type(APPEAL.place);
  await tabTo(page, 'button', '从网格里选');
  await keyboard.press('Enter');
  await tabTo(page, 'combobox', '所在网格');
  await keyboard.press('ArrowDown');
  await until(() => page.getByRole('combobox', { name: '所在网格' }).inputValue(), 'an arrow chooses a grid');
  const chooser = page.waitForEvent('filechooser');
  await tabTo(page, 'button', '添加照片');
  await keyboard.press('Enter');
  await (await chooser).setFiles([{ name: '灯.png', mimeType: 'image/png', buffer: png(600, 400) }]);
  await button(page, '删除第 1 张照片').waitFor();
  await tabTo(page, 'button', '下一步');
  await keyboard.press('Enter');

  await untilFocused(page, 'heading', OFFER);
  await tabTo(page, 'button', '都不是，继续填写');
  await keyboard.press('Enter');

  await untilFocused(page, 'heading', '实名还是匿名？');
  await tabTo(page, 'radio', '实名');
  await keyboard.press('Space');
  await tabTo(page, 'button', '下一步');
  await keyboard.press('Enter');

  await untilFocused(page, 'heading', '请核对一遍');
  await tabTo(page, 'checkbox', /^我已知晓/);
  await keyboard.press('Space');
  await tabTo(page, 'button', '提交');
  await keyboard.press('Enter');
  await readReceipt(page);
  await untilFocused(page, 'heading', '提交成功');
  await person.close();
});

test('the keyboard reaches a dialog, stays in it, leaves it by Escape and is back where it was', async () => {
  const { person, page } = await resident();
  await person.open('#/mine');
  await tabTo(page, 'button', '退出登录');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: '要退出登录吗？' });
  await dialog.waitFor();
  await untilFocused(page, 'heading', '要退出登录吗？');
  for (let presses = 0; presses < 6; ++presses) {
    await page.keyboard.press('Tab');
    const inside = await dialog.evaluate((element) =>
      document.activeElement === document.body || element.contains(document.activeElement));
    assert.ok(inside, 'Tab stays in the dialog');
  }
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await untilFocused(page, 'button', '退出登录');
  await person.close();
});

test('what has the focus is seen to have it', async () => {
  const { person, page } = await resident();
  await person.open('#/appeals/new/kind');
  await heading(page, '您要反映哪类事？', 1).waitFor();
  /** @type {[string, string][]} */
  const stops = [['button', '返回'], ['radio', '咨询'], ['button', '下一步']];
  for (const [role, name] of stops) {
    const box = await page.getByRole(/** @type {'button'} */ (role), { name, exact: true }).boundingBox();
    assert.ok(box, `${role} ${name} is there`);
    const clip = { x: Math.max(0, box.x - 6), y: Math.max(0, box.y - 6), width: box.width + 12, height: box.height + 12 };
    const off = readPng(await page.screenshot({ clip }));
    await tabTo(page, role, name);
    await untilDrawn(page);
    const on = readPng(await page.screenshot({ clip }));
    const least = 2 * (box.width + box.height);
    assert.ok(differing(off, on) > least, `a ring of at least 2 px around ${role} “${name}”`);
  }
  await person.close();
});

test('pinyin: half a word is nothing, Enter within it submits nothing, and the words arrive whole', async () => {
  const { person, page } = await resident();
  await person.open();
  const cdp = await person.context.newCDPSession(page);
  const search = page.getByRole('searchbox');
  await search.click();
  await cdp.send('Input.imeSetComposition', { text: 'lu', selectionStart: 2, selectionEnd: 2 });
  await cdp.send('Input.imeSetComposition', { text: 'lu deng', selectionStart: 7, selectionEnd: 7 });
  // Input methods send the key that they took as 229; some let the key itself through.
  for (const code of [229, 13]) {
    const key = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: code };
    await cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key });
    await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
  }
  assert.equal(new URL(page.url()).hash.replace('#/', ''), '', 'Enter chose a candidate, it did not search');
  await cdp.send('Input.imeSetComposition', { text: 'lu deng', selectionStart: 7, selectionEnd: 7 });
  await cdp.send('Input.insertText', { text: '路灯' });
  assert.equal(await search.inputValue(), '路灯');
  await page.keyboard.press('Enter');
  await heading(page, '搜索', 1).waitFor();
  assert.match(decodeURIComponent(page.url()), /#\/search\?q=路灯$/);

  await person.open('#/appeals/new/kind');
  await chooseKind(page);
  await heading(page, '出了什么事？', 1).waitFor();
  for (const [field, words] of /** @type {[string, string[]][]} */ ([
    ['标题', ['楼道', '灯坏了']],
    ['详细描述', ['三天了，', '老人晚上', '不敢下楼。']],
  ])) {
    await textbox(page, field).click();
    for (const word of words) {
      for (const part of ['a', 'ab', 'ab cd'])
        await cdp.send('Input.imeSetComposition', { text: part, selectionStart: part.length, selectionEnd: part.length });
      await cdp.send('Input.insertText', { text: word });
    }
    assert.equal(await textbox(page, field).inputValue(), words.join(''));
  }
  await page.getByText('已自动保存').first().waitFor();
  await textbox(page, '标题').click();
  await page.keyboard.press('End');
  await cdp.send('Input.imeSetComposition', { text: 'hen jiu', selectionStart: 7, selectionEnd: 7 });
  // The page dies in the middle of a word: what was chosen before is there, the letters are not.
  await page.reload();
  await heading(page, '出了什么事？', 1).waitFor();
  assert.equal(await textbox(page, '标题').inputValue(), '楼道灯坏了');
  assert.equal(await textbox(page, '详细描述').inputValue(), '三天了，老人晚上不敢下楼。');
  await person.close();
});
