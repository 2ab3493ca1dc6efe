// The desk of somebody with many cases a day: searching everywhere, going through a list by letters, the next case at hand.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Api, closeCase, freshPhone, someoneElsesCase } from './support/api.mjs';
import { useStreet } from './support/fixture.mjs';
import { button, heading, signInStaff, textbox } from './support/journey.mjs';
import { until } from './support/wait.mjs';

const street = useStreet();

/** @param {string} account @param {string} [hash] */
async function at(account, hash = '') {
  const person = await street.person();
  await person.open('#/login/staff');
  await signInStaff(person.page, account);
  if (hash) await person.open(hash);
  return person;
}

/** @param {import('playwright-core').Page} page @returns {string} number of the case that is open */
const open = (page) => new URLSearchParams(new URL(page.url()).hash.split('?')[1]).get('case') ?? '';

/** @param {import('playwright-core').Page} page */
const untilHeading = (page) =>
  until(() => page.evaluate(() => document.activeElement?.tagName === 'H2'), 'the heading of the case has the focus');

test('a closed case of another list is found by its number and by its words', async () => {
  const number = await someoneElsesCase(street.url);
  await closeCase(street.url, number);
  const person = await at('dispatcher');
  const { page } = person;
  await page.getByRole('searchbox').fill(number);
  await heading(page, '找到 1 件', 2).waitFor();
  const [found] = await page.getByRole('list', { name: '办件列表' }).getByRole('link').all();
  await found.click();
  await page.getByRole('region', { name: '办件' }).getByText('已办结').first().waitFor();
  assert.equal(open(page), number);
  await person.close();
});

test('letters lead through the list and to the next step, and are letters where one types', async () => {
  const person = await at('dispatcher', '#/workbench?queue=to_accept');
  const { page } = person;
  const list = page.getByRole('list', { name: '办件列表' });
  await list.getByRole('link').first().click();
  const first = open(page);
  await page.getByRole('region', { name: '办件' }).getByRole('heading').first().waitFor();
  await untilHeading(page);
  await page.keyboard.press('j');
  await until(() => open(page) !== first, 'the next case is open');
  await untilHeading(page);
  await page.keyboard.press('k');
  await until(() => open(page) === first, 'the case before is open again');
  await untilHeading(page);
  await page.keyboard.press('/');
  await until(() => page.evaluate(() => /** @type {HTMLInputElement} */ (document.activeElement)?.type === 'search'), 'the search has the focus');
  await page.keyboard.type('jak/');
  assert.equal(await page.getByRole('searchbox').inputValue(), 'jak/');
  assert.equal(open(page), first);
  await person.close();
});

test('a refused case makes room for the next one of the list', async () => {
  const api = await new Api(street.url).signIn(freshPhone());
  for (const title of ['甲处井盖松动', '乙处井盖松动']) await api.file({ title });
  const person = await at('dispatcher', '#/workbench?queue=to_accept');
  const { page } = person;
  await page.getByRole('list', { name: '办件列表' }).getByRole('link').first().click();
  await button(page, '不予受理').click();
  const first = open(page);
  await textbox(page, '不予受理的理由').fill('不属于本街道办理范围，请拨打 12345。');
  await button(page, '确认不予受理').click();
  await until(() => open(page) !== first && open(page) !== '', 'the next case is open');
  await page.getByText('不予受理').first().waitFor();
  await button(page, '受理').waitFor();
  await person.close();
});
