// The portal in a browser: how soon it can be used, what it costs at rest, how fast it answers.
import { randomUUID } from 'node:crypto';
import { Api, freshPhone } from '../e2e/support/api.mjs';
import { newPerson, untilReady } from '../e2e/support/browser.mjs';
import { button, heading, link, radio, textbox } from '../e2e/support/journey.mjs';
import { until } from '../e2e/support/wait.mjs';
import { percentile } from './report.mjs';

/** @typedef {import('./report.mjs').Row} Row */
/** @typedef {import('playwright-core').Browser} Browser */
/** @typedef {import('playwright-core').Page} Page */

const PEER = 'its budget is relative to the Vue + Vant page: needs the peer (issue 3)';

/** Put into every measured page before its own scripts. */
function probe() {
  const all = /** @type {any} */ (window);
  all.bench = { usable: 0, frames: 0, events: [], memory: null, glyph: { ms: 0, count: 0 } };
  const { bench } = all;
  new MutationObserver((_, observer) => {
    if (!document.documentElement?.classList.contains('live')) return;
    bench.usable = performance.now();
    observer.disconnect();
  }).observe(document, { attributes: true, subtree: true, attributeFilter: ['class'] });
  const raf = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (callback) => {
    bench.frames += 1;
    return raf(callback);
  };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) bench.events.push({ name: entry.name, ms: entry.duration, at: entry.startTime });
  }).observe(/** @type {any} */ ({ type: 'event', buffered: true, durationThreshold: 16 }));
  const keep = (/** @type {any} */ result) => {
    const exported = (result.instance ?? result).exports;
    bench.memory = Object.values(exported).find((one) => one instanceof WebAssembly.Memory) ?? bench.memory;
    return result;
  };
  for (const name of /** @type {const} */ (['instantiate', 'instantiateStreaming'])) {
    const original = /** @type {any} */ (WebAssembly)[name].bind(WebAssembly);
    /** @type {any} */ (WebAssembly)[name] = (/** @type {any[]} */ ...args) => original(...args).then(keep);
  }
  for (const type of /** @type {any[]} */ ([window.OffscreenCanvasRenderingContext2D, window.CanvasRenderingContext2D]))
    for (const name of ['fillText', 'getImageData', 'measureText']) {
      const original = type.prototype[name];
      type.prototype[name] = function timed(/** @type {any} */ ...args) {
        const start = performance.now();
        const result = original.apply(this, args);
        bench.glyph.ms += performance.now() - start;
        if (name === 'fillText') bench.glyph.count += 1;
        return result;
      };
    }
}

/** @param {Browser} browser @param {string} url @param {import('playwright-core').BrowserContextOptions} [options] */
async function measured(browser, url, options) {
  const person = await newPerson(browser, url, options);
  await person.context.addInitScript(probe);
  return person;
}

/** A slow phone on a plain connection: 4× slower, 9 Mbit/s, 60 ms. @param {Page} page */
async function slow(page) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Network.enable');
  await cdp.send('Network.emulateNetworkConditions', {
    offline: false, latency: 60, downloadThroughput: 9e6 / 8, uploadThroughput: 9e6 / 8,
  });
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
}

/** @param {Page} page */
async function startTimes(page) {
  await untilReady(page);
  return page.evaluate(() => ({
    paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN,
    usable: /** @type {any} */ (window).bench.usable,
  }));
}

/** @param {Browser} browser @param {string} url @returns {Promise<Row[]>} */
export async function measureStart(browser, url) {
  const cold = [];
  const warm = [];
  for (let round = 0; round < 3; ++round) {
    const person = await measured(browser, url, { viewport: { width: 390, height: 844 } });
    await slow(person.page);
    await person.page.goto(`${url}/`);
    cold.push(await startTimes(person.page));
    // The code cache is filled after the second use; what counts is a visitor who comes back.
    for (const last of [false, true]) {
      await person.page.goto('about:blank');
      await person.page.goto(`${url}/`);
      const times = await startTimes(person.page);
      if (last) warm.push(times);
    }
    await person.context.close();
  }
  const middle = (/** @type {number[]} */ values) => Math.round(percentile(values, 50));
  return [
    { what: 'first contentful paint, first visit, throttled', figure: middle(cold.map((one) => one.paint)), unit: 'ms', note: PEER },
    { what: 'interactive, first visit, throttled', figure: middle(cold.map((one) => one.usable)), unit: 'ms', note: PEER },
    { what: 'first contentful paint, repeat visit, throttled', figure: middle(warm.map((one) => one.paint)), unit: 'ms', note: PEER },
    { what: 'interactive, repeat visit, throttled', figure: middle(warm.map((one) => one.usable)), unit: 'ms', note: PEER },
  ];
}

/** CPU seconds that the page's processes have used so far. @param {Browser} browser */
async function cpuSeconds(browser) {
  const cdp = await browser.newBrowserCDPSession();
  const { processInfo } = await cdp.send('SystemInfo.getProcessInfo');
  await cdp.detach();
  return processInfo.filter(({ type }) => type === 'renderer' || type === 'GPU').reduce((sum, one) => sum + one.cpuTime, 0);
}

/** @param {Browser} browser @param {string} url @param {number} seconds @returns {Promise<Row[]>} */
export async function measureIdle(browser, url, seconds) {
  const person = await measured(browser, url);
  const { page } = person;
  await person.open();
  await heading(page, '社区通知').waitFor();
  const frames = () => page.evaluate(() => /** @type {any} */ (window).bench.frames);
  let last = -1;
  await until(async () => {
    const now = await frames();
    const same = now === last;
    last = now;
    await page.waitForTimeout(1000);
    return same;
  }, 'the page comes to rest');
  const before = { frames: await frames(), cpu: await cpuSeconds(browser) };
  await page.waitForTimeout(seconds * 1000);
  const after = { frames: await frames(), cpu: await cpuSeconds(browser) };
  const glyph = await page.evaluate(() => /** @type {any} */ (window).bench.glyph);
  await person.context.close();
  const percent = Math.round(((after.cpu - before.cpu) / seconds) * 10_000) / 100;
  return [
    { what: `frames drawn in ${seconds} idle seconds`, figure: after.frames - before.frames, unit: '', most: 0 },
    { what: `CPU over ${seconds} idle seconds (page and GPU process)`, figure: percent, unit: '%', most: 0.5 },
    { what: 'glyph drawn by the browser (draw, measure, read back)', figure: glyph.count ? Math.round((glyph.ms / glyph.count) * 1000) : null,
      unit: 'µs', note: `${glyph.count} glyphs for Home` },
  ];
}

/** @param {Browser} browser @param {string} url @returns {Promise<Row[]>} */
export async function measureAnswers(browser, url) {
  const api = await new Api(url).signIn(freshPhone());
  const person = await measured(browser, url);
  await person.context.addCookies([api.asCookie()]);
  const { page } = person;
  await person.open();
  /** Durations of what people did; what the browser does not list took less than 16 ms. @param {number} count */
  const take = async (count) => {
    await page.evaluate(() => new Promise((done) => setTimeout(done, 300)));
    /** @type {{name: string, ms: number}[]} */
    const events = await page.evaluate(() => /** @type {any} */ (window).bench.events.splice(0));
    const slowest = events.filter(({ name }) => /^(click|keydown|pointerdown|pointerup|keyup|input)$/.test(name)).map(({ ms }) => ms);
    while (slowest.length < count) slowest.push(8);
    return slowest;
  };
  await take(0);
  const navigation = page.getByRole('navigation', { name: '主导航' });
  for (let round = 0; round < 6; ++round)
    for (const name of ['诉求', '办事', '我的', '首页']) {
      await navigation.getByRole('link', { name }).click();
      await page.waitForFunction((title) => document.title.startsWith(title), name === '我的' ? '我的办件' : name);
    }
  const pages = await take(24);
  await person.open('#/appeals/new/kind');
  const kinds = ['咨询', '求助', '投诉', '建议', '表扬'];
  await take(0);
  for (let round = 0; round < 4; ++round) for (const kind of kinds) await radio(page, '诉求类型', kind).click();
  const taps = await take(20);
  await button(page, '下一步').click();
  await textbox(page, '详细描述').click();
  await take(0);
  await page.keyboard.type('The lamps in the stairwell are broken, and two old people are afraid to go out. '.repeat(2), { delay: 15 });
  const keys = await take(160);
  await person.context.close();
  const row = (/** @type {string} */ what, /** @type {number[]} */ values) =>
    ({ what: `interaction to next paint, ${what}, p95`, figure: Math.round(percentile(values, 95)), unit: 'ms', most: 50, note: `${values.length} events` });
  return [row('tap', taps), row('type', keys), row('page change', pages)];
}

/**
 * Files many cases for one resident, a few at a time.
 * @param {Api} api
 * @param {number} count
 */
async function fileMany(api, count) {
  let left = count;
  const one = async () => {
    while (left-- > 0) await api.file({ title: `路灯不亮 ${randomUUID().slice(0, 8)}` });
  };
  await Promise.all(Array.from({ length: 16 }, one));
}

/** @param {Browser} browser @param {string} url @param {number} count @returns {Promise<Row[]>} */
export async function measureHeap(browser, url, count) {
  const api = await new Api(url).signIn(freshPhone());
  await fileMany(api, count);
  const person = await measured(browser, url);
  await person.context.addCookies([api.asCookie()]);
  const { page } = person;
  const heap = () => page.evaluate(() => {
    const { memory } = /** @type {any} */ (window).bench;
    return memory ? Math.round(memory.buffer.byteLength / 1024 / 102.4) / 10 : null;
  });
  await person.open();
  await link(page, '我要反映').waitFor();
  const home = await heap();
  await person.open('#/mine');
  await heading(page, new RegExp(`共 ${count} 件`.replace(/\d+/, (digits) => `[\\d,\\s]*${digits.at(-1)}`))).waitFor();
  // To the end of the list, as fast as the next part comes.
  await page.evaluate(async (total) => {
    const area = [...document.querySelectorAll('main div')].find((one) => one.scrollHeight > one.clientHeight + 10);
    if (!area) return;
    for (let tries = 0; tries < 40_000; ++tries) {
      area.scrollTop = area.scrollHeight;
      await new Promise((done) => setTimeout(done, 10));
      const last = [...document.querySelectorAll('[aria-posinset]')].at(-1)?.getAttribute('aria-posinset');
      if (Number(last) >= total) return;
    }
  }, count);
  const full = await heap();
  await person.context.close();
  return [
    { what: 'WASM heap, Home', figure: home, unit: 'MB' },
    { what: `WASM heap, ${count} cases in the list`, figure: full, unit: 'MB', most: 32, note: count < 10_000 ? 'fewer than the 10 000 of the budget' : undefined },
  ];
}
