// A family member files for somebody who gave them a mandate: from 我帮谁 and from the guide, in 标准 and in 长辈版; the
// person reads it, takes the mandate back, and the next one stops with what was written still there.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { Api, freshPhone, idNumber } from './support/api.mjs';
import { PHONE } from './support/browser.mjs';
import { useStreet } from './support/fixture.mjs';
import { button, heading, link, radio } from './support/journey.mjs';
import { chooseMode, MODES } from './support/pages.mjs';
import { png } from './support/pictures.mjs';

/** @typedef {import('playwright-core').Page} Page */

const street = useStreet();
const SERVICE = 'elder_allowance', NAME = '示例老人戊', BOOK = 'materials.household_book';
let people = 0;

/** Somebody of 88 who handed papers in once, their child, and the mandate between them. */
async function family() {
  const number = idNumber('1938-02-03', 820 + ++people), phone = freshPhone();
  const parent = await new Api(street.url).signIn(freshPhone());
  const worker = await new Api(street.url).signInStaff('grid');
  await worker.call('POST', '/persons', { id: randomUUID(), name: NAME, id_number: number });
  await parent.call('PUT', '/me/identity', { name: NAME, id_number: number, consent: true });
  const answers = {
    for: 'self',
    applicant: { name: NAME, id_number: number, phone: '0512-65000000' },
    home: { text: '柳巷路 8 号 3 号楼 201', grid_id: 'liuxiang-3' },
    abroad: false,
    bank: { holder: NAME, name: '示例银行', card: '6222020000000000000' },
  };
  const photo = () => parent.upload(png(900, 700));
  const filed = await parent.call('POST', '/cases', {
    kind: 'application', service: SERVICE, service_version: 1, ...answers, truth: true,
    materials: { id_card: [await photo()], household_book: [await photo(), await photo()], bank_card: [await photo()] },
  });
  await parent.step(filed.case.number, 'withdraw');
  const child = await new Api(street.url).signIn(phone);
  const give = async () => (await parent.call('POST', '/me/helpers', {
    id: randomUUID(), helper: { kind: 'family', phone }, matters: { services: [SERVICE] }, scopes: ['file', 'follow'], days: 30,
  })).mandate;
  const mandate = await give();
  const draft = `/me/drafts/${SERVICE}@${mandate.person_id}`;
  const later = { fields: ['materials.bank_card'], by: '2099-01-01' };
  await child.call('PUT', draft, { answers: { ...answers, later } });
  return { parent, child, phone, mandate, draft, answers, address: (page = '') => `#/apply/${SERVICE}${page && `/${page}`}?for=${mandate.person_id}` };
}

/** @param {Page} page */
async function handIn(page) {
  await heading(page, '核对后提交', 1).waitFor();
  await page.getByText(`替${NAME}办`).first().waitFor();
  await page.getByRole('checkbox', { name: /^以上都是真的/ }).click();
  await button(page, '提交').click();
  await heading(page, '提交成功').waitFor();
}

for (const mode of MODES.filter(({ id }) => id === 'standard' || id === 'elder')) {
  test(`a child files for a parent in ${mode.name}, with what is known and was handed in before; the parent reads it`, async () => {
    const { parent, child, address } = await family();
    const person = await street.personOf(child, PHONE);
    const { page } = person;
    await chooseMode(person, mode);
    await person.open('#/me');
    await heading(page, '我帮谁', 2).waitFor();
    await link(page, /^高龄津贴/).first().click();
    await page.getByText(`替${NAME}办`).first().waitFor();
    await person.open(address('materials'));
    if (mode.elder) await person.open(address(BOOK));
    await button(page, /^就用那份：.*户口簿（2 张）$/).tap();
    await page.getByText(/^用的是.*交过的那份$/).waitFor();
    await person.open(address('check'));
    await handIn(page);
    const [filed] = (await parent.mine()).filter((/** @type {any} */ one) => one.state !== 'withdrawn');
    const detail = await parent.get(filed.number);
    assert.match(detail.steps[0].actor_label, /^帮办人/);
    const [given] = (await parent.call('GET', '/me/helpers')).helping_me;
    assert.equal(given.acts.filter((/** @type {any} */ act) => act.act === 'file').length, 1);
    const owner = await street.personOf(parent, PHONE);
    await owner.open('#/me');
    await heading(owner.page, '谁在帮我', 2).waitFor();
    await button(owner.page, /^替您做过/).click();
    await owner.page.getByText(filed.number.slice(7, 15)).first().waitFor();
    await owner.close();
    await person.close();
  });
}

test('the guide is read for who gave a mandate; what was taken back stops in words, and the draft is there', async () => {
  const { parent, child, mandate, draft, answers, address } = await family();
  const person = await street.personOf(child, PHONE);
  const { page } = person;
  await person.open(`#/services/${SERVICE}`);
  await radio(page, '给谁办', `替${mandate.person_name_masked}办`).click();
  await page.getByText('1938').first().waitFor();
  await link(page, '在手机上办').or(page.locator(`a[href*="for=${mandate.person_id}"]`)).first().waitFor();
  await person.open(address());
  await page.getByText(`替${NAME}办`).first().waitFor();
  await parent.call('POST', `/me/helpers/${mandate.id}/revoke`, {});
  await person.open('#/mine');
  await person.open(address());
  await heading(page, '现在不能替这个人办', 1).waitFor();
  await page.getByText(/委托人已经收回这份委托/).first().waitFor();
  await page.getByText('您写好的都还在，没有丢。').waitFor();
  assert.equal((await child.call('GET', draft)).answers.bank.name, answers.bank.name);
  await person.open('#/mine');
  await link(page, /替示.*办：高龄津贴/).waitFor();
  await person.close();
});

test('what may be reported for somebody is on a page of its own, led to from whom one helps; its draft is found again', async () => {
  const { parent, child, phone } = await family();
  const helper = await street.personOf(child, PHONE);
  const { page } = helper;
  await helper.open('#/me');
  await heading(page, '我帮谁', 2).waitFor();
  assert.equal(await link(page, /^反映一件事/).count(), 0);
  await parent.call('POST', '/me/helpers', {
    id: randomUUID(), helper: { kind: 'family', phone }, matters: { appeals: ['help'] }, scopes: ['file', 'follow'], days: 30,
  });
  await page.reload();
  await link(page, /^反映一件事 求助/).click();
  await heading(page, '替人反映', 1).waitFor();
  await page.getByText(`替${NAME}办`).waitFor();
  await page.getByLabel('标题').fill('楼道灯不亮');
  await button(page, '先存着，回头再办').click();
  await page.getByText(/存好了/).waitFor();
  // Gone on with from the program.
  await helper.open('#/mine');
  await link(page, /替示.*办：我要反映/).click();
  assert.equal(await page.getByLabel('标题').inputValue(), '楼道灯不亮');
  await page.getByRole('radio', { name: '求助' }).check();
  await page.getByLabel('详细描述').fill('三楼的楼道灯坏了三天');
  await page.getByLabel('发生地点').fill('柳巷路 8 号 3 号楼');
  await page.getByRole('radio', { name: '实名' }).check();
  await page.getByLabel('其他联系电话').fill('13800000021');
  await page.getByRole('checkbox', { name: /^我已知晓/ }).check();
  await button(page, '提交').click();
  await heading(page, '提交成功', 1).waitFor();
  const [filed] = (await parent.mine()).filter((/** @type {any} */ one) => one.title === '楼道灯不亮');
  assert.ok(filed, 'it is the case of the person');
  const given = (await parent.call('GET', '/me/helpers')).helping_me;
  assert.deepEqual(given.map((/** @type {any} */ one) => one.acts.length).sort(), [0, 1]);
  await helper.close();
});
