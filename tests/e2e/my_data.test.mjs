// What a resident sees of being helped: what is kept, who viewed it, who may act, and that withdrawing counts at once.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { Api, freshPhone, idNumber } from './support/api.mjs';
import { PHONE } from './support/browser.mjs';
import { useStreet } from './support/fixture.mjs';
import { button, heading } from './support/journey.mjs';
import { chooseMode, MODES } from './support/pages.mjs';
import { spokenText } from './support/mandate_text.mjs';

const street = useStreet();

/** A resident who is known by number, and a grid worker who may file appeals for them. @param {number} order */
async function helped(order) {
  const name = '示例老人丁';
  const number = idNumber('1943-03-12', order);
  const resident = await new Api(street.url).signIn(freshPhone());
  await resident.call('PUT', '/me/identity', { name, id_number: number, consent: true });
  const worker = await new Api(street.url).signInStaff('grid');
  const { person } = await worker.call('POST', '/persons', { id: randomUUID(), name, id_number: number });
  const { mandate } = await worker.call('POST', '/mandates', {
    id: randomUUID(),
    person: person.id,
    matters: { services: ['elder_allowance'], appeals: ['help'] },
    scopes: ['file', 'follow'],
    days: 90,
    helper: { kind: 'grid_worker' },
    relationship: '本网格居民',
    text: spokenText('3003', '高龄津贴', ['file', 'follow'], 90),
    evidence: { kind: 'witness', witness: { name: '示例邻居' }, reason: '手抖，签不了名' },
  });
  return { resident, worker, file: () => worker.file({ on_behalf_of: person.id, mandate: mandate.id }) };
}

test('a person reads who may act and what was done for them, withdraws it, and the next act is stopped', async () => {
  const { resident, file } = await helped(701);
  const { case: filed } = await file();
  const person = await street.personOf(resident, PHONE);
  const { page } = person;
  await person.open('#/settings');
  await page.getByRole('link', { name: /我的信息/ }).click();
  await heading(page, '我的信息', 1).waitFor();
  await page.getByText('示例老人丁').first().waitFor();
  await page.getByText('从哪来').first().waitFor();
  await heading(page, /工号 3003/, 3).waitFor();
  await page.getByText('高龄津贴').first().waitFor();
  await button(page, '替您做过 1 件事').click();
  await page.getByText(filed.number.slice(7, 15)).first().waitFor();

  await button(page, /^收回/).click();
  const dialog = page.getByRole('dialog', { name: '收回这份委托吗？' });
  await dialog.getByRole('button', { name: '收回', exact: true }).click();
  await page.getByText('已经收回', { exact: true }).waitFor();
  await button(page, /^收回/).waitFor({ state: 'detached' });
  await assert.rejects(file, /422.*revoked/);
  await person.close();
});

test('who is known to nobody and helped by nobody is told so in words', async () => {
  const api = await new Api(street.url).signIn(freshPhone());
  const person = await street.personOf(api, PHONE);
  const { page } = person;
  await person.open('#/me');
  await page.getByText('街道的居民登记里还没有您。').waitFor();
  await page.getByText('没有人在替您办事。').waitFor();
  assert.equal(await heading(page, '我帮谁', 2).count(), 0);
  await person.close();
});

for (const mode of MODES.slice(0, 2)) {
  test(`who helps reads for whom, goes on with it and gives it back, by keys alone (${mode.name})`, async () => {
    const phone = freshPhone();
    const helper = await new Api(street.url).signIn(phone);
    const elder = await new Api(street.url).signIn(freshPhone());
    const order = mode.elder ? 712 : 711;
    await elder.call('PUT', '/me/identity', { name: '示例老人丙', id_number: idNumber('1943-03-12', order), consent: true });
    const worker = await new Api(street.url).signInStaff('grid');
    await worker.call('POST', '/persons', { id: randomUUID(), name: '示例老人丙', id_number: idNumber('1943-03-12', order) });
    const { case: filed } = await elder.file({});
    await elder.call('POST', '/me/helpers', {
      id: randomUUID(),
      matters: { cases: [filed.number] },
      scopes: ['follow', 'supplement'],
      days: 30,
      helper: { kind: 'family', phone },
      relationship: '母亲',
    });
    const person = await street.personOf(helper, PHONE);
    const { page } = person;
    await chooseMode(person, mode);
    await person.open('#/me');
    await heading(page, '我帮谁', 2).waitFor();
    await heading(page, /示.* · 母亲/, 3).waitFor();
    await page.getByText('看进度、补材料', { exact: false }).waitFor();
    const goOn = page.getByRole('list', { name: '可以接着帮他办的事' }).getByRole('link');
    await goOn.focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(new RegExp(`#/cases/${filed.number}`));
    await page.goBack();

    await button(page, /^不再帮了/).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: '不再帮这个人了吗？' });
    await dialog.getByRole('button', { name: '不再帮了', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('已经退回', { exact: false }).first().waitFor();
    await button(page, /^不再帮了/).waitFor({ state: 'detached' });
    const { helping_me: mine } = await elder.call('GET', '/me/helpers');
    assert.equal(mine[0].revoked_how, 'helper');
    await person.close();
  });
}
