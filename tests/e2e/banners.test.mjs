// Notices over every page (横幅) in the program: for whom they are, by the clock also without a network, closed for this
// person on this device, above the page and never over it; in every look, by keyboard and for who only hears.
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { publishNotice, sendForm } from './support/activities.mjs';
import { Api, freshPhone } from './support/api.mjs';
import { BLIND_RULES, axeFindings } from './support/axe.mjs';
import { PHONE, untilReady } from './support/browser.mjs';
import { useStreet } from './support/fixture.mjs';
import { button, heading } from './support/journey.mjs';
import { focused, untilFocused } from './support/keyboard.mjs';
import { Listener } from './support/listener.mjs';
import { MODES, chooseMode } from './support/pages.mjs';
import { until } from './support/wait.mjs';

/** @typedef {import('playwright-core').Page} Page */

const office = { admin: /** @type {Api} */ (/** @type {unknown} */ (undefined)) };
const street = useStreet({
  prepare: async ({ url }) => { office.admin = await new Api(url).signInStaff('admin'); },
});
const BODY = '今天 9 点到 18 点，柳巷路停水，请先存好水。';

/** A moment as a form has it, in the street's time. @param {number} minutes from now */
const inMinutes = (minutes) => new Date(Date.now() + minutes * 60_000 + 8 * 3_600_000).toISOString().slice(0, 16);

/** What stands there until the test is over. @type {string[]} */
const standing = [];
afterEach(async () => {
  for (const id of standing.splice(0)) await sendForm(office.admin, '/plain/admin/notices', { action: `end-${id}` });
});

/** @param {string} title @param {Record<string, string>} [more] @returns {Promise<string>} its id */
async function publish(title, more = {}) {
  const id = await publishNotice(office.admin, {
    title, body: BODY, banner: 'urgent', banner_from: inMinutes(-5), banner_until: inMinutes(600), ...more,
  });
  standing.push(id);
  return id;
}
/** That the program has asked. @param {Page} page */
const told = (page) => page.waitForResponse((answer) => answer.url().endsWith('/api/v1/banners'));
/** @param {Page} page */
const banner = (page) => page.locator('#banner');
/** @param {Page} page */
const top = (page) => page.evaluate(() => {
  const boxes = ['banner', 'canvas', 'mirror'].map((id) => /** @type {HTMLElement} */ (document.getElementById(id)).getBoundingClientRect());
  return { end: boxes[0].bottom, canvas: boxes[1].top, mirror: boxes[2].top, bottom: boxes[1].bottom, height: window.innerHeight };
});

test('everybody sees a banner for the street above the page; it covers nothing, opens, is closed, and comes back when changed', async () => {
  const id = await publish('柳巷路今天停水');
  const person = await street.person(PHONE);
  const { page } = person;
  await person.open();
  const alert = page.getByRole('alert').filter({ hasText: '柳巷路今天停水' });
  await alert.waitFor();
  await until(async () => {
    const at = await top(page);
    return at.end > 40 && Math.abs(at.canvas - at.end) < 1 && Math.abs(at.mirror - at.end) < 1 && Math.abs(at.bottom - at.height) < 1;
  }, 'the page begins where the banner ends');
  assert.deepEqual(await axeFindings(page, BLIND_RULES), []);
  await button(page, '看全文').click();
  await page.getByText(BODY).waitFor();
  await until(async () => (await top(page)).end <= (await top(page)).height * 0.35, 'it keeps to its share of the height');

  // A press on the program lands where it is drawn.
  await page.goto(`${street.url}/#/notices`);
  await heading(page, '社区通知', 1).waitFor();
  await page.getByRole('button', { name: '知道了，不再显示“柳巷路今天停水”' }).click();
  await banner(page).waitFor({ state: 'hidden' });
  await until(async () => (await top(page)).canvas === 0, 'the page has its height again');
  const again = told(page);
  await page.reload();
  await untilReady(page);
  await again;
  await heading(page, '社区通知', 1).waitFor();
  assert.equal(await banner(page).isVisible().catch(() => false), false);

  await sendForm(office.admin, `/plain/admin/notices/${id}`, {
    title: '柳巷路明天停水', body: BODY, banner: 'urgent', banner_from: inMinutes(-5), banner_until: inMinutes(900),
    show_from: inMinutes(0).slice(0, 10), action: 'save',
  });
  await page.reload();
  await untilReady(page);
  await page.getByRole('alert').filter({ hasText: '柳巷路明天停水' }).waitFor();
  await person.close();
});

test('one that is closed is closed for this person only', async () => {
  await publish('台风要来了', { banner: 'calm' });
  const one = await new Api(street.url).signIn(freshPhone());
  const person = await street.personOf(one, PHONE);
  const { page } = person;
  await person.open();
  await page.getByRole('status').filter({ hasText: '台风要来了' }).waitFor();
  await page.getByRole('button', { name: /^知道了/ }).click();
  await banner(page).waitFor({ state: 'hidden' });
  await person.context.clearCookies();
  await person.context.addCookies([(await new Api(street.url).signIn(freshPhone())).asCookie()]);
  await page.reload();
  await untilReady(page);
  await page.getByRole('status').filter({ hasText: '台风要来了' }).waitFor();
  assert.doesNotMatch(await page.evaluate(() => localStorage.getItem('onewindow.banners') ?? ''), /"closed":\[[^\]]*notice/);
  await person.close();
});

test('it comes and goes by the clock without a network, also on a device whose clock is wrong', async () => {
  await publish('下午停电', { banner_from: inMinutes(60), banner_until: inMinutes(120) });
  const person = await street.person(PHONE);
  const { page } = person;
  // A year ahead.
  await page.clock.install({ time: new Date(Date.now() + 365 * 86_400_000) });
  const asked = told(page);
  await person.open();
  await asked;
  await until(() => page.evaluate(() => (localStorage.getItem('onewindow.banners') ?? '').includes('下午停电')), 'it is kept on the device');
  assert.equal(await banner(page).count(), 0);
  await person.context.setOffline(true);
  await page.clock.fastForward(61 * 60_000);
  await page.getByRole('alert').filter({ hasText: '下午停电' }).waitFor();
  await page.clock.fastForward(60 * 60_000);
  await banner(page).waitFor({ state: 'hidden' });
  await person.close();
});

test('staff have it over the workbench; the urgent one first, then the next', async () => {
  await publish('义诊改期', { banner: 'calm' });
  await publish('燃气抢修');
  const person = await street.personOf(await new Api(street.url).signInStaff('dispatcher'));
  const { page } = person;
  await person.open('#/workbench');
  await page.getByRole('alert').filter({ hasText: '紧急：燃气抢修（还有 1 条）' }).waitFor();
  await page.getByRole('button', { name: /^知道了/ }).click();
  await page.getByRole('status').filter({ hasText: '提醒：义诊改期' }).waitFor();
  await person.close();
});

for (const mode of MODES)
  test(`by keyboard in ${mode.name}: it comes first, and closed it leaves the focus on the page`, async () => {
    await publish('停水');
    const person = await street.person({ viewport: { width: mode.width ?? 820, height: 900 } });
    const { page } = person;
    await chooseMode(person, mode);
    await person.open('#/notices');
    await page.getByRole('alert').filter({ hasText: '停水' }).waitFor();
    await heading(page, '社区通知', 1).waitFor();
    const { size, contrast, target } = await page.evaluate(() => {
      const host = /** @type {HTMLElement} */ (document.getElementById('banner'));
      const style = getComputedStyle(host);
      const light = (/** @type {string} */ colour) => {
        const [r, g, b] = (colour.match(/\d+/g) ?? []).map((part) => {
          const value = Number(part) / 255;
          return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const [over, under] = [light(style.color), light(style.backgroundColor)];
      const button = /** @type {HTMLElement} */ (host.querySelector('button'));
      return {
        size: parseFloat(style.fontSize), target: button.getBoundingClientRect().height,
        contrast: (Math.max(over, under) + 0.05) / (Math.min(over, under) + 0.05),
      };
    });
    assert.ok(contrast >= 7, `${contrast}`);
    assert.ok(size >= (mode.elder ? 22 : 17), `${size}`);
    assert.ok(target >= (mode.elder ? 60 : 44), `${target}`);
    await page.evaluate(() => { document.body.tabIndex = -1; document.body.focus(); });
    await page.keyboard.press('Tab');
    assert.equal((await focused(page)).name, '看全文');
    await page.keyboard.press('Enter');
    await page.getByText(BODY).waitFor();
    await page.keyboard.press('Tab');
    assert.equal((await focused(page)).name, '知道了，不再显示“停水”');
    await page.keyboard.press('Enter');
    await banner(page).waitFor({ state: 'hidden' });
    await untilFocused(page, 'heading', '社区通知');
    await person.close();
  });

test('whoever is at a banner stays there while the page behind it comes', async () => {
  await publish('停水');
  const person = await street.person();
  const { page } = person;
  await person.open('#/notices');
  await page.getByRole('alert').filter({ hasText: '停水' }).waitFor();
  await button(page, '看全文').focus();
  await page.evaluate(() => { window.location.hash = '#/settings'; });
  await heading(page, '设置', 1).waitFor();
  await page.waitForTimeout(300);
  await page.keyboard.press('Enter');
  await page.getByText(BODY).waitFor();
  await person.close();
});

test('who only hears is told of it by itself, and finds it before everything else', async () => {
  const person = await street.person();
  const { page } = person;
  await person.open('#/notices');
  await heading(page, '社区通知', 1).waitFor();
  const ear = new Listener(page);
  await ear.start();
  await publish('山洪预警');
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await ear.hearBySelf(/紧急：山洪预警/);
  await ear.hear(/^complementary, 街道提醒/);
  await ear.hear(/^button, 看全文/);
  await ear.act();
  await ear.hear(/柳巷路停水/);
  await ear.stop();
  await person.close();
});
