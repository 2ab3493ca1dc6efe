// The map of the grids in the appeal form, by mouse, by keyboard and by finger. The list of grids says the same.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Api, freshPhone } from './support/api.mjs';
import { PHONE } from './support/browser.mjs';
import { useStreet } from './support/fixture.mjs';
import { button, chooseContact, chooseKind, click, heading, sayWhere, tap, writeWhat } from './support/journey.mjs';
import { tabTo } from './support/keyboard.mjs';
import { until } from './support/wait.mjs';

/** @typedef {import('playwright-core').Page} Page */

const street = useStreet();

/**
 * A resident on the page "where" of the form.
 * @param {import('./support/journey.mjs').Press} press
 * @param {import('playwright-core').BrowserContextOptions} [options]
 */
async function atWhere(press, options) {
  const api = await new Api(street.url).signIn(freshPhone());
  const person = await street.personOf(api, options);
  await person.open('#/appeals/new/kind');
  await chooseKind(person.page, press);
  await writeWhat(person.page, press);
  await sayWhere(person.page, press);
  return person;
}

/** @param {Page} page */
const map = (page) => page.getByRole('application', { name: '网格地图' });
/** @param {Page} page @param {string | RegExp} words */
const said = (page, words) => page.getByRole('status').filter({ hasText: words }).first();
/** @param {Page} page */
const listed = (page) =>
  page.getByRole('combobox', { name: '所在网格' }).evaluate((list) => {
    const { selectedOptions } = /** @type {HTMLSelectElement} */ (list);
    return selectedOptions[0]?.textContent ?? '';
  });
/** The grid that the map says was marked. @param {Page} page */
async function marked(page) {
  await said(page, '已在地图上标出').waitFor();
  return (await said(page, '已在地图上标出').textContent())?.replace(/^.*，在/, '') ?? '';
}

test('by mouse: a press on the map chooses the grid, a drag moves it, and the list says the same', async () => {
  const person = await atWhere(click);
  const { page } = person;
  await button(page, '在地图上选').click();
  await map(page).waitFor();
  const box = await map(page).boundingBox();
  assert.ok(box);
  await map(page).click({ position: { x: box.width * 0.4, y: box.height * 0.5 } });
  const first = await marked(page);
  await until(async () => (await listed(page)) === first, 'the list shows the grid of the map');

  // A drag is no press; what comes under the same place afterwards is another grid.
  await map(page).hover({ position: { x: box.width * 0.4, y: box.height * 0.5 } });
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.15, box.y + box.height * 0.3, { steps: 8 });
  await page.mouse.up();
  assert.equal(await listed(page), first);
  await map(page).click({ position: { x: box.width * 0.4, y: box.height * 0.5 } });
  await until(async () => (await listed(page)) !== first, 'after the drag another grid lies there');

  // The wheel belongs to the map once it has the focus.
  await page.mouse.wheel(0, -600);
  await button(page, '看全部').click();
  await map(page).click({ position: { x: box.width * 0.4, y: box.height * 0.5 } });
  await until(async () => (await listed(page)) === first, 'all is shown again');

  await button(page, '下一步').click();
  await chooseContact(page);
  await heading(page, '请核对一遍', 1).waitFor();
  await page.getByText(first, { exact: true }).first().waitFor();
  await page.getByText('已附上地图上的一点').first().waitFor();
  await person.close();
});

test('a map that is opened low on the page comes up, so that all of it is seen with what is said of the mark', async () => {
  const person = await atWhere(tap, PHONE);
  const { page } = person;
  await button(page, '在地图上选').tap();
  await map(page).waitFor();
  const seen = async () => map(page).evaluate((element) => {
    const area = element.closest('.r-scroll_area')?.getBoundingClientRect();
    const { top, bottom } = element.getBoundingClientRect();
    return Boolean(area && top >= area.top - 1 && bottom <= area.bottom + 1);
  });
  await until(seen, 'the map is seen whole');
  await person.close();
});

test('a mark outside all grids is answered with what that means, and can be taken back', async () => {
  const person = await atWhere(click);
  const { page } = person;
  await button(page, '在地图上选').click();
  await map(page).waitFor();
  await map(page).click({ position: { x: 4, y: 4 } });
  await page.getByText('标的地方不在本街道的网格里').first().waitFor();
  assert.equal(await page.getByText('已在地图上标出').count(), 0);
  await button(page, '不用这个位置').click();
  await said(page, '点一下出事的地方').waitFor();
  await person.close();
});

test('another grid chosen in the list leaves the mark on the map behind', async () => {
  const person = await atWhere(click);
  const { page } = person;
  await button(page, '在地图上选').click();
  await map(page).click();
  const first = await marked(page);
  const list = page.getByRole('combobox', { name: '所在网格' });
  const other = await list.evaluate((element, not) => {
    const options = [.../** @type {HTMLSelectElement} */ (element).options];
    return options.find((option) => option.value && option.textContent !== not)?.value ?? '';
  }, first);
  await list.selectOption(other);
  await said(page, '点一下出事的地方').waitFor();
  await until(async () => (await button(page, '不用这个位置').count()) === 0, 'the place is not kept');
  await person.close();
});

test('by keyboard: the cross says which grid it is on, and Enter chooses it', async () => {
  const person = await atWhere(click);
  const { page } = person;
  await tabTo(page, 'button', '在地图上选');
  await page.keyboard.press('Enter');
  await map(page).waitFor();
  await tabTo(page, 'application', '网格地图');
  await said(page, /^十字在.+网格，按回车选这里$/).waitFor();
  const before = await said(page, '十字在').textContent();
  for (let i = 0; i < 3; ++i) await page.keyboard.press('ArrowLeft');
  await until(async () => (await said(page, '十字在').textContent()) !== before, 'the cross is on another grid');
  const aimed = (await said(page, '十字在').textContent()) ?? '';
  await page.keyboard.press('+');
  await page.keyboard.press('Enter');
  const chosen = await marked(page);
  assert.ok(aimed.includes(chosen), `${aimed} is not ${chosen}`);
  assert.equal(await listed(page), chosen);
  await tabTo(page, 'button', '放大地图');
  await person.close();
});

test('by finger: the page scrolls past the map until it was tapped; then a finger moves the map and two zoom it', async () => {
  const person = await atWhere(tap, PHONE);
  const { page } = person;
  await button(page, '在地图上选').tap();
  await map(page).waitFor();
  const cdp = await person.context.newCDPSession(page);
  const touch = (/** @type {'touchStart' | 'touchMove' | 'touchEnd'} */ type, /** @type {{x: number, y: number}[]} */ touchPoints) =>
    cdp.send('Input.dispatchTouchEvent', { type, touchPoints });
  const box = async () => {
    const found = await map(page).boundingBox();
    assert.ok(found);
    return found;
  };
  const swipe = async (/** @type {number} */ dx, /** @type {number} */ dy) => {
    const { x, y, width, height } = await box();
    const at = (/** @type {number} */ step) => [{ x: x + width * 0.4 + (dx * step) / 10, y: y + height / 2 + (dy * step) / 10 }];
    await touch('touchStart', at(0));
    for (let step = 1; step <= 10; ++step) await touch('touchMove', at(step));
    await touch('touchEnd', []);
  };

  await map(page).scrollIntoViewIfNeeded();
  const top = (await box()).y;
  await swipe(0, top > 200 ? -120 : 120);
  await until(async () => Math.abs((await box()).y - top) > 40, 'the page scrolled under the finger');
  assert.equal(await page.getByRole('status').filter({ hasText: '已在地图上标出' }).count(), 0, 'and nothing was chosen');

  await map(page).scrollIntoViewIfNeeded();
  const { width, height } = await box();
  await map(page).tap({ position: { x: width * 0.4, y: height * 0.5 } });
  const first = await marked(page);
  const still = (await box()).y;
  // A finger that moves at once: the browser goes by the style from before the focus.
  await map(page).evaluate((element) => { element.style.touchAction = 'manipulation'; });
  await swipe(-90, -60);
  await map(page).evaluate((element) => { element.style.touchAction = ''; });
  assert.ok(Math.abs((await box()).y - still) < 2, 'the page stays');
  await map(page).tap({ position: { x: width * 0.4, y: height * 0.5 } });
  await until(async () => (await listed(page)) !== first, 'the map has moved');

  const middle = await box();
  const fingers = (/** @type {number} */ apart) => [
    { x: middle.x + width * 0.4 - apart, y: middle.y + height / 2 },
    { x: middle.x + width * 0.4 + apart, y: middle.y + height / 2 },
  ];
  const second = await listed(page);
  await touch('touchStart', fingers(100));
  for (let apart = 90; apart >= 20; apart -= 10) await touch('touchMove', fingers(apart));
  await touch('touchEnd', []);
  assert.equal(await listed(page), second, 'a pinch chooses nothing');
  await button(page, '看全部').tap();
  await map(page).tap({ position: { x: width * 0.4, y: height * 0.5 } });
  await until(async () => (await listed(page)) === first, 'all is shown again');
  await person.close();
});
