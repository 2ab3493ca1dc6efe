// Nothing that was typed is lost, and nothing is filed twice, whatever happens to page, session, network or server.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Api, freshPhone } from './support/api.mjs';
import { useStreet } from './support/fixture.mjs';
import {
  APPEAL, addPhotos, button, chooseContact, chooseKind, fillToCheck, heading, link, radio, readReceipt, sayWhere, signIn, textbox,
  writeWhat,
} from './support/journey.mjs';
import { png } from './support/pictures.mjs';
import { until } from './support/wait.mjs';

const street = useStreet({
  // Whoever signs in twice within a test does not wait a minute for the second code.
  settings: '[codes]\nresend_seconds = 0\n',
});

/** A resident who is signed in and at the first step of the form. */
async function atTheForm() {
  const phone = freshPhone();
  const api = await new Api(street.url).signIn(phone);
  const person = await street.personOf(api);
  await person.open('#/appeals/new/kind');
  await heading(person.page, '您要反映哪类事？', 1).waitFor();
  return { person, page: person.page, api, phone };
}

/** @param {import('playwright-core').Page} page */
const saved = (page) => page.getByText('已自动保存').first().waitFor();

/** Presses 现在就试, unless the filing has gone by itself meanwhile. @param {import('playwright-core').Page} page */
async function sendNow(page) {
  await button(page, '现在就试').or(heading(page, '提交成功', 1)).first().waitFor();
  await button(page, '现在就试').click({ timeout: 5000 }).catch(() => {});
}

/** @param {Api} api @param {string} [title] */
async function assertFiledOnce(api, title = APPEAL.title) {
  const cases = await api.mine();
  assert.deepEqual(cases.map((one) => one.title), [title], 'filed exactly once');
}

test('a reload in the middle of the form keeps words and photos, and the back button walks through the steps', async () => {
  const { person, page } = await atTheForm();
  await chooseKind(page);
  await writeWhat(page);
  await sayWhere(page);
  await addPhotos(page, [{ name: '灯.png', mimeType: 'image/png', buffer: png(500, 400) }]);
  await button(page, '删除第 1 张照片').waitFor();
  await saved(page);
  await page.reload();
  await heading(page, '在哪里？', 1).waitFor();
  assert.equal(await textbox(page, '发生地点').inputValue(), APPEAL.place);
  await button(page, '删除第 1 张照片').waitFor();
  await page.goBack();
  await heading(page, '出了什么事？', 1).waitFor();
  assert.equal(await textbox(page, '标题').inputValue(), APPEAL.title);
  assert.equal(await textbox(page, '详细描述').inputValue(), APPEAL.description);
  await page.goBack();
  await heading(page, '您要反映哪类事？', 1).waitFor();
  assert.ok(await page.getByRole('radio', { name: APPEAL.kind, exact: true }).isChecked());
  await page.goForward();
  await page.goForward();
  await heading(page, '在哪里？', 1).waitFor();
  assert.equal(await textbox(page, '发生地点').inputValue(), APPEAL.place);
  await person.close();
});

test('the draft of a person who went away is offered on the next visit, and goes on where it stopped', async () => {
  const { person, page } = await atTheForm();
  await chooseKind(page);
  await textbox(page, '标题').fill(APPEAL.title);
  await saved(page);
  await page.goto('about:blank');
  await person.open('#/appeals');
  await heading(page, '您有一份没写完的诉求').waitFor();
  await page.getByRole('main').getByText(APPEAL.title, { exact: true }).waitFor();
  await button(page, '接着写').click();
  await heading(page, '出了什么事？', 1).waitFor();
  assert.equal(await textbox(page, '标题').inputValue(), APPEAL.title);
  await person.close();
});

test('a session that ends in the middle of the form: after signing in again everything is there, and it is filed once', async () => {
  const { person, page, api, phone } = await atTheForm();
  await fillToCheck(page);
  await saved(page);
  await person.context.clearCookies();
  await button(page, '提交').click();
  await heading(page, /请先登录|登录/, 1).waitFor();
  if (await link(page, '去登录').count()) await link(page, '去登录').click();
  await heading(page, '登录', 1).waitFor();
  await signIn(page, street.url, phone);
  await until(async () => (await api.mine()).length === 1, 'the filing that waited for the sign-in arrives');
  await assertFiledOnce(api);
  await person.close();
});

test('a session that ended while the form was open offers the draft again', async () => {
  const { person, page, phone } = await atTheForm();
  await chooseKind(page);
  await textbox(page, '标题').fill(APPEAL.title);
  await saved(page);
  await person.context.clearCookies();
  await page.reload();
  await heading(page, '登录', 1).waitFor();
  await signIn(page, street.url, phone);
  await heading(page, '出了什么事？', 1).waitFor();
  assert.equal(await textbox(page, '标题').inputValue(), APPEAL.title);
  await person.close();
});

test('no network at the moment of submitting: it waits, and is filed exactly once when the network is back', async () => {
  const { person, page, api } = await atTheForm();
  await fillToCheck(page);
  await person.context.setOffline(true);
  await button(page, '提交').click();
  await heading(page, '已保存在本机', 1).waitFor();
  await page.getByText('有网络时自动提交，不用您再做什么。').waitFor();
  assert.equal((await api.mine()).length, 0);
  await person.context.setOffline(false);
  await readReceipt(page);
  await assertFiledOnce(api);
  await person.close();
});

test('the page is closed while a filing waits for the network: the next visit sends it', async () => {
  const { person, page, api } = await atTheForm();
  await fillToCheck(page);
  await person.context.setOffline(true);
  await button(page, '提交').click();
  await heading(page, '已保存在本机', 1).waitFor();
  await page.close();
  await person.context.setOffline(false);
  const next = await person.newTab();
  await person.open('#/mine', next);
  await until(async () => (await api.mine()).length === 1, 'what waited is sent');
  await link(next, new RegExp(APPEAL.title)).first().waitFor();
  await assertFiledOnce(api);
  await person.close();
});

test('a double click on 提交 files once', async () => {
  const { person, page, api } = await atTheForm();
  await fillToCheck(page);
  await button(page, '提交').dblclick();
  await readReceipt(page);
  await assertFiledOnce(api);
  await person.close();
});

/** @param {import('playwright-core').Locator} place @returns {Promise<[number, number]>} */
async function middleOf(place) {
  const box = await place.boundingBox();
  assert.ok(box);
  return [box.x + box.width / 2, box.y + box.height / 2];
}

test('what is written in one tab is there in the other, and neither loses words of the other', async () => {
  const { person, page } = await atTheForm();
  await chooseKind(page);
  await textbox(page, '标题').fill(APPEAL.title);
  await saved(page);
  const other = await person.newTab();
  await person.open('#/appeals/new/what', other);
  await until(async () => (await textbox(other, '标题').inputValue()) === APPEAL.title, 'the other tab has the title');
  await textbox(page, '详细描述').fill(APPEAL.description);
  await until(async () => (await textbox(other, '详细描述').inputValue()) === APPEAL.description, 'and what was added later');
  await textbox(other, '标题').fill('三号楼的灯');
  await until(async () => (await textbox(page, '标题').inputValue()) === '三号楼的灯', 'and the first has what the other wrote');
  assert.equal(await textbox(page, '详细描述').inputValue(), APPEAL.description);
  await page.reload();
  await until(async () => (await textbox(page, '标题').inputValue()) === '三号楼的灯', 'it is on the device');
  assert.equal(await textbox(page, '详细描述').inputValue(), APPEAL.description);
  await person.close();
});

test('a draft that is thrown away in one tab is not written again by the other', async () => {
  const { person, page } = await atTheForm();
  await chooseKind(page);
  await textbox(page, '标题').fill(APPEAL.title);
  await saved(page);
  const other = await person.newTab();
  await person.open('#/appeals', other);
  await button(other, '不要了').click();
  await other.getByRole('dialog').getByRole('button', { name: '删掉草稿' }).click();
  await heading(page, '您要反映哪类事？', 1).waitFor();
  await page.reload();
  await heading(page, '您要反映哪类事？', 1).waitFor();
  assert.equal(await radio(page, '诉求类型', '投诉').isChecked(), false);
  await person.close();
});

test('the same draft submitted in two tabs is filed once', async () => {
  const { person, page, api } = await atTheForm();
  await fillToCheck(page);
  await saved(page);
  const other = await person.newTab();
  await person.open('#/appeals/new/check', other);
  await heading(other, '请核对一遍', 1).waitFor();
  const agree = other.getByRole('checkbox', { name: /^我已知晓/ });
  if (!(await agree.isChecked())) await agree.check();
  // Both at once: the one that comes second may find that the form was filed already, and then begins a new one.
  const [here, there] = await Promise.all([page, other].map((tab) => middleOf(button(tab, '提交'))));
  await Promise.all([page.mouse.click(...here), other.mouse.click(...there)]);
  const after = /提交成功|我的办件|这一份不在这里了|您要反映哪类事？/;
  await until(async () => (await api.mine()).length >= 1, 'it is filed');
  for (const tab of [page, other]) await heading(tab, after, 1).waitFor();
  await assertFiledOnce(api);
  await person.close();
});

test('a full storage is said at once, the words stay on the page, and are sent as soon as there is a network', async () => {
  const api = await new Api(street.url).signIn(freshPhone());
  const person = await street.person();
  const { page } = person;
  await person.context.addCookies([api.asCookie()]);
  // Before the page opens: the browser remembers for a while how much room there was.
  const cdp = await person.context.newCDPSession(page);
  await cdp.send('Storage.overrideQuotaForOrigin', { origin: street.url, quotaSize: 1 });
  await person.open('#/appeals/new/kind');
  await chooseKind(page);
  await textbox(page, '标题').fill(APPEAL.title);
  await page.getByText(/设备存储空间满了，写的内容暂时存不下来。/).first().waitFor();
  await textbox(page, '详细描述').fill(APPEAL.description);
  assert.equal(await textbox(page, '标题').inputValue(), APPEAL.title);
  await button(page, '下一步').click();
  await sayWhere(page);
  await button(page, '下一步').click();
  await chooseContact(page);
  await page.getByRole('checkbox', { name: /^我已知晓/ }).check();
  await person.context.setOffline(true);
  await button(page, '提交').click();
  await page.getByText(/设备存储空间满了，还没有提交。/).first().waitFor();
  assert.equal((await api.mine()).length, 0, 'what can neither be kept nor sent is not said to be on its way');
  await person.context.setOffline(false);
  await button(page, '提交').click();
  await readReceipt(page);
  await assertFiledOnce(api);
  await person.close();
});

test('the server is killed after it took a filing and before it said so: filed exactly once', async () => {
  const { person, page, api } = await atTheForm();
  await fillToCheck(page);
  let killed = false;
  await page.route('**/api/v1/cases', async (route) => {
    if (route.request().method() !== 'POST' || killed) return route.continue();
    killed = true;
    const answer = await route.fetch();
    assert.equal(answer.status(), 201);
    await street.server.kill9();
    return route.abort('connectionreset');
  });
  await button(page, '提交').click();
  await heading(page, '已保存在本机', 1).waitFor();
  await street.server.start();
  await sendNow(page);
  await readReceipt(page);
  assert.ok(killed);
  await assertFiledOnce(api);
  await person.close();
});

test('the server is killed before a filing reaches it: filed exactly once after the restart', async () => {
  const { person, page, api } = await atTheForm();
  await fillToCheck(page);
  await street.server.kill9();
  await button(page, '提交').click();
  await heading(page, '已保存在本机', 1).waitFor();
  await street.server.start();
  await sendNow(page);
  await readReceipt(page);
  await assertFiledOnce(api);
  await person.close();
});

/**
 * The keys of the drafts that the device keeps, after `added` was put among them.
 * @param {import('playwright-core').Page} page
 * @param {string} [added]
 * @returns {Promise<string[]>}
 */
function keysOfDrafts(page, added) {
  return page.evaluate((key) => new Promise((done, failed) => {
    const opening = indexedDB.open('onewindow');
    opening.onerror = () => failed(opening.error);
    opening.onsuccess = () => {
      const drafts = opening.result.transaction('drafts', 'readwrite').objectStore('drafts');
      if (key) drafts.put('{not a draft', key);
      const keys = drafts.getAllKeys();
      keys.onsuccess = () => {
        opening.result.close();
        done(keys.result.map(String));
      };
    };
  }), added);
}

test('clearing the device forgets draft and query codes, and nothing that waits for the network', async () => {
  const { person, page, api } = await atTheForm();
  await fillToCheck(page);
  await person.context.setOffline(true);
  await button(page, '提交').click();
  await heading(page, '已保存在本机', 1).waitFor();
  await page.evaluate(() => (location.hash = '#/appeals/new/kind'));
  await chooseKind(page);
  await textbox(page, '标题').fill('还没写完的一件');
  await saved(page);
  await page.evaluate(() => (location.hash = '#/settings'));
  await page.getByText('有 1 件在等网络，提交以前不会清除。').waitFor();
  assert.equal((await keysOfDrafts(page, 'damaged/somebody/1')).length, 2);
  await button(page, '清除这些数据').click();
  await page.getByRole('dialog').getByRole('button', { name: '清除' }).click();
  await page.getByText('已清除这台设备上的数据').first().waitFor();
  await until(async () => (await keysOfDrafts(page)).length === 0,
    'no draft is kept, nor what was left of one');
  await person.context.setOffline(false);
  await until(async () => (await api.mine()).length === 1, 'what waited was filed');
  await assertFiledOnce(api);
  await page.reload();
  await person.open('#/appeals/new/what');
  await heading(page, '您要反映哪类事？', 1).waitFor();
  await person.close();
});
