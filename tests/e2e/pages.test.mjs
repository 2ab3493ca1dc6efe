// Addresses, history, titles and languages; and what is left where there is no script, no WebAssembly or no WebGL.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Api, freshPhone } from './support/api.mjs';
import { launch, newPerson, untilReady } from './support/browser.mjs';
import { useFiledCase } from './support/fixture.mjs';
import { APPEAL, button, heading, link, radio, textbox } from './support/journey.mjs';
import { untilFocused } from './support/keyboard.mjs';
import { until } from './support/wait.mjs';

const { street, filed } = useFiledCase();

async function resident() {
  const person = await street.personOf(filed.api);
  return person;
}

test('an address leads straight to its page, with its title, also after a reload', async () => {
  const person = await resident();
  const { page } = person;
  /** @type {[string, string | RegExp, RegExp][]} */
  const places = [
    ['#/appeals', '诉求', /^诉求 - 一窗$/],
    ['#/track', '查询进度', /^查询进度 - 一窗$/],
    [`#/cases/${filed.number}`, APPEAL.title, /一窗$/],
    ['#/settings', '设置', /^设置 - 一窗$/],
    ['#/nowhere', '没有这一页', /^没有这一页 - 一窗$/],
  ];
  for (const [hash, title, document] of places) {
    await person.open(hash);
    await heading(page, title).first().waitFor();
    assert.match(await page.title(), document);
    assert.equal(await page.evaluate(() => window.document.documentElement.lang), 'zh-CN');
  }
  await person.open(`#/cases/${filed.number}`);
  await page.reload();
  await heading(page, APPEAL.title, 2).waitFor();
  await person.close();
});

test('back and forward walk through the pages; the focus goes to the heading of a new page, and to where it was in an old one', async () => {
  const person = await resident();
  const { page } = person;
  await person.open();
  const navigation = page.getByRole('navigation', { name: '主导航' });
  await navigation.getByRole('link', { name: '诉求' }).click();
  await untilFocused(page, 'heading', '诉求');
  await link(page, /^查询进度/).click();
  await untilFocused(page, 'heading', '查询进度');
  await page.goBack();
  await untilFocused(page, 'link', /^查询进度/);
  assert.match(page.url(), /#\/appeals$/);
  await page.goBack();
  await untilFocused(page, 'heading', /一窗/);
  await page.goForward();
  await untilFocused(page, 'link', /^查询进度/);
  assert.equal(await page.title(), '诉求 - 一窗');
  await button(page, '长辈版').click();
  await button(page, '标准版').waitFor();
  await person.close();
});

test('a page that wants an account asks for it and then shows what was wanted', async () => {
  const person = await street.person();
  const { page } = person;
  await person.open('#/workbench?queue=to_accept');
  await heading(page, '工作人员登录', 1).waitFor();
  await textbox(page, '账号').fill('dispatcher');
  await textbox(page, '密码').fill('wrong');
  await button(page, '登录').click();
  await link(page, '账号或密码不对，请再核对').waitFor();
  await textbox(page, '密码').fill('onewindow-demo');
  await textbox(page, '密码').press('Enter');
  await page.getByRole('list', { name: '办件列表' }).waitFor();
  assert.match(page.url(), /#\/workbench\?queue=to_accept/);
  await person.close();
});

test('somebody else’s case is not found, and a resident does not get to the workbench', async () => {
  const stranger = await new Api(street.url).signIn(freshPhone());
  const person = await street.person();
  await person.context.addCookies([stranger.asCookie()]);
  const { page } = person;
  await person.open(`#/cases/${filed.number}`);
  await page.getByText('没有找到').first().waitFor();
  assert.equal(await page.getByText(APPEAL.title).count(), 0);
  await person.open('#/workbench');
  await page.getByText('您的账号不能看这一页').first().waitFor();
  await person.close();
});

test('settings take effect at once and are still there on the next visit: language, elder version, contrast', async () => {
  const person = await street.person();
  const { page } = person;
  await person.open('#/settings');
  await radio(page, '语言', 'English').check();
  await until(() => page.evaluate(() => document.documentElement.lang === 'en'), 'lang follows the language');
  await heading(page, 'Settings', 1).waitFor();
  await page.reload();
  await heading(page, 'Settings', 1).waitFor();
  await page.getByRole('radio', { name: '中文' }).check();
  await heading(page, '设置', 1).waitFor();
  await radio(page, '显示方式', '长辈版').check();
  await person.open();
  await heading(page, '您好', 1).waitFor();
  const choices = await page.getByRole('main').getByRole('link').count();
  assert.ok(choices <= 6, `at most six choices in the elder version, not ${choices}`);
  await link(page, '打电话找人').waitFor();
  await person.close();
});

for (const { last, choices, title } of [
  { last: 'zh-CN', choices: ['English', '中文'], title: '设置' },
  { last: 'en', choices: ['English', '中文', 'English'], title: 'Settings' },
])
  test(`the language chosen last is the one that is shown, whenever its words arrive: ${last}`, async () => {
    const person = await street.person({ serviceWorkers: 'block' });
    const { page } = person;
    await person.open('#/settings');
    await heading(page, '设置', 1).waitFor();
    /** @type {() => void} */
    let letGo = () => {};
    const gate = new Promise((resolve) => {
      letGo = () => resolve(undefined);
    });
    const words = /\/en\.[0-9a-f]+\.json$/;
    const asked = page.waitForRequest(words), answered = page.waitForResponse(words);
    await page.route(words, async (route) => {
      await gate;
      await route.continue();
    });
    for (const choice of choices) {
      await page.getByRole('radio', { name: choice }).check();
      await asked;
    }
    letGo();
    await (await answered).finished();
    await page.waitForTimeout(500);
    await heading(page, title, 1).waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.lang), last);
    assert.ok(await page.getByRole('radio', { name: choices.at(-1) }).isChecked());
    // What is kept is what is shown.
    await page.reload();
    await heading(page, title, 1).waitFor();
    await person.close();
  });

/**
 * The plain pages do the essentials: whom to call, sign in, file, track.
 * @param {import('playwright-core').Page} page
 */
async function useThePlainPages(page) {
  await page.goto(`${street.url}/`);
  assert.equal(await link(page, '政务服务热线 12345').getAttribute('href'), 'tel:12345');
  await link(page, '电话和服务').click();
  await heading(page, '有事打电话', 1).waitFor();
  await page.goto(`${street.url}/plain/appeal`);
  await heading(page, '登录', 1).waitFor();
  const phone = freshPhone();
  await textbox(page, '手机号').fill(phone);
  await button(page, '获取验证码').click();
  await textbox(page, '验证码').fill(await new Api(street.url).lastCode(phone));
  await button(page, '登录').click();
  await heading(page, '我要反映', 1).waitFor();
  await button(page, '提交').click();
  await heading(page, '请检查以下问题').waitFor();
  await page.getByLabel(APPEAL.kind).check();
  await textbox(page, /标题/).fill(APPEAL.title);
  await textbox(page, /详细描述/).fill(APPEAL.description);
  await textbox(page, /发生地点/).fill(APPEAL.place);
  await page.getByRole('radio', { name: /^实名/ }).check();
  await page.getByRole('checkbox', { name: /^我已知晓/ }).check();
  await button(page, '提交').click();
  // Somebody has told of the same before.
  await button(page, '都不是，提交我写的').click();
  await heading(page, '提交成功', 1).waitFor();
  await page.goto(`${street.url}/plain/track`);
  await textbox(page, '办件编号').fill(filed.number);
  await textbox(page, '查询码').fill(filed.code);
  await button(page, '查询').click();
  await page.getByText('待受理').first().waitFor();
}

test('without script the essentials work as plain pages', async () => {
  const person = await street.person({ javaScriptEnabled: false });
  await useThePlainPages(person.page);
  await person.context.close();
});

test('without WebGL the page says so and its links lead to the plain pages', async () => {
  const args = (process.env.OW_CHROMIUM_ARGS ?? '').split(' ').filter((one) => !/gl=|angle|swiftshader/.test(one));
  const bare = await launch(['--disable-gpu', '--disable-3d-apis'], args);
  try {
    const person = await newPerson(bare, street.url);
    const { page } = person;
    await page.goto(`${street.url}/`);
    await page.getByText('这台设备打不开图形页面，请用下面的普通网页办理。').waitFor();
    assert.equal(await link(page, /^我要反映/).getAttribute('href'), '/plain/appeal');
    await useThePlainPages(page);
    await person.close();
  } finally {
    await bare.close();
  }
});

/** The first page of somebody who is signed in; the program comes only when it is let in. */
async function firstPageAlone() {
  const person = await street.personOf(filed.api);
  const { page } = person;
  /** @type {() => void} */
  let letIn = () => {};
  const wait = new Promise((done) => (letIn = () => done(undefined)));
  await page.route('**/*.wasm', async (route) => {
    await wait;
    await route.continue();
  });
  await page.goto(`${street.url}/`);
  await page.waitForFunction(() => performance.getEntriesByName('links-lead-in').length > 0);
  return { person, page, letIn };
}

test('a press on the first page is taken before the program is there, and it opens what was pressed', async () => {
  const { person, page, letIn } = await firstPageAlone();
  await link(page, /^我要办事/).click();
  await page.getByText('正在打开，请稍等…').waitFor();
  letIn();
  await heading(page, '办事', 1).waitFor();
  await person.close();
});

test('who stands on a link of the first page by keyboard stands on the same one when the program has come', async () => {
  const { person, page, letIn } = await firstPageAlone();
  await link(page, /^我要反映/).focus();
  letIn();
  await untilReady(page);
  assert.equal(await page.locator('#mirror a:focus').getAttribute('href'), '#/appeals/new/kind');
  await page.keyboard.press('Enter');
  await heading(page, '您要反映哪类事？', 1).waitFor();
  await person.close();
});

test('where the program cannot be made, for want of memory, the page says so and leads on', async () => {
  const person = await street.person();
  const { page } = person;
  await page.addInitScript(() => {
    Object.assign(WebAssembly, { instantiate: () => Promise.reject(new RangeError('out of memory')) });
  });
  await page.goto(`${street.url}/`);
  await page.getByText('这台设备打不开图形页面，请用下面的普通网页办理。').waitFor();
  assert.equal(await link(page, /^我要反映/).getAttribute('href'), '/plain/appeal');
  await person.context.close();
});

test('where the program gets no canvas of its own the page says so and leads on', async () => {
  const person = await street.person();
  const { page } = person;
  await page.addInitScript(() => {
    const { getContext } = HTMLCanvasElement.prototype;
    let asked = 0;
    // The first one is the shell's look whether there is WebGL; the driver dies before the program asks.
    Object.assign(HTMLCanvasElement.prototype, {
      /** @param {string} kind @param {any} how */
      getContext(kind, how) {
        return kind === 'webgl2' && ++asked > 1 ? null : getContext.call(this, kind, how);
      },
    });
  });
  await page.goto(`${street.url}/`);
  await page.getByText('这台设备打不开图形页面，请用下面的普通网页办理。').waitFor();
  assert.equal(await link(page, /^我要反映/).getAttribute('href'), '/plain/appeal');
  await person.context.close();
});

test('where the program cannot be loaded the page says so and leads on', async () => {
  const person = await street.person();
  const { page } = person;
  await page.route('**/*.wasm', (route) => route.abort());
  await page.goto(`${street.url}/`);
  await page.getByText('这台设备打不开图形页面，请用下面的普通网页办理。').waitFor();
  assert.equal(await link(page, /^我要反映/).getAttribute('href'), '/plain/appeal');
  await person.context.close();
});
