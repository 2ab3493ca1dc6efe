// What is drawn and what is in the document are one thing: pixels under every element, one column at 320 px, nothing
// drawn when nothing happens, and a lost graphics context costs nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { residentWithCases } from './support/api.mjs';
import { useStreet } from './support/fixture.mjs';
import { button, chooseKind, heading, textbox } from './support/journey.mjs';
import { residentPages, visit } from './support/pages.mjs';
import { coloursIn, differing, readPng } from './support/pictures.mjs';
import { until, untilDrawn } from './support/wait.mjs';

/** @type {import('./support/api.mjs').Api} */
let api;
/** @type {Awaited<ReturnType<typeof residentWithCases>>['scene']} */
let scene;
const street = useStreet({
  prepare: async (street) => {
    ({ api, scene } = await residentWithCases(street.url));
  },
});

/** @param {import('playwright-core').BrowserContextOptions} [options] */
function resident(options) {
  return street.personOf(api, options);
}

/**
 * Every text, link and button that lies wholly in the window.
 * @param {import('playwright-core').Page} page
 */
function textsInSight(page) {
  return page.evaluate(() => {
    const found = [];
    for (const element of document.querySelectorAll('#mirror h1, #mirror h2, #mirror p, #mirror a, #mirror button, #mirror label')) {
      const words = element.textContent?.trim() ?? '';
      const box = element.getBoundingClientRect();
      const area = element.closest('.r-scroll_area')?.getBoundingClientRect();
      const top = Math.max(0, area?.top ?? 0);
      const bottom = Math.min(window.innerHeight, area?.bottom ?? window.innerHeight);
      if (!words || box.width < 4 || box.height < 4 || box.top < top || box.bottom > bottom) continue;
      found.push({ words, x: box.x, y: box.y, width: box.width, height: box.height });
    }
    return found;
  });
}

for (const { name, options } of [
  { name: 'at 1280 px', options: {} },
  { name: 'on a phone of three pixels to one', options: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 3 } },
])
  test(`${name} there is something drawn where each text of the document is`, async () => {
    const person = await resident(options);
    const { page } = person;
    const scale = await page.evaluate(() => window.devicePixelRatio);
    for (const hash of ['#/', '#/appeals', `#/cases/${scene.number}`, '#/settings', '#/appeals/new/kind']) {
      await visit(person, hash);
      await heading(page, /./, 1).waitFor();
      await page.getByText('正在加载，请稍候').first().waitFor({ state: 'detached' });
      await untilDrawn(page);
      const texts = await textsInSight(page);
      const pixels = readPng(await page.screenshot());
      assert.ok(texts.length > 4, `${hash} has texts`);
      const blank = texts.filter((text) => coloursIn(pixels, {
        x: text.x * scale, y: text.y * scale, width: text.width * scale, height: text.height * scale,
      }, 5) < 5);
      assert.deepEqual(blank, [], `nothing is drawn under these on ${hash}`);
    }
    await person.close();
  });

test('at 320 px (and so at 400 % zoom) every page is one column: nothing scrolls sideways', async (t) => {
  const person = await resident({ viewport: { width: 320, height: 640 } });
  const { page } = person;
  for (const one of residentPages(scene)) {
    await t.test(one.name, async () => {
      await one.go(person);
      await untilDrawn(page);
      const wide = await page.evaluate(() => {
        const out = [];
        if (document.documentElement.scrollWidth > 320) out.push(`the page is ${document.documentElement.scrollWidth} px wide`);
        for (const element of document.querySelectorAll('#mirror .n')) {
          const box = element.getBoundingClientRect();
          if (box.width > 0 && (box.left < -0.5 || box.right > 320.5))
            out.push(`${element.tagName} “${(element.getAttribute('aria-label') ?? element.textContent ?? '').slice(0, 20)}” ${box.left}…${box.right}`);
        }
        return out;
      });
      assert.deepEqual(wide, []);
    });
  }
  await person.close();
});

test('nothing happens, nothing is drawn: no frame in three seconds', async () => {
  const person = await resident();
  const { page } = person;
  await person.context.addInitScript(() => {
    const original = window.requestAnimationFrame.bind(window);
    /** @type {any} */ (window).asked = 0;
    window.requestAnimationFrame = (callback) => {
      /** @type {any} */ (window).asked += 1;
      return original(callback);
    };
  });
  const asked = () => page.evaluate(() => /** @type {any} */ (window).asked);
  for (const hash of ['#/', '#/appeals/new/kind', `#/cases/${scene.number}`]) {
    await person.open(hash);
    await heading(page, /./, 1).waitFor();
    await page.getByText('正在加载，请稍候').first().waitFor({ state: 'detached' });
    // Settled: the same count twice, half a second apart.
    let last = -1;
    await until(async () => {
      const now = await asked();
      const same = now === last;
      last = now;
      await page.waitForTimeout(500);
      return same;
    }, `${hash} comes to rest`);
    await page.waitForTimeout(3000);
    assert.equal((await asked()) - last, 0, `frames on ${hash} while nobody touches it`);
  }
  await person.close();
});

test('while somebody types, the field shows it at once, and the canvas follows in the first pause', async () => {
  const person = await resident();
  const { page } = person;
  await person.context.addInitScript(() => {
    const gl = WebGL2RenderingContext.prototype;
    const clear = gl.clear;
    /** @type {any} */ (window).pictures = 0;
    gl.clear = function counted(mask) {
      /** @type {any} */ (window).pictures += 1;
      clear.call(this, mask);
    };
  });
  const pictures = () => page.evaluate(() => /** @type {any} */ (window).pictures);
  await person.open('#/appeals/new/kind');
  await chooseKind(page);
  await textbox(page, '详细描述').click();
  // The first letter takes away what an empty field says, and tells that it is kept.
  await page.keyboard.type('L');
  await page.getByText('已自动保存').first().waitFor();
  await page.getByText('1 / 1000').waitFor();
  await page.waitForTimeout(500);
  await untilDrawn(page);
  const count = await page.getByText('1 / 1000').boundingBox();
  assert.ok(count);
  const clip = { ...count, x: count.x - 30, width: count.width + 30 };
  const one = readPng(await page.screenshot({ clip }));
  const before = await pictures();
  const words = 'amps in the stairwell are broken';
  await page.keyboard.type(words, { delay: 40 });
  const whileTyping = (await pictures()) - before;
  assert.equal(await textbox(page, '详细描述').inputValue(), `L${words}`);
  assert.ok(whileTyping < 10, `${whileTyping} pictures for ${words.length} letters`);
  await page.getByText(`${words.length + 1} / 1000`).waitFor();
  await untilDrawn(page);
  assert.ok(differing(one, readPng(await page.screenshot({ clip }))) > 20, 'the count that is drawn is the new one');
  await person.close();
});

test('words that a person marks are seen to be marked, and can be copied', async () => {
  const person = await resident();
  const { page } = person;
  await person.open('#/about');
  const text = page.locator('#mirror .r-main p.r-text').first();
  const clip = await text.boundingBox();
  assert.ok(clip);
  await untilDrawn(page);
  const plain = readPng(await page.screenshot({ clip }));
  await text.click({ clickCount: 3, position: { x: 20, y: 10 } });
  assert.equal(await page.evaluate(() => document.getSelection()?.toString().trim()), (await text.textContent())?.trim());
  await untilDrawn(page);
  const marked = readPng(await page.screenshot({ clip }));
  assert.ok(differing(plain, marked) > clip.width * 8, 'the words lie on the colour of what is marked');
  await page.mouse.click(5, 300);
  await untilDrawn(page);
  assert.ok(differing(plain, readPng(await page.screenshot({ clip }))) < 20, 'and no more when one clicks elsewhere');
  await person.close();
});

test('a lost graphics context loses no word, and everything is drawn again when it is back', async () => {
  const person = await resident();
  const { page } = person;
  await person.open('#/appeals/new/kind');
  await chooseKind(page);
  await textbox(page, '标题').fill('楼道灯坏了');
  await heading(page, '出了什么事？', 1).click();
  await page.getByText('已自动保存').first().waitFor();
  await untilDrawn(page);
  const before = readPng(await page.screenshot());
  await page.evaluate(() => {
    const gl = /** @type {HTMLCanvasElement} */ (document.querySelector('canvas')).getContext('webgl2');
    /** @type {any} */ (window).lose = gl?.getExtension('WEBGL_lose_context');
    /** @type {any} */ (window).lose.loseContext();
  });
  await textbox(page, '详细描述').fill('三天了，老人晚上不敢下楼。');
  assert.equal(await textbox(page, '标题').inputValue(), '楼道灯坏了');
  await page.evaluate(() => new Promise((done) => {
    document.querySelector('canvas')?.addEventListener('webglcontextrestored', () => done(null), { once: true });
    /** @type {any} */ (window).lose.restoreContext();
  }));
  await textbox(page, '详细描述').fill('');
  await heading(page, '出了什么事？', 1).click();
  await until(async () => {
    await untilDrawn(page);
    const now = readPng(await page.screenshot());
    return differing(before, now) < before.width * before.height * 0.01;
  }, 'the page looks as before');
  assert.equal(await textbox(page, '标题').inputValue(), '楼道灯坏了');
  await button(page, '下一步').click();
  await heading(page, '请检查以下问题').waitFor();
  await person.close();
});

test('a change of the window’s size and of the pixel ratio is drawn crisply at once', async () => {
  const person = await resident({ viewport: { width: 390, height: 844 } });
  const { page } = person;
  await person.open();
  const cdp = await person.context.newCDPSession(page);
  for (const [width, height, deviceScaleFactor] of [[820, 1180, 1], [1280, 800, 2], [640, 360, 1.5]]) {
    await cdp.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor, mobile: false });
    await until(() => page.evaluate(([w, h, ratio]) => {
      const canvas = /** @type {HTMLCanvasElement} */ (document.querySelector('canvas'));
      const box = canvas.getBoundingClientRect();
      return box.width === w && box.height === h && canvas.width === Math.round(w * ratio) && canvas.height === Math.round(h * ratio);
    }, [width, height, deviceScaleFactor]), `the canvas has one pixel for each of the screen at ${width} × ${height} × ${deviceScaleFactor}`);
  }
  await person.close();
});

test('nothing lies under a notch or a rounded corner, and a press lands where it aims', async () => {
  const person = await resident({ viewport: { width: 390, height: 844 } });
  const { page } = person;
  const cdp = await person.context.newCDPSession(page);
  await cdp.send('Emulation.setSafeAreaInsetsOverride', { insets: { top: 47, bottom: 34, left: 12, right: 8 } });
  await person.open();
  const navigation = await page.getByRole('navigation', { name: '主导航' }).boundingBox();
  const canvas = await page.locator('canvas').boundingBox();
  assert.deepEqual(canvas, { x: 12, y: 47, width: 370, height: 763 });
  assert.deepEqual([navigation?.x, (navigation?.y ?? 0) + (navigation?.height ?? 0), navigation?.width], [12, 810, 370]);
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '我的' }).click();
  await button(page, '退出登录').click();
  const dialog = page.getByRole('dialog');
  const box = await dialog.boundingBox();
  assert.ok(box && box.x >= 12 && box.x + box.width <= 382 && box.y + box.height <= 810, 'the dialog as well');
  await dialog.getByRole('button', { name: '先不退出' }).click();
  await dialog.waitFor({ state: 'detached' });
  await person.close();
});

test('a keyboard that lies over the page: the page ends above it', async () => {
  const person = await resident({ viewport: { width: 390, height: 844 } });
  const { page } = person;
  // As a browser does that keeps its page as it is when the keyboard comes.
  await page.addInitScript(() => {
    const view = Object.assign(new EventTarget(), { scale: 1, height: 844 });
    Object.defineProperty(window, 'visualViewport', { value: view });
  });
  await person.open('#/track');
  await page.evaluate(() => {
    Object.assign(window.visualViewport ?? {}, { height: 560 });
    window.visualViewport?.dispatchEvent(new Event('resize'));
  });
  await until(async () => (await page.locator('canvas').boundingBox())?.height === 560, 'the canvas ends above the keyboard');
  await until(async () => {
    const navigation = await page.getByRole('navigation', { name: '主导航' }).boundingBox();
    return navigation && navigation.y + navigation.height === 560;
  }, 'what stands at the bottom stands above the keyboard');
  await page.evaluate(() => {
    Object.assign(window.visualViewport ?? {}, { height: 844 });
    window.visualViewport?.dispatchEvent(new Event('resize'));
  });
  await until(async () => (await page.locator('canvas').boundingBox())?.height === 844, 'and is whole again without it');
  await person.close();
});
