// Whatever a person does waits for the network when there is none, is shown where it belongs, and arrives once.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { Api, freshPhone, residentWithCases, someoneElsesCase } from './support/api.mjs';
import { useStreet } from './support/fixture.mjs';
import { APPEAL, addPhotos, button, heading, radio, signInStaff, textbox } from './support/journey.mjs';
import { png } from './support/pictures.mjs';
import { until } from './support/wait.mjs';

const street = useStreet();

/** A resident who is signed in. */
async function resident() {
  const api = await new Api(street.url).signIn(freshPhone());
  const person = await street.personOf(api);
  return { api, person, page: person.page };
}

test('what a newer program left waiting cannot be read here, is said, and can be saved as a file', async () => {
  const { person, page } = await resident();
  await person.open('#/mine');
  await heading(page, '我的办件', 1).waitFor();
  const stored = '{"v":99,"what":"更新的版本写的"}';
  await page.evaluate((text) => new Promise((done, failed) => {
    const asked = indexedDB.open('onewindow');
    asked.onerror = failed;
    asked.onsuccess = () => {
      const change = asked.result.transaction('outbox', 'readwrite');
      change.objectStore('outbox').put(text, 'later');
      change.oncomplete = () => { asked.result.close(); done(undefined); };
    };
  }), stored);
  await page.reload();
  await page.getByText('有 1 件保存的内容这个版本读不出来').waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), button(page, '存成文件').click()]);
  assert.match(download.suggestedFilename(), /\.json$/);
  const file = JSON.parse(await readFile(await download.path(), 'utf8'));
  assert.deepEqual(file, [{ key: 'later', stored }]);
  await person.close();
});

test('a rating made without a network is kept over a reload and arrives once when the network is back', async () => {
  const { api, scene } = await residentWithCases(street.url);
  const person = await street.personOf(api);
  const { page } = person;
  await person.open(`#/cases/${scene.rated}/rate`);
  await radio(page, '满意度', '满意').check();
  await radio(page, '是否解决', '已经解决').check();
  await textbox(page, /想说的话/).fill('来得很快。');
  await person.context.setOffline(true);
  await button(page, '提交评价').click();
  await heading(page, '评价：已保存在本机', 2).waitFor();
  await page.evaluate(() => (location.hash = '#/mine'));
  await heading(page, '待送出', 2).waitFor();
  await page.close();

  await person.context.setOffline(false);
  const next = await person.newTab();
  await person.open('#/mine', next);
  await until(async () => (await api.get(scene.rated)).rating, 'the rating arrives');
  const detail = await api.get(scene.rated);
  assert.equal(detail.rating.comment, '来得很快。');
  assert.equal(detail.steps.filter((/** @type {any} */ one) => one.step === 'rate').length, 1);
  await heading(next, '待送出', 2).waitFor({ state: 'detached' });
  await person.close();
});

test('a supplement pressed twice without a network is sent once, and its case says that it waits', async () => {
  const { api, scene } = await residentWithCases(street.url);
  const person = await street.personOf(api);
  const { page } = person;
  await person.open(`#/cases/${scene.number}`);
  await button(page, '补充说明').click();
  await textbox(page, /补充/).fill('三楼的灯今天也不亮了。');
  await person.context.setOffline(true);
  const send = page.getByRole('form').getByRole('button').or(button(page, /提交补充|补充说明/)).last();
  await send.dblclick();
  await heading(page, '补充说明：已保存在本机', 2).waitFor();
  assert.ok(await button(page, '撤回').isDisabled(), 'nothing else can be done to the case meanwhile');
  await person.context.setOffline(false);
  await until(async () => (await api.get(scene.number)).steps.length === 2, 'the supplement arrives');
  await heading(page, '补充说明：已保存在本机', 2).waitFor({ state: 'detached' });
  assert.equal((await api.get(scene.number)).steps.length, 2);
  await person.close();
});

/** A handler's case that waits for its answer, and the handler at the desk with the answer's form open. */
async function handlerAnswering() {
  const number = await someoneElsesCase(street.url);
  const dispatcher = await new Api(street.url).signInStaff('dispatcher');
  const api = await new Api(street.url).signInStaff('handler');
  await dispatcher.step(number, 'accept');
  await dispatcher.step(number, 'dispatch', { department_id: 'property', basis: 'statutory', note: '职责清单第 12 条' });
  await api.step(number, 'sign_for');
  const person = await street.person();
  await person.open('#/login/staff');
  await signInStaff(person.page, 'handler');
  await person.open(`#/workbench?queue=in_hand&case=${number}`);
  await person.page.getByRole('region', { name: '办件' }).getByRole('heading', { name: APPEAL.title }).waitFor();
  await button(person.page, '办结回复').click();
  await textbox(person.page, '答复内容').fill('已更换三盏声控灯，晚上试过，都亮。');
  await addPhotos(person.page, [{ name: '修好了.png', mimeType: 'image/png', buffer: png(800, 600) }]);
  await button(person.page, '删除第 1 张照片').waitFor();
  return { number, dispatcher, api, person, page: person.page };
}

test('an answer with a photo given without a network is kept over a reload and arrives once, photo and all', async () => {
  const { number, api, person, page } = await handlerAnswering();
  await person.context.setOffline(true);
  await button(page, '提交答复').click();
  await heading(page, '办结回复：已保存在本机', 2).waitFor();
  await heading(page, '待送出', 2).waitFor();
  await page.close();

  await person.context.setOffline(false);
  const next = await person.newTab();
  await person.open(`#/workbench?queue=in_hand&case=${number}`, next);
  await until(async () => (await api.get(number)).state === 'resolved', 'the answer arrives');
  const steps = (await api.get(number)).steps.filter((/** @type {any} */ one) => one.step === 'resolve');
  assert.equal(steps.length, 1);
  assert.equal(steps[0].attachments.length, 1);
  await next.getByText('待核查').first().waitFor();
  await heading(next, '待送出', 2).waitFor({ state: 'detached' });
  await person.close();
});

test('an answer that the case has left behind comes back with its words, and goes again as it is then', async () => {
  const { number, dispatcher, api, person, page } = await handlerAnswering();
  await person.context.setOffline(true);
  await button(page, '提交答复').click();
  await heading(page, '办结回复：已保存在本机', 2).waitFor();
  // Meanwhile the case moves on without changing hands: what was written is of an older version of it.
  const other = await new Api(street.url).signInStaff('handler');
  await other.step(number, 'return', { reason: '不属于本部门职责范围' });
  await dispatcher.step(number, 'dispatch', { department_id: 'property', basis: 'statutory', note: '职责清单第 12 条' });
  await other.step(number, 'sign_for');
  await person.context.setOffline(false);
  await page.getByText(/刚刚有了变化/).first().waitFor();
  assert.equal(await textbox(page, '答复内容').inputValue(), '已更换三盏声控灯，晚上试过，都亮。');
  assert.equal((await api.get(number)).state, 'in_progress');
  await until(() => button(page, '提交答复').isEnabled(), 'the case was read anew');
  await button(page, '提交答复').click();
  await until(async () => (await api.get(number)).state === 'resolved', 'the answer arrives');
  const steps = (await api.get(number)).steps.filter((/** @type {any} */ one) => one.step === 'resolve');
  assert.equal(steps.length, 1);
  assert.equal(steps[0].attachments.length, 1);
  await heading(page, '待送出', 2).waitFor({ state: 'detached' });
  await person.close();
});

test('a device whose storage answers late: the first page stands before it, and what waits is shown once it is read', async () => {
  const { api, scene } = await residentWithCases(street.url);
  const person = await street.personOf(api);
  const { page } = person;
  await person.open(`#/cases/${scene.rated}/rate`);
  await radio(page, '满意度', '满意').check();
  await radio(page, '是否解决', '已经解决').check();
  await page.route('**/rating', (route) => route.abort());
  await button(page, '提交评价').click();
  await heading(page, '评价：已保存在本机', 2).waitFor();
  await page.close();

  const late = await person.newTab();
  await late.route('**/rating', (route) => route.abort());
  await late.addInitScript(() => {
    const usual = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function slow(/** @type {string} */ name, /** @type {number | undefined} */ version) {
      const asked = usual.call(this, name, version);
      Object.defineProperty(asked, 'onsuccess', {
        set(/** @type {(event: Event) => void} */ then) {
          asked.addEventListener('success', (event) => setTimeout(() => { performance.mark('read'); then(event); }, 3_000));
        },
      });
      return asked;
    };
  });
  await person.open('#/', late);
  await heading(late, '您好，想办什么事？', 1).or(late.getByRole('heading', { level: 1 })).first().waitFor();
  assert.equal(await late.evaluate(() => performance.getEntriesByName('read').length), 0, 'the page did not wait for it');
  await late.evaluate(() => (location.hash = '#/mine'));
  await heading(late, '待送出', 2).waitFor();
  assert.equal(await late.evaluate(() => performance.getEntriesByName('read').length), 1);
  await person.close();
});
