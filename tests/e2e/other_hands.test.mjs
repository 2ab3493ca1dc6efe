// The page in other hands: a browser that translates it, a password manager that fills it in, a device that never answers.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PHONE } from './support/browser.mjs';
import { useStreet } from './support/fixture.mjs';
import { button, textbox } from './support/journey.mjs';
import { until } from './support/wait.mjs';

const street = useStreet();

/** What a browser's translation does to the page. @param {import('playwright-core').Page} page */
const translate = (page) => page.evaluate(() => {
  const mirror = /** @type {HTMLElement} */ (document.getElementById('mirror'));
  const walker = document.createTreeWalker(mirror, NodeFilter.SHOW_TEXT);
  /** @type {Text[]} */ const texts = [];
  while (walker.nextNode()) if (walker.currentNode.textContent?.trim()) texts.push(/** @type {Text} */ (walker.currentNode));
  for (const text of texts) {
    const outer = document.createElement('font');
    outer.append(document.createElement('font'));
    /** @type {HTMLElement} */ (outer.firstChild).textContent = 'EN';
    text.replaceWith(outer);
  }
  document.documentElement.classList.add('translated-ltr');
});

test('a page that the browser translated shows the translation, and everything that changes later reaches it', async () => {
  const person = await street.person(PHONE);
  const { page } = person;
  await person.open('#/login');
  const title = page.locator('#mirror h1');
  await title.filter({ hasText: '登录' }).waitFor();
  await translate(page);
  await until(() => page.evaluate(() => document.documentElement.classList.contains('bare')), 'the words are shown');
  assert.equal(await title.textContent(), 'EN');
  const seen = await title.evaluate((element) => getComputedStyle(element).color + getComputedStyle(element).opacity);
  assert.doesNotMatch(seen, /rgba\(.*, 0\)|transparent/);
  assert.equal(await page.locator('#bare').isVisible(), false, 'nothing is wrong with the graphics');

  await page.evaluate(() => { window.location.hash = '#/settings'; });
  await title.filter({ hasText: '设置' }).waitFor();
  await translate(page);
  await page.evaluate(() => { window.location.hash = '#/login'; });
  await title.filter({ hasText: '登录' }).waitFor();

  await page.evaluate(() => document.documentElement.classList.remove('translated-ltr'));
  await until(() => page.evaluate(() => !document.documentElement.classList.contains('bare')), 'it is drawn again');
  await page.reload();
  await title.filter({ hasText: '登录' }).waitFor();
  await person.close();
});

test('a value counts however it came into its field: by a change alone, and with no event at all', async () => {
  for (const told of [true, false]) {
    const person = await street.person(PHONE);
    const { page } = person;
    await person.open('#/login');
    const phone = textbox(page, '手机号');
    await phone.waitFor();
    await phone.evaluate((element, change) => {
      /** @type {HTMLInputElement} */ (element).value = '13800000009';
      if (change) element.dispatchEvent(new Event('change', { bubbles: true }));
    }, told);
    const asked = page.waitForRequest((request) => request.url().endsWith('/session/code'));
    await button(page, '获取验证码').click();
    assert.match((await asked).postData() ?? '', /13800000009/);
    assert.equal(await phone.inputValue(), '13800000009');
    await person.close();
  }
});
