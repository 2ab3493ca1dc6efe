// 社区活动 in the program: found, signed up for and given back; the last place and the waiting list; without a network;
// changed and called off by the desk; by keyboard alone, in 长辈版, and by who only hears.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TALK, dayIn, publishActivity, sendForm } from './support/activities.mjs';
import { Api, freshPhone } from './support/api.mjs';
import { BLIND_RULES, axeFindings } from './support/axe.mjs';
import { PHONE, untilReady } from './support/browser.mjs';
import { useStreet } from './support/fixture.mjs';
import { button, heading, link } from './support/journey.mjs';
import { focused, tabTo, untilFocused } from './support/keyboard.mjs';
import { Listener } from './support/listener.mjs';
import { MODES, chooseMode } from './support/pages.mjs';
import { until } from './support/wait.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** @type {{admin: Api}} */
const office = { admin: /** @type {Api} */ (/** @type {unknown} */ (undefined)) };
const street = useStreet({
  // Whatever the hour is, messages go out.
  settings: '[messages]\nquiet_from = 0\nquiet_until = 0\n',
  prepare: async ({ url }) => { office.admin = await new Api(url).signInStaff('admin'); },
});

const resident = () => new Api(street.url).signIn(freshPhone());
/** @param {Api} api @param {string} id */
const mine = async (api, id) => (await api.call('GET', `/activities/${id}`)).activity.mine;
/** @param {Page} page @param {string} name */
const count = (page, name) => page.getByRole('radiogroup', { name: '来几个人' }).getByRole('radio', { name, exact: true });

test('a resident finds an activity, signs up with two, and gives the places back', async () => {
  const title = '太极拳体验课';
  const id = await publishActivity(office.admin, { title });
  const api = await resident();
  const person = await street.personOf(api, PHONE);
  const { page } = person;
  await person.open('#/search');
  await page.getByRole('searchbox').fill('活动报名');
  await page.keyboard.press('Enter');
  await link(page, /^社区活动/).first().click();
  await link(page, new RegExp(`^${title}`)).click();
  await heading(page, title, 1).waitFor();
  await page.getByText('一共 2 个名额，还剩 2 个').first().waitFor();
  await count(page, '2 人').click();
  await button(page, '报名').click();
  await heading(page, '您已报名').waitFor();
  assert.deepEqual(await mine(api, id).then(({ state, people }) => [state, people]), ['in', 2]);

  // It is there after a reload, on the list and among one's own.
  await page.reload();
  await untilReady(page);
  await heading(page, '您已报名').waitFor();
  await page.goto(`${street.url}/#/activities`);
  await heading(page, '我的活动').waitFor();
  await page.getByRole('list', { name: '我的活动' }).getByRole('link', { name: new RegExp(title) }).click();
  await button(page, '不去了，取消报名').click();
  const dialog = page.getByRole('dialog', { name: '不去了吗？' });
  await dialog.getByRole('button', { name: '还是去' }).click();
  await dialog.waitFor({ state: 'detached' });
  assert.equal((await mine(api, id)).state, 'in');
  await button(page, '不去了，取消报名').click();
  await dialog.getByRole('button', { name: '取消报名' }).click();
  await button(page, '报名').waitFor();
  assert.equal((await mine(api, id)).state, 'cancelled');
  await person.close();
});

test('the last place goes to one; the next waits, reads the place in line, moves up and is told', async () => {
  const title = '剪纸课';
  const id = await publishActivity(office.admin, { title, places: '1', most: '1' });
  const first = await resident();
  const phone = freshPhone();
  const second = await new Api(street.url).signIn(phone);
  const person = await street.personOf(second, PHONE);
  const { page } = person;
  await person.open(`#/activities/${id}`);
  await page.getByText('一共 1 个名额，还剩 1 个').first().waitFor();
  // Somebody is faster, while the page still says that a place is left.
  await first.call('POST', `/activities/${id}/sign-up`, { people: 1 });
  await button(page, '报名').click();
  await heading(page, '您在候补').waitFor();
  await page.getByText('排在第 1 位').first().waitFor();
  await first.call('POST', `/activities/${id}/cancel`, {});
  await page.reload();
  await untilReady(page);
  await heading(page, '您已报名').waitFor();
  await until(async () => {
    const { items } = await new Api(street.url).call('GET', '/demo/messages.json');
    return items.some((/** @type {{phone: string, text: string}} */ one) => one.phone === phone && one.text.includes(title) && one.text.includes('有名额了'));
  }, 'the message that there is a place');
  await person.close();
});

test('without a network the sign-up waits on the device over a reload, and is sent once', async () => {
  const title = '冬至包饺子';
  const id = await publishActivity(office.admin, { title });
  const api = await resident();
  const person = await street.personOf(api, { ...PHONE, serviceWorkers: /** @type {const} */ ('allow') });
  const { page } = person;
  await person.open(`#/activities/${id}`);
  await button(page, '报名').waitFor();
  await until(() => page.evaluate(async () => (await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).match('/')))).some(Boolean)), 'the page is kept on the device');
  await person.context.setOffline(true);
  await count(page, '2 人').click();
  await button(page, '报名').click();
  await heading(page, '活动报名：已保存在本机').waitFor();
  await page.reload();
  await untilReady(page);
  await heading(page, '活动报名：已保存在本机').waitFor();
  await heading(page, title, 1).waitFor();
  assert.equal(await button(page, '报名').count(), 0);
  assert.equal(await mine(api, id), null);
  await person.context.setOffline(false);
  await heading(page, '您已报名').waitFor();
  const own = await mine(api, id);
  assert.deepEqual([own.state, own.people], ['in', 2]);
  await person.close();
});

test('who signs up too late without a network reads why it was not done, and puts it away', async () => {
  const title = '义务理发';
  const id = await publishActivity(office.admin, { title, places: '1', most: '1', waiting: '' });
  const person = await street.personOf(await resident(), PHONE);
  const { page } = person;
  await person.open(`#/activities/${id}`);
  await button(page, '报名').waitFor();
  await person.context.setOffline(true);
  await button(page, '报名').click();
  await heading(page, '活动报名：已保存在本机').waitFor();
  await (await resident()).call('POST', `/activities/${id}/sign-up`, { people: 1 });
  await person.context.setOffline(false);
  await heading(page, `没有报上：${title}`).waitFor();
  await page.getByText('名额和候补都满了').first().waitFor();
  await button(page, '知道了').click();
  await heading(page, `没有报上：${title}`).waitFor({ state: 'detached' });
  await page.getByText('满了', { exact: true }).first().waitFor();
  await person.close();
});

test('what the desk changed is read with what it was; what it calls off, with the reason', async () => {
  const title = '防诈骗讲座';
  const id = await publishActivity(office.admin, { title });
  const api = await resident();
  await api.call('POST', `/activities/${id}/sign-up`, { people: 1 });
  const desk = await new Api(street.url).signInStaff('dispatcher');
  await sendForm(desk, `/plain/activity_desk/${id}/change`, { ...TALK, title, where: '东河社区文化站', day: dayIn(4) });
  const person = await street.personOf(api, PHONE);
  const { page } = person;
  await person.open(`#/activities/${id}`);
  await heading(page, '您报名以后，这个活动有改动').waitFor();
  await page.getByText('地点原来是柳巷社区活动室').first().waitFor();
  await page.getByText(/^时间原来是/).first().waitFor();
  await page.getByText('东河社区文化站').first().waitFor();
  await sendForm(desk, `/plain/activity_desk/${id}`, { action: 'call_off', reason: '大雪，路上太滑' });
  await page.reload();
  await untilReady(page);
  await page.getByText('这个活动取消了：大雪，路上太滑').first().waitFor();
  assert.equal(await button(page, /报名/).count(), 0);
  await person.close();
});

test('what an activity asks is answered in the program, kept over a reload, and read by the desk', async () => {
  const title = '健步走';
  const id = await publishActivity(office.admin, {
    title,
    'questions.1.kind': 'choice', 'questions.1.zh': '走哪一条路？', 'questions.1.en': 'Which way do you walk?',
    'questions.1.options': '河边 | Along the river\n公园 | Through the park', 'questions.1.required': '1',
    'questions.2.kind': 'text', 'questions.2.zh': '要我们准备什么？', 'questions.2.en': 'What shall we prepare?',
  });
  const api = await resident();
  const person = await street.personOf(api);
  const { page } = person;
  await person.open(`#/activities/${id}`);
  await page.getByRole('textbox', { name: '要我们准备什么？' }).fill('轮椅');
  await button(page, '报名').click();
  await link(page, /走哪一条路？$/).waitFor();
  assert.equal(await mine(api, id), null);
  assert.deepEqual(await axeFindings(page, BLIND_RULES), []);
  await page.reload();
  await untilReady(page);
  await page.waitForFunction(() => [...document.querySelectorAll('input, textarea')].some((one) => /** @type {HTMLInputElement} */ (one).value === '轮椅'), undefined, { timeout: 9000 });
  await page.getByRole('radio', { name: '公园' }).click();
  await button(page, '报名').click();
  await heading(page, '您已报名').waitFor();
  await page.getByText('公园').first().waitFor();
  const { answers } = await mine(api, id);
  assert.deepEqual(answers.map((/** @type {{value: string}} */ one) => one.value), ['公园', '轮椅']);
  const desk = await (await fetch(`${office.admin.url}/plain/activity_desk/${id}`, { headers: { Cookie: office.admin.cookie, Accept: 'text/html' } })).text();
  assert.match(desk, /<dt>走哪一条路？<\/dt><dd>公园<\/dd>/);
  await person.close();
});

test('长辈版 by keyboard alone: from the list to the place and back, the focus is never lost', async () => {
  const title = '老年大学开放日';
  const id = await publishActivity(office.admin, { title, group: 'elderly' });
  const api = await resident();
  const person = await street.personOf(api, { viewport: { width: 820, height: 1180 } });
  const { page } = person;
  await chooseMode(person, /** @type {import('./support/pages.mjs').Mode} */ (MODES.find(({ id: mode }) => mode === 'elder')));
  await person.open('#/activities');
  await heading(page, '社区活动', 1).waitFor();
  await link(page, new RegExp(`^${title}`)).waitFor();
  await tabTo(page, 'link', new RegExp(`^${title}`));
  await page.keyboard.press('Enter');
  await untilFocused(page, 'heading', title);
  assert.deepEqual(await axeFindings(page, BLIND_RULES), []);
  await tabTo(page, 'button', '报名');
  await page.keyboard.press('Enter');
  await page.getByText('请确认您符合要求').first().waitFor();
  assert.equal(await mine(api, id), null);
  // The focus is where it is mended, or leads there.
  if ((await focused(page)).role !== 'checkbox') await tabTo(page, 'checkbox', /^我符合要求/);
  await page.keyboard.press('Space');
  await tabTo(page, 'button', '报名');
  await page.keyboard.press('Enter');
  await heading(page, '您已报名').waitFor();
  assert.notEqual((await focused(page)).role, '');
  await tabTo(page, 'button', '不去了，取消报名');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: '不去了吗？' }).waitFor();
  await tabTo(page, 'button', '取消报名');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await button(page, '报名').waitFor();
  assert.equal((await mine(api, id)).state, 'cancelled');
  assert.notEqual((await focused(page)).role, '');
  await person.close();
});

test('who only hears signs up, and hears what became of it by itself', async () => {
  const title = '合唱团招新';
  const id = await publishActivity(office.admin, { title });
  const api = await resident();
  const person = await street.personOf(api);
  const { page } = person;
  await person.open(`#/activities/${id}`);
  await heading(page, title, 1).waitFor();
  await button(page, '报名').waitFor();
  const ear = new Listener(page);
  await ear.start();
  await ear.hear(new RegExp(`^heading, ${title}, level 1`));
  await ear.hear(/^radio, 2 人/);
  await ear.act();
  await ear.hear(/^button, 报名$/);
  await ear.act();
  await ear.hearBySelf(/报名/);
  await heading(page, '您已报名').waitFor();
  await ear.hear(/^heading, 您已报名/);
  await ear.hear(/2 人去/);
  assert.equal((await mine(api, id)).people, 2);
  await ear.stop();
  await person.close();
});
