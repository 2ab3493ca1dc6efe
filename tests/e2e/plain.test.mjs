// The whole job without JavaScript: read, sign in, file with photos, track, rate; and axe on every plain page.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import jsQR from 'jsqr';
import { Api, PASSWORD, closeCase, freshPhone, someoneElsesCase } from './support/api.mjs';
import { axeFindings, smallTargets, treeFindings } from './support/axe.mjs';
import { PATIENCE } from './support/browser.mjs';
import { useStreet } from './support/fixture.mjs';
import { APPEAL, OFFER, button, heading, link, radio, textbox } from './support/journey.mjs';
import { png, readPng } from './support/pictures.mjs';
import { until } from './support/wait.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** @type {Api} */
let api;
const scene = { number: '', code: '' };
const street = useStreet({
  prepare: async (street) => {
    api = await new Api(street.url).signIn(freshPhone());
    const answer = await api.file({ attachments: [await api.upload()] });
    scene.number = answer.case.number;
    scene.code = answer.query_code;
    await closeCase(street.url, scene.number);
  },
});

/** A person whose browser runs no script. @param {import('playwright-core').BrowserContextOptions} [options] */
async function withoutScript(options = {}) {
  const context = await street.browser.newContext({
    locale: 'zh-CN', timezoneId: 'Asia/Shanghai', javaScriptEnabled: false, viewport: { width: 390, height: 844 }, ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  return { context, page };
}

/** @param {Page} page @param {string} phone */
async function signIn(page, phone) {
  await heading(page, '登录', 1).waitFor();
  await textbox(page, '手机号').fill(phone);
  await button(page, '获取验证码').click();
  await textbox(page, '验证码').fill(await new Api(street.url).lastCode(phone));
  await button(page, '登录').click();
}

/** @param {string} name @param {Buffer} buffer @param {string} [mimeType] */
const photo = (name, buffer, mimeType = 'image/png') => ({ name, mimeType, buffer });

test('without script a person reads who to call, what is offered and what is announced', async () => {
  const { context, page } = await withoutScript();
  await page.goto(`${street.url}/plain/`);
  await heading(page, '普通网页版', 1).waitFor();
  assert.equal(await link(page, '12345').getAttribute('href'), 'tel:12345');
  const navigation = page.getByRole('navigation');
  await navigation.getByRole('link', { name: '办事服务' }).click();
  await heading(page, '我能办什么').waitFor();
  await navigation.getByRole('link', { name: '社区通知' }).click();
  assert.ok((await page.getByRole('article').count()) > 0, 'the notices of the demo are there');
  await navigation.getByRole('link', { name: '电话' }).click();
  await heading(page, '有事打电话', 1).waitFor();
  await context.close();
});

test('without script a person files with photos, mends what is wrong without losing anything, and gets a receipt', async () => {
  const { context, page } = await withoutScript();
  await someoneElsesCase(street.url);
  await page.goto(`${street.url}/plain/appeal`);
  const phone = freshPhone();
  await signIn(page, phone);
  await heading(page, '我要反映', 1).waitFor();
  await textbox(page, /标题/).fill(APPEAL.title);
  await page.getByLabel('添加照片').setInputFiles([
    photo('lamp.png', png(640, 480)), photo('notes.txt', Buffer.from('not a photo'), 'text/plain'),
  ]);
  await button(page, '提交').click();
  const summary = page.getByRole('alert');
  await heading(page, '请检查以下问题').waitFor();
  await until(() => summary.evaluate((one) => one === one.ownerDocument.activeElement), 'the summary has the focus');
  assert.match(await page.title(), /^有问题要改/);
  await link(page, /notes\.txt.*其他照片都在/).waitFor();
  assert.equal(await textbox(page, /标题/).inputValue(), APPEAL.title);
  assert.equal(await page.getByRole('img', { name: '第 1 张照片' }).count(), 1);
  await link(page, '请选择诉求类型').click();
  assert.match(page.url(), /#category$/);

  await button(page, '换成大字（长辈版）').click();
  await button(page, '换回标准版').waitFor();
  assert.equal(await textbox(page, /标题/).inputValue(), APPEAL.title);
  assert.equal(await page.getByRole('img', { name: '第 1 张照片' }).count(), 1);

  await radio(page, '诉求类型', '求助').check();
  await textbox(page, /详细描述/).fill(APPEAL.description);
  await textbox(page, /发生地点/).fill(APPEAL.place);
  await page.getByRole('radio', { name: /^匿名/ }).check();
  await page.getByRole('checkbox', { name: /^我已知晓/ }).check();
  await button(page, '提交').click();
  await heading(page, OFFER, 1).waitFor();
  await button(page, '都不是，提交我写的').click();
  await heading(page, '提交成功', 1).waitFor();
  const text = await page.getByRole('main').innerText();
  const number = /320505 S \d{8} \d{5} \d/.exec(text)?.[0] ?? '';
  const code = /\b[2-9A-HJ-NP-Z]{3} [2-9A-HJ-NP-Z]{3}\b/.exec(text)?.[0] ?? '';
  assert.ok(number && code, text);

  // Back and again: the same form is filed once.
  await page.goBack();
  await page.goto(`${street.url}/plain/mine`);
  assert.equal(await page.getByRole('main').getByRole('heading', { level: 2 }).count(), 1);
  await link(page, APPEAL.title).click();
  assert.equal(await page.getByRole('img', { name: '第 1 张照片' }).count(), 1);

  await page.goto(`${street.url}/plain/track`);
  await textbox(page, '办件编号').fill(number);
  await textbox(page, '查询码').fill(code);
  await textbox(page, '查询码').press('Enter');
  await page.getByText('待受理').first().waitFor();
  const seen = await (await new Api(street.url).signInStaff('dispatcher')).get(number.replaceAll(' ', ''));
  assert.deepEqual([seen.contact.mode, seen.photos, seen.category], ['anonymous', 1, 'help']);
  await context.close();
});

test('without script a person follows a case by number and query code and rates it', async () => {
  const { context, page } = await withoutScript();
  await page.goto(`${street.url}/plain/track`);
  await textbox(page, '办件编号').fill(scene.number.toLowerCase());
  await textbox(page, '查询码').fill('222 222');
  await button(page, '查询').click();
  await link(page, '编号和查询码对不上，请再核对').waitFor();
  await textbox(page, '查询码').fill(scene.code.toLowerCase());
  await button(page, '查询').click();
  await heading(page, APPEAL.title, 1).waitFor();
  await button(page, '提交评价').click();
  await link(page, '请选择满意度').waitFor();
  await radio(page, '满意度', '非常满意').check();
  await radio(page, '是否解决', '已经解决').check();
  await button(page, '提交评价').click();
  await heading(page, '谢谢您的评价', 1).waitFor();
  assert.equal((await api.get(scene.number)).rating.score, 5);
  await context.close();
});

test('a wrong address is answered with a page that leads on, in the reader’s language', async () => {
  const { context, page } = await withoutScript({ locale: 'en-GB' });
  await context.addCookies([api.asCookie()]);
  const answer = await page.goto(`${street.url}/plain/cases/320505S2026112100042X`);
  assert.equal(answer?.status(), 404);
  await heading(page, 'Something went wrong', 1).waitFor();
  await link(page, 'Go to the home page').click();
  await heading(page, 'Plain website', 1).waitFor();
  await context.close();
});

/** @type {{name: string, elder: boolean, options: import('playwright-core').BrowserContextOptions}[]} */
const LOOKS = [
  { name: 'standard at 320 px', elder: false, options: { viewport: { width: 320, height: 640 } } },
  { name: 'elder version', elder: true, options: { viewport: { width: 390, height: 844 } } },
  { name: 'dark on a desktop', elder: false, options: { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' } },
  { name: 'more contrast', elder: false, options: { viewport: { width: 390, height: 844 }, contrast: 'more' } },
];
/** What another program reads from a QR code on a page. @param {Page} page @param {string} name */
async function readCode(page, name) {
  const { width, height, at } = readPng(await page.getByRole('img', { name }).screenshot());
  const data = Array.from({ length: width * height }, (_, i) => at(i % width, Math.floor(i / width)));
  const rgba = data.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255, 255]);
  return jsQR(new Uint8ClampedArray(rgba), width, height)?.data ?? '';
}

test('the code on a receipt leads a stranger’s phone to tracking: the number is there, the query code is asked for', async () => {
  const { context, page } = await withoutScript();
  await context.addCookies([api.asCookie()]);
  await page.goto(`${street.url}/plain/mine`);
  await page.goto(`${street.url}/plain/cases/${scene.number}`);
  await link(page, '看回执、打印').click();
  await heading(page, '回执', 1).waitFor();
  const address = await readCode(page, '打开查询页的二维码');
  assert.ok(address.startsWith(street.url) && address.includes(scene.number) && !address.includes(scene.code), address);
  await context.close();

  const stranger = await withoutScript();
  await stranger.page.goto(address);
  await heading(stranger.page, '查询进度', 1).waitFor();
  assert.equal(await textbox(stranger.page, '办件编号').inputValue(), scene.number);
  await textbox(stranger.page, '查询码').fill(scene.code);
  await button(stranger.page, '查询').click();
  await heading(stranger.page, APPEAL.title, 1).waitFor();
  await stranger.context.close();
});

test('without script and with the keyboard alone a person finds a service and learns whether it is for them', async () => {
  const { context, page } = await withoutScript();
  await page.goto(`${street.url}/plain/services`);
  await page.getByRole('searchbox', { name: '搜服务' }).focus();
  await page.keyboard.type('老人补贴');
  await page.keyboard.press('Enter');
  await heading(page, /：找到/).waitFor();
  await link(page, '高龄津贴').focus();
  await page.keyboard.press('Enter');
  await heading(page, '还差 3 项才知道').waitFor();
  await page.getByLabel('出生日期是哪天？').fill('1940-01-02');
  await radio(page, '户口在本街道吗？', '是').press('Space');
  await radio(page, '现在在别的地方领高龄津贴吗？', '是').press('Space');
  await button(page, '看看能不能办').press('Enter');
  await heading(page, '您不符合条件').waitFor();
  await page.getByText('不符合：没有在别处领这笔钱').waitFor();
  await radio(page, '现在在别的地方领高龄津贴吗？', '不是').press('Space');
  await button(page, '看看能不能办').press('Enter');
  await heading(page, '您符合条件').waitFor();
  await page.getByText('出生日期：1940-01-02（86 岁）（您刚才填的）').waitFor();
  await context.close();
});

for (const [paper, query, size] of [['A4', '', [595, 842]], ['an 80 mm slip', '?paper=80', [227, 680]]])
  test(`a receipt on ${paper} is one sheet of that size, without what only a screen needs`, async () => {
    const { context, page } = await withoutScript();
    await context.addCookies([api.asCookie()]);
    await page.goto(`${street.url}/plain/receipt/${scene.number}${query}`);
    await page.emulateMedia({ media: 'print' });
    const shown = await page.locator('body').innerText();
    for (const words of [APPEAL.title, '办件编号', '查询码', '提交时间', '现在由谁办', '办理单位', '电话', '星期']) assert.ok(shown.includes(words), `${words} in ${shown}`);
    for (const words of ['打印', '我的办件', '换成大字', '跳到正文']) assert.ok(!shown.includes(words), `no ${words} on paper`);
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    const boxes = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map((box) => [Number(box[1]), Number(box[2])]);
    assert.equal(boxes.length, 1, 'one sheet');
    boxes[0].forEach((side, at) => assert.ok(Math.abs(side - Number(size[at])) < 3, `${boxes[0]} is ${size}`));
    await context.close();
  });

/** @type {[string, (page: Page) => Promise<void>][]} */
const STATES = [
  ['home', (page) => open(page, '')],
  ['phones', (page) => open(page, 'phones')],
  ['services', (page) => open(page, 'services')],
  ['services found', (page) => open(page, 'services?q=老人补贴')],
  ['a guide', (page) => open(page, 'services/elder_allowance')],
  ['a verdict', verdict],
  ['notices', (page) => open(page, 'notices')],
  ['activities', (page) => open(page, 'activities')],
  ['activity', (page) => open(page, 'activities/activity-2')],
  ['mine', (page) => open(page, 'mine')],
  ['who helps', (page) => open(page, 'helpers')],
  ['a helper is chosen', (page) => open(page, 'helpers/new')],
  ['a case', (page) => open(page, `cases/${scene.number}`)],
  ['a missing case', (page) => open(page, 'cases/1')],
  ['a receipt', (page) => open(page, `receipt/${scene.number}`)],
  ['a receipt for a slip', (page) => open(page, `receipt/${scene.number}?paper=80`)],
  ['tracking', (page) => open(page, 'track')],
  ['tracking, nothing given', (page) => open(page, 'track').then(() => button(page, '查询').click())],
  ['the form', (page) => open(page, 'appeal')],
  ['the form, nothing given', (page) => open(page, 'appeal').then(() => button(page, '提交').click())],
  ['a kept photo', keepPhoto],
  ['similar cases', similarCases],
  ['a case joined', (page) => similarCases(page).then(() => button(page, /^我也遇到了/).first().click())],
  ['signing in', (page) => open(page, 'login')],
  ['the code was sent', askCode],
];

/** @param {Page} page @param {string} path */
async function open(page, path) {
  await page.goto(`${street.url}/plain/${path}`);
}

/** @param {Page} page */
async function verdict(page) {
  await open(page, 'services/elder_allowance');
  await page.getByLabel('出生日期是哪天？').fill('1940-01-02');
  await radio(page, '户口在本街道吗？', '是').check();
  await radio(page, '现在在别的地方领高龄津贴吗？', '不是').check();
  await button(page, '看看能不能办').click();
  await heading(page, '您符合条件').waitFor();
}

/** @param {Page} page */
async function keepPhoto(page) {
  await open(page, 'appeal');
  await page.getByLabel('添加照片').setInputFiles([photo('a.png', png(320, 240))]);
  await button(page, '提交').click();
  await page.getByRole('img', { name: '第 1 张照片' }).waitFor();
}

/** @param {Page} page */
async function similarCases(page) {
  await someoneElsesCase(street.url);
  await open(page, 'appeal');
  await radio(page, '诉求类型', APPEAL.kind).check();
  await textbox(page, /标题/).fill(APPEAL.title);
  await textbox(page, /详细描述/).fill(APPEAL.description);
  await textbox(page, /发生地点/).fill(APPEAL.place);
  await page.getByRole('radio', { name: /^实名/ }).check();
  await page.getByRole('checkbox', { name: /^我已知晓/ }).check();
  await button(page, '提交').click();
  await heading(page, OFFER, 1).waitFor();
}

/** @param {Page} page */
async function askCode(page) {
  await open(page, 'login');
  await textbox(page, '手机号').fill(freshPhone());
  await button(page, '获取验证码').click();
  await textbox(page, '验证码').waitFor();
}

// Nothing here runs script of its own; this browser may, so that axe can. Contrast is real text here: it is measured,
// at 7:1 where it is promised.
for (const look of LOOKS) {
  test(`plain pages, ${look.name}: axe finds nothing, all is named and large enough, nothing is cut off`, async (t) => {
    const person = await street.person(look.options);
    const { page } = person;
    await person.context.addCookies([api.asCookie()]);
    if (look.elder) await open(page, '').then(() => button(page, '换成大字（长辈版）').click());
    const without = look.elder || look.options.contrast ? [] : ['color-contrast-enhanced'];
    for (const [name, go] of STATES) {
      await t.test(name, async () => {
        await go(page);
        const found = [...(await axeFindings(page, without)), ...(await treeFindings(page)), ...(await smallTargets(page, look.elder ? 60 : 44))];
        const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (over > 0) found.push(`${over} px wider than the screen`);
        assert.deepEqual(found, []);
      });
    }
    await person.close();
  });
}

const ADMINISTRATION = ['admin', 'admin/accounts', 'admin/accounts/handler', 'admin/street', 'admin/services', 'admin/services/elder_allowance', 'admin/services/elder_allowance/definition', 'admin/services/elder_allowance/conditions/0', 'admin/services/elder_allowance/materials', 'admin/services/elder_allowance/fields', 'admin/services/elder_allowance/fields/2', 'admin/services/elder_allowance/sections', 'admin/services/elder_allowance/sections/1', 'admin/services/elder_allowance/materials/1', 'admin/services/bulky_waste', 'admin/services/bulky_waste/fields/3', 'admin/services/bulky_waste/fields/3/0', 'admin/services/bulky_waste/rules', 'admin/services/bulky_waste/rules/0', 'admin/services/elder_allowance/preview', 'admin/grids', 'admin/deaths', 'admin/calendar', 'admin/deadlines',
  'admin/messages', 'admin/activities', 'activity_desk', 'activity_desk/activity-2', 'admin/changes', 'staff/password',
  'persons?who=李桂芳', 'places?grid=liuxiang-3', 'places/lx3-3', 'organisations?grid=liuxiang-3', 'organisations/new', 'admin/organisations'];

for (const look of LOOKS) {
  test(`administration, ${look.name}: axe finds nothing, all is named and large enough, nothing is cut off`, async (t) => {
    const person = await street.person(look.options);
    const { page } = person;
    await open(page, 'staff');
    await textbox(page, '账号').fill('admin');
    await page.getByLabel('密码').fill(PASSWORD);
    await button(page, '登录').click();
    await heading(page, '后台管理', 1).waitFor();
    if (look.elder) await button(page, '换成大字（长辈版）').click();
    const without = look.elder || look.options.contrast ? [] : ['color-contrast-enhanced'];
    for (const path of ADMINISTRATION) {
      await t.test(path, async () => {
        await open(page, path);
        const found = [...(await axeFindings(page, without)), ...(await treeFindings(page)), ...(await smallTargets(page, look.elder ? 60 : 44))];
        const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (over > 0) found.push(`${over} px wider than the screen`);
        assert.deepEqual(found, []);
      });
    }
    await person.close();
  });
}

test('without script an administrator makes an account, and its holder signs in and chooses a password', async () => {
  const { context, page } = await withoutScript();
  await open(page, 'staff');
  await textbox(page, '账号').fill('admin');
  await page.getByLabel('密码').fill(PASSWORD);
  await button(page, '登录').click();
  await link(page, /^工作人员账号/).click();
  await textbox(page, '账号').fill('xu-wei');
  await page.getByLabel('角色').selectOption('grid_worker');
  await textbox(page, /称呼/).fill('新塘社区网格员');
  await page.getByLabel('网格', { exact: true }).selectOption({ index: 9 });
  await radio(page, '登录方式', '只用密码').check();
  await button(page, '开账号').click();
  await heading(page, '账号 xu-wei 的密码', 1).waitFor();
  const password = /[2-9A-Z]{4}(-[2-9A-Z]{4}){3}/.exec(await page.getByRole('main').innerText())?.[0] ?? '';
  await context.close();

  const other = await withoutScript();
  await open(other.page, 'staff');
  await textbox(other.page, '账号').fill('xu-wei');
  await other.page.getByLabel('密码').fill(password);
  await button(other.page, '登录').click();
  // A password that was given is changed before anything else.
  await heading(other.page, '改密码', 1).waitFor();
  await other.page.getByLabel('现在的密码').fill(password);
  await other.page.getByLabel('新密码', { exact: true }).fill('河边的柳树 2026');
  await other.page.getByLabel('再填一次新密码').fill('河边的柳树 2026');
  await button(other.page, '保存').click();
  await other.page.getByRole('status').filter({ hasText: '密码已改好' }).waitFor();
  await other.context.close();
});
