// Similar cases nearby: one resident finds another's case and joins it, staff take a step, and who joined sees it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Api, freshPhone, someoneElsesCase } from './support/api.mjs';
import { useStreet } from './support/fixture.mjs';
import {
  APPEAL, OFFER, button, chooseContact, chooseKind, heading, link, sayWhere, textbox, writeWhat,
} from './support/journey.mjs';
import { tabTo, untilFocused } from './support/keyboard.mjs';
import { until } from './support/wait.mjs';

/** @type {string} */
let number;
const street = useStreet({
  prepare: async (street) => {
    number = await someoneElsesCase(street.url);
  },
});

const join = `我也遇到了 · ${APPEAL.title}`;

/** A resident who has written what and where, and stands before "next". @param {string} [place] */
async function atWhere(place) {
  const api = await new Api(street.url).signIn(freshPhone());
  const person = await street.person();
  const { page } = person;
  await person.context.addCookies([api.asCookie()]);
  await person.open('#/appeals/new/kind');
  await chooseKind(page);
  await writeWhat(page);
  await sayWhere(page);
  if (place) await textbox(page, '发生地点').fill(place);
  return { person, page, api };
}

/** The same, with the similar cases in sight. */
async function atOffer() {
  const here = await atWhere();
  await button(here.page, '下一步').click();
  await heading(here.page, OFFER, 1).waitFor();
  return here;
}

test('a second resident finds the case, joins it, and sees the step that staff take', async () => {
  const { person, page, api } = await atOffer();
  await button(page, join).click();
  await untilFocused(page, 'heading', '已经记上您了');
  await page.getByText('共 2 人遇到').first().waitFor();
  assert.deepEqual((await api.mine()).map((one) => [one.number, one.joined]), [[number, true]]);

  await button(page, '看这件办件').click();
  await heading(page, '您也遇到了这个问题').waitFor();
  await page.getByText('待受理').first().waitFor();
  assert.equal(await link(page, '谁看过我的信息').count(), 0, 'that belongs to the filer');
  await (await new Api(street.url).signInStaff('dispatcher')).step(number, 'accept');
  await page.getByText('已受理', { exact: true }).first().waitFor();

  await person.open('#/mine');
  await link(page, new RegExp(`${APPEAL.title}.*我也遇到了.*已受理`)).waitFor();
  await person.close();
});

test('what was written stays after joining until it is thrown away on purpose', async () => {
  const { person, page } = await atOffer();
  await button(page, join).click();
  await heading(page, '已经记上您了', 1).waitFor();
  await page.reload();
  await heading(page, '在哪里？', 1).waitFor();
  assert.equal(await textbox(page, '发生地点').inputValue(), APPEAL.place);
  // Joined once: the offer leads to the case now.
  await button(page, '下一步').click();
  await heading(page, OFFER, 1).waitFor();
  await link(page, '看这件办件').waitFor();
  await page.goBack();
  await heading(page, '在哪里？', 1).waitFor();
  await page.goForward();
  await button(page, '都不是，继续填写').click();
  await chooseContact(page);
  await heading(page, '请核对一遍', 1).waitFor();
  await page.getByText(APPEAL.title).first().waitFor();
  await person.close();
});

test('the draft is deleted only after a question', async () => {
  const { person, page } = await atOffer();
  await button(page, join).click();
  await button(page, '不用了，删掉草稿').click();
  await page.getByRole('dialog', { name: '这份草稿不要了吗？' }).waitFor();
  await button(page, '删掉草稿').click();
  await heading(page, '我的办件', 1).waitFor();
  await link(page, new RegExp(`${APPEAL.title}.*我也遇到了`)).waitFor();
  await person.open('#/appeals');
  await link(page, '我要反映').waitFor();
  assert.equal(await heading(page, '您有一份没写完的诉求').count(), 0);
  await person.close();
});

test('by the keyboard alone: next, join, on to the case', async () => {
  const { person, page } = await atWhere();
  await tabTo(page, 'button', '下一步');
  await page.keyboard.press('Enter');
  await untilFocused(page, 'heading', OFFER);
  await tabTo(page, 'button', join);
  await page.keyboard.press('Space');
  await untilFocused(page, 'heading', '已经记上您了');
  await tabTo(page, 'button', '看这件办件');
  await page.keyboard.press('Enter');
  await heading(page, '您也遇到了这个问题').waitFor();
  await person.close();
});

test('where nothing is similar, and where the server cannot say, filing goes on as if nothing was asked', async () => {
  const far = await atWhere('一个谁也没写过的地方');
  await button(far.page, '下一步').click();
  await heading(far.page, '实名还是匿名？', 1).waitFor();
  await far.person.close();

  for (const answer of [503, 0, null]) {
    const { person, page } = await atWhere();
    await page.route('**/api/v1/cases/similar', async (route) => {
      if (answer === null) return;
      await (answer ? route.fulfill({ status: answer, body: '' }) : route.abort('connectionreset'));
    });
    await button(page, '下一步').click();
    await heading(page, '实名还是匿名？', 1).waitFor();
    assert.equal(await heading(page, OFFER).count(), 0);
    await person.close();
  }
});

test('a lost answer to joining waits and says so, and trying again joins once', async () => {
  const { person, page, api } = await atOffer();
  let lost = false;
  await page.route('**/join', async (route) => {
    if (lost) return route.continue();
    lost = true;
    await route.fetch();
    await route.abort('connectionreset');
  });
  await button(page, join).click();
  await heading(page, '已保存在本机，等网络恢复后自动提交', 1).waitFor();
  const before = (await api.get(number)).joiners;
  await button(page, '现在就试').click();
  await heading(page, '已经记上您了', 1).waitFor();
  await until(async () => (await api.get(number)).joiners === before, 'counted once');
  await person.close();
});
