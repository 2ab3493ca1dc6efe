// 帮办代办 in the browser: the grid worker beside the person, by finger on a tablet, without a network, by keyboard; and
// what the person sees of it afterwards.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Api, freshPhone, idNumber } from './support/api.mjs';
import {
  ELDER, SERVICE, agree, chooseService, fillAllowance, findPerson, sayRight, sign, stroke,
} from './support/assisted.mjs';
import { PHONE, untilReady } from './support/browser.mjs';
import { useStreet } from './support/fixture.mjs';
import { APPEAL, button, heading, link, signInStaff, tap, textbox } from './support/journey.mjs';
import { tabTo, untilFocused } from './support/keyboard.mjs';
import { until } from './support/wait.mjs';

/** @typedef {import('playwright-core').Page} Page */

const street = useStreet();
const TABLET = {
  viewport: { width: 1024, height: 768 }, hasTouch: true, serviceWorkers: /** @type {const} */ ('allow'),
};

/** A grid worker at the first page of the day. @param {import('playwright-core').BrowserContextOptions} [more] */
async function worker(more) {
  const person = await street.person({ ...TABLET, ...more });
  await person.open('#/login/staff');
  await signInStaff(person.page, 'grid');
  await heading(person.page, /^今天走 \d+ 处/).waitFor();
  return person;
}

/** Somebody who signs in by phone and is known by number. @param {string} name @param {string} number */
async function resident(name, number) {
  const api = await new Api(street.url).signIn(freshPhone());
  await api.call('PUT', '/me/identity', { name, id_number: number, consent: true });
  return api;
}

/** Bodies of what is sent to an endpoint. @param {import('./support/browser.mjs').Person} person @param {string} path */
function sentTo(person, path) {
  /** @type {any[]} */
  const bodies = [];
  person.context.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith(`/api/v1${path}`)) bodies.push(JSON.parse(request.postData() ?? ''));
  });
  return bodies;
}

/** The number on the receipt. @param {Page} page */
async function receiptNumber(page) {
  await heading(page, '提交成功', 1).waitFor();
  const number = ((await page.getByLabel('办件编号', { exact: true }).textContent()) ?? '').replaceAll(' ', '');
  assert.match(((await page.getByLabel('查询码', { exact: true }).textContent()) ?? '').replaceAll(' ', ''), /^[2-9A-HJKMNP-Z]{6}$/);
  return number;
}


test('an elder’s allowance is applied for at the door: signed by finger, checked line by line, once on the server', async (t) => {
  const person = await worker();
  const { page } = person;
  const mandates = sentTo(person, '/mandates');
  let number = '';

  await t.test('the worker finds the person and sees what they get, and why', async () => {
    await tap(link(page, /开始帮办/).first());
    await findPerson(page, ELDER.name, ELDER.name);
    await heading(page, new RegExp(`^${ELDER.name} · \\d+ 岁$`)).waitFor();
    await heading(page, '现在能办的').waitFor();
    await chooseService(page, SERVICE);
  });

  await t.test('the mandate says in words what for and how long, and is signed by a finger', async () => {
    await page.getByText(/我委托网格员（工号 3003）帮我办：高龄津贴。只用于这一件事/).waitFor();
    await page.getByText(/^(姓名、身份证号|身份证号、姓名)/).waitFor();
    await sign(person);
    await tap(button(page, '撤销一笔'));
    await page.getByText('已签，1 笔').first().waitFor();
    await stroke(person, page, [[0.55, 0.3], [0.7, 0.7]]);
    await page.getByText('已签，2 笔').first().waitFor();
    await agree(page);
  });

  await t.test('what is known is filled in, and a line that is wrong is mended and asked again', async () => {
    await fillAllowance(page);
    await heading(page, '请您看一遍，对不对？', 1).waitFor();
    await page.getByText('网格员（工号 3003）帮您写的，还没交').waitFor();
    await tap(button(page, '不对，开户银行'));
    await untilFocused(page, 'textbox', '开户银行');
    await textbox(page, '开户银行').fill('示例银行柳巷支行');
    await tap(button(page, '下一步'));
    await tap(button(page, '下一步'));
    await page.getByText('示例银行柳巷支行').first().waitFor();
    // Not before all of it was seen.
    await tap(button(page, '确认并提交'));
    await untilFocused(page, 'button', /^对，/);
    assert.ok(await sayRight(page) >= 6);
  });

  await t.test('confirmed, there is a receipt, and one case with mandate and strokes', async () => {
    await tap(button(page, '确认并提交'));
    number = await receiptNumber(page);
    assert.equal(mandates.length, 1);
    const { evidence, text, scopes, days } = mandates[0];
    assert.deepEqual([evidence.kind, evidence.strokes.length, scopes, days], ['signature', 2, ['file', 'follow', 'supplement'], 90]);
    for (const points of evidence.strokes) assert.ok(points.length >= 2, 'a stroke is a line');
    for (const [x, y, , pressure] of evidence.strokes.flat()) assert.ok([x, y, pressure].every((part) => part >= 0 && part <= 1));
    assert.match(text.words, /工号 3003/);
  });

  const api = await resident(ELDER.name, ELDER.idNumber);
  await t.test('the person has it once, and reads who did it', async () => {
    const mine = await api.mine();
    assert.deepEqual(mine.map((one) => [one.number, one.title]), [[number, SERVICE]]);
    const { helping_me: [mandate] } = await api.call('GET', '/me/helpers');
    assert.deepEqual([mandate.evidence_kind, mandate.state, mandate.acts.map((/** @type {any} */ act) => [act.act, act.number])],
      ['signature', 'running', [['file', number]]]);
  });

  await t.test('the person withdraws the mandate under 谁在帮我', async () => {
    const elder = await street.personOf(api, PHONE);
    await elder.open('#/me');
    await heading(elder.page, '谁在帮我', 2).waitFor();
    await heading(elder.page, /工号 3003/, 3).waitFor();
    await button(elder.page, '替您做过 1 件事').click();
    await button(elder.page, /^收回/).click();
    await elder.page.getByRole('dialog', { name: '收回这份委托吗？' }).getByRole('button', { name: '收回', exact: true }).click();
    await elder.page.getByText('已经收回', { exact: true }).waitFor();
    const { helping_me: [mandate] } = await api.call('GET', '/me/helpers');
    assert.equal(mandate.state, 'revoked');
    await elder.close();
  });
  await person.close();
});

test('without a network from the first page to the last: somebody new, an appeal, the battery dies, sent once when it is back', async () => {
  const name = '示例老人戊';
  const number = idNumber('1940-02-11', 801);
  const person = await worker();
  let { page } = person;
  const persons = sentTo(person, '/persons');
  await tap(link(page, /开始帮办/).first());
  await heading(page, '帮办代办', 1).waitFor();
  await until(() => page.evaluate(async () => {
    for (const one of await caches.keys()) if (await (await caches.open(one)).match('/')) return true;
    return false;
  }), 'the page is kept on the device');
  await person.context.setOffline(true);
  await page.getByText('没有网络，已存在本机，联网自动送出').waitFor();
  await tap(link(page, '没有登记过，登记一位'));
  await textbox(page, '姓名').fill(name);
  await textbox(page, '身份证号').fill(number.slice(0, -1) + (number.endsWith('1') ? '2' : '1'));
  await tap(button(page, '登记好了，下一步'));
  await heading(page, '请检查以下问题').waitFor();
  await textbox(page, '身份证号').fill(number);
  await textbox(page, /^住在哪里/).fill(APPEAL.place);
  await tap(button(page, '登记好了，下一步'));
  await heading(page, new RegExp(`^${name} · \\d+ 岁$`)).waitFor();
  await tap(button(page, APPEAL.kind));
  await page.getByText(/帮我向街道反映一件事（求助）/).waitFor();
  await sign(person, page);
  const at = page.url();
  await page.close();  // the battery died
  page = await person.newTab();
  await page.goto(at);
  await untilReady(page);
  await page.getByText('已签，2 笔').first().waitFor();
  await agree(page);
  await heading(page, '出了什么事？', 1).waitFor();
  await textbox(page, '标题').fill(APPEAL.title);
  await textbox(page, '详细描述').fill(APPEAL.description);
  await tap(button(page, '下一步'));
  for (const title of ['在哪里？', '实名还是匿名？']) {
    await heading(page, title, 1).waitFor();
    await tap(button(page, '下一步'));
  }
  await sayRight(page);
  await tap(button(page, '确认并提交'));
  await heading(page, '已存好，联网自动送出', 1).waitFor();
  await heading(page, '给老人的字条').waitFor();
  await page.getByText('帮办人：网格员，工号 3003').waitFor();
  assert.equal(persons.length, 0);
  await person.context.setOffline(false);
  const filed = await receiptNumber(page);
  const api = await resident(name, number);
  assert.deepEqual((await api.mine()).map((one) => [one.number, one.title]), [[filed, APPEAL.title]]);
  const { helping_me: mandates } = await api.call('GET', '/me/helpers');
  assert.deepEqual(mandates.map((/** @type {any} */ one) => [one.evidence_kind, one.acts.length]), [['signature', 1]]);
  await person.close();
});

test('by keyboard alone, for somebody who cannot write: a witness, and the case is filed', async () => {
  const person = await worker({ hasTouch: false });
  const { page } = person;
  /** @param {string} role @param {string | RegExp} name */
  const press = async (role, name) => {
    await tabTo(page, role, name);
    await page.keyboard.press('Enter');
  };
  /** @param {string | RegExp} name @param {string} words */
  const type = async (name, words) => {
    await tabTo(page, 'textbox', name);
    await page.keyboard.type(words);
  };
  await press('link', /开始帮办/);
  await heading(page, '帮办代办', 1).waitFor();
  await type(/^姓名，或身份证号后 4 位/, '王桂兰');
  await button(page, '给这一位办：王桂兰').waitFor();
  await press('button', '给这一位办：王桂兰');
  await heading(page, '帮办代办 · 办什么', 1).waitFor();
  await press('button', APPEAL.kind);
  await heading(page, '委托授权', 1).waitFor();
  await press('button', '不会写字，找见证人');
  await type('见证人姓名', '示例邻居');
  await type('为什么没有签名', '手抖，签不了名');
  await press('button', '下一步：给老人看一遍');
  await heading(page, '出了什么事？', 1).waitFor();
  await type('标题', APPEAL.title);
  await type('详细描述', APPEAL.description);
  await press('button', '下一步');
  for (const title of ['在哪里？', '实名还是匿名？']) {
    await heading(page, title, 1).waitFor();
    await press('button', '下一步');
  }
  await heading(page, '请您看一遍，对不对？', 1).waitFor();
  const lines = await page.getByRole('button', { name: /^对，/ }).count();
  for (let line = 0; line < lines; ++line) {
    await tabTo(page, 'button', /^对，/);
    await page.keyboard.press(line % 2 ? 'Space' : 'Enter');
  }
  await page.getByText('都看过了').waitFor();
  await press('button', '确认并提交');
  await receiptNumber(page);
  const { items } = await (await new Api(street.url).signInStaff('grid')).call('GET', '/mandates');
  assert.deepEqual(items.filter((/** @type {any} */ one) => one.evidence_kind === 'witness')
    .map((/** @type {any} */ one) => one.acts.length), [1]);
  await person.close();
});
