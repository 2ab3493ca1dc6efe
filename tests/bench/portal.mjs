// In a browser: how soon it can be used, what it costs at rest, how fast it answers; the portal and its peer in turns.
import { button, heading } from '../e2e/support/journey.mjs';
import { until } from '../e2e/support/wait.mjs';
import { cpuSeconds, heaps, measured, privateMemory, slow } from './probe.mjs';
import { percentile } from './report.mjs';
import { residentWith } from './sides.mjs';
import { medians } from './turns.mjs';

/** @typedef {import('./report.mjs').Row} Row */
/** @typedef {import('./sides.mjs').Side} Side */
/** @typedef {import('playwright-core').Browser} Browser */
/** @typedef {import('playwright-core').Page} Page */

/**
 * Opens Home and tells when something was painted, when a press on what is painted is taken, and when the portal's own
 * drawing (the peer's mounted page) stands.
 * @param {Page} page
 * @param {import('playwright-core').CDPSession} cdp told by the page itself (probe.mjs)
 * @param {string} url
 */
async function startTimes(page, cdp, url) {
  const told = new Promise((done) => cdp.once('Runtime.bindingCalled', done));
  await page.goto(url, { waitUntil: 'commit' });
  await told;
  const { result } = await cdp.send('Runtime.evaluate', { returnByValue: true, expression: `(() => {
    const paint = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN;
    const links = performance.getEntriesByName('links-lead-in')[0]?.startTime ?? bench.usable;
    const late = performance.getEntriesByType('mark').filter(({ name }) => name === 'rest-late' || name === 'text-late').length;
    return { paint, press: Math.max(paint, links), drawn: bench.usable, late };
  })()` });
  return result.value;
}

/** @param {Browser} browser @param {Side[]} sides @param {number} rounds @returns {Promise<Row[]>} */
export async function measureStart(browser, sides, rounds) {
  const of = await medians(sides, rounds, async ({ server: { url } }) => {
    const person = await measured(browser, url, { viewport: { width: 390, height: 844 } });
    const cdp = await slow(person.page);
    await cdp.send('Runtime.enable');
    await cdp.send('Runtime.addBinding', { name: 'benchUsable' });
    const cold = await startTimes(person.page, cdp, `${url}/`);
    let warm = cold;
    // The code cache is filled after the second use; what counts is a visitor who comes back.
    for (let visit = 0; visit < 2; ++visit) {
      await person.page.goto('about:blank');
      warm = await startTimes(person.page, cdp, `${url}/`);
    }
    await person.context.close();
    return {
      coldPaint: cold.paint, coldPress: cold.press, coldDrawn: cold.drawn,
      warmPaint: warm.paint, warmPress: warm.press, warmDrawn: warm.drawn,
      late: cold.late + warm.late,
    };
  });
  const note = `4× slower CPU, 9 Mbit/s, 60 ms; median of ${rounds}`;
  const row = (/** @type {string} */ what, /** @type {string} */ name, /** @type {number | undefined} */ ratio = undefined) =>
    ({ what, figure: of('ours', name), peer: of('peer', name), unit: 'ms', ratio, note });
  return [
    row('first contentful paint, first visit', 'coldPaint', 1),
    row('interactive, first visit: a press is taken', 'coldPress', 0.7),
    row('drawn by the program, first visit', 'coldDrawn', 1.2),
    row('first contentful paint, repeat visit', 'warmPaint', 1),
    row('interactive, repeat visit: a press is taken', 'warmPress', 0.7),
    row('drawn by the program, repeat visit', 'warmDrawn', 1.3),
    { what: 'the rest of the program needed before the first page stands', figure: of('ours', 'late'), unit: '', most: 0,
      note: './dev boot-list lists what the first page runs' },
  ];
}

/**
 * What a page that came to rest costs the browser, in frames and in percent of one CPU.
 * @param {Browser} browser
 * @param {Page} page
 * @param {number} seconds
 */
async function atRest(browser, page, seconds) {
  const frames = () => page.evaluate(() => /** @type {any} */ (window).bench.frames);
  let last = -1;
  await until(async () => {
    const now = await frames();
    const same = now === last;
    last = now;
    await page.waitForTimeout(1000);
    return same;
  }, 'the page comes to rest');
  // The engine collects the rubbish of the start some seconds later.
  await page.waitForTimeout(8000);
  const before = { frames: await frames(), cpu: await cpuSeconds(browser) };
  await page.waitForTimeout(seconds * 1000);
  const after = { cpu: await cpuSeconds(browser), frames: await frames() };
  return { frames: after.frames - before.frames, cpu: (100 * (after.cpu - before.cpu)) / seconds };
}

/** @param {() => Promise<Browser>} newBrowser @param {Side[]} sides @param {number} seconds @returns {Promise<Row[]>} */
export async function measureIdle(newBrowser, sides, seconds) {
  let glyph = { ms: 0, count: 0 };
  const of = await medians(sides, 1, async (side) => {
    const browser = await newBrowser();
    const person = await measured(browser, side.server.url);
    const { page } = person;
    await person.open();
    await side.homeCame(page);
    const rest = await atRest(browser, page, seconds);
    if (side.name === 'ours') glyph = await page.evaluate(() => /** @type {any} */ (window).bench.glyph);
    await browser.close();
    return rest;
  });
  const browser = await newBrowser();
  const { page } = await measured(browser, sides[0].server.url);
  await page.goto('about:blank');
  const empty = await atRest(browser, page, seconds);
  return [
    { what: `frames drawn in ${seconds} idle seconds`, figure: of('ours', 'frames'), peer: of('peer', 'frames'), unit: '', most: 0 },
    { what: `CPU over ${seconds} idle seconds`, figure: of('ours', 'cpu', 2), peer: of('peer', 'cpu', 2), unit: '%', most: 0.5,
      note: `page and GPU process; an empty page: ${empty.cpu.toFixed(2)} %` },
    { what: 'glyph drawn by the browser', figure: glyph.count ? Math.round((glyph.ms / glyph.count) * 1000) : null, unit: 'µs',
      note: `draw, measure, read back; ${glyph.count} glyphs for Home` },
  ];
}

/**
 * Durations of what a person did; what the browser does not list took less than 16 ms.
 * @param {Page} page
 * @param {number} count
 */
async function eventTimes(page, count) {
  await page.evaluate(() => new Promise((done) => setTimeout(done, 300)));
  /** @type {{name: string, ms: number}[]} */
  const events = await page.evaluate(() => /** @type {any} */ (window).bench.events.splice(0));
  const times = events.filter(({ name }) => /^(click|keydown|pointerdown|pointerup|keyup|input)$/.test(name)).map(({ ms }) => ms);
  while (times.length < count) times.push(8);
  return percentile(times, 95);
}

/** A person's pace in ms: over a thing before it is pressed, held down, before the next one; from key to key. */
const PACE = { over: 80, held: 60, next: 250, key: 80 };

/** As a hand does it: there, down, up, and a look at what came of it. @param {import('playwright-core').Locator} place */
async function press(place) {
  const page = place.page();
  await place.scrollIntoViewIfNeeded();
  const box = await place.boundingBox();
  if (!box) throw new Error(`nothing to press: ${place}`);
  await page.mouse.move(box.x + Math.min(20, box.width / 2), box.y + box.height / 2);
  await page.waitForTimeout(PACE.over);
  await page.mouse.down();
  await page.waitForTimeout(PACE.held);
  await page.mouse.up();
  await page.waitForTimeout(PACE.next);
}

/** @param {Browser} browser @param {Side[]} sides @param {number} rounds @returns {Promise<Row[]>} */
export async function measureAnswers(browser, sides, rounds) {
  const of = await medians(sides, rounds, async (side) => {
    const api = await residentWith(side, 0);
    const person = await measured(browser, side.server.url);
    await person.context.addCookies([api.asCookie()]);
    const { page } = person;
    await person.open();
    await side.homeCame(page);
    await eventTimes(page, 0);
    for (let round = 0; round < 6; ++round)
      for (const name of ['诉求', '办事', '我的', '首页']) {
        await press(side.tab(page, name));
        await page.waitForFunction((title) => document.title.startsWith(title), name === '我的' ? '我的办件' : name);
      }
    const change = await eventTimes(page, 24);
    await person.open('#/appeals/new/kind');
    await eventTimes(page, 0);
    for (let round = 0; round < 4; ++round)
      for (const kind of ['咨询', '求助', '投诉', '建议', '表扬']) await press(side.kind(page, kind));
    const tap = await eventTimes(page, 20);
    await press(button(page, '下一步'));
    await press(side.text(page));
    await eventTimes(page, 0);
    const words = 'The lamps in the stairwell are broken, and two old people are afraid to go out. '.repeat(2);
    await page.keyboard.type(words, { delay: PACE.key });
    const type = await eventTimes(page, words.length);
    await person.context.close();
    return { tap, type, change };
  });
  const row = (/** @type {string} */ what, /** @type {string} */ name) =>
    ({ what: `interaction to next paint, ${what}, p95`, figure: of('ours', name), peer: of('peer', name), unit: 'ms', most: 50,
      note: `at a person’s pace: held ${PACE.held} ms, a key each ${PACE.key} ms` });
  return [row('tap', 'tap'), row('type', 'type'), row('page change', 'change')];
}

/**
 * To the end of the list, as fast as its parts come, then back to its start. A list that stays as it is for half a minute
 * is an error: what is measured afterwards would not be the whole list.
 * @param {Page} page
 * @param {number} total
 */
async function loadWholeList(page, total) {
  const reached = await page.evaluate(async (count) => {
    const area = [...document.querySelectorAll('main div')].find((one) =>
      one.scrollHeight > one.clientHeight + 10 && /auto|scroll/.test(getComputedStyle(one).overflowY)) ?? document.documentElement;
    let last = 0;
    for (let moved = performance.now(); last < count && performance.now() - moved < 30_000;) {
      area.scrollTop = area.scrollHeight;
      await new Promise((done) => setTimeout(done, 10));
      const now = Number([...document.querySelectorAll('[aria-posinset]')].at(-1)?.getAttribute('aria-posinset'));
      if (now > last) moved = performance.now();
      last = now;
    }
    area.scrollTop = 0;
    /** @type {any} */ (window).bench.area = area;
    return last;
  }, total);
  if (reached < total) throw new Error(`the list came to its ${reached}th case of ${total} and stayed there`);
}

/** Frames of scrolling by hand, as one flings through the list. @param {Page} page @param {number} seconds */
function scrollFrames(page, seconds) {
  return page.evaluate(async (length) => {
    const { area } = /** @type {any} */ (window).bench;
    const times = [];
    const end = performance.now() + length * 1000;
    let before = performance.now();
    while (before < end) {
      const now = await new Promise((done) => requestAnimationFrame(() => done(performance.now())));
      times.push(now - before);
      before = now;
      area.scrollTop += 120;
    }
    return times.slice(1);
  }, seconds);
}

/**
 * A browser of its own, so that what its processes hold is this page's, with a resident of so many cases at Home.
 * @param {() => Promise<Browser>} newBrowser
 * @param {Side} side
 * @param {number} count
 */
async function withCases(newBrowser, side, count) {
  const api = await residentWith(side, count);
  const browser = await newBrowser();
  const person = await measured(browser, side.server.url, { viewport: { width: 390, height: 844 } });
  await person.context.addCookies([api.asCookie()]);
  await person.open();
  await side.homeCame(person.page);
  const wholeList = async () => {
    await person.open('#/mine');
    await heading(person.page, /共/).waitFor();
    await loadWholeList(person.page, count);
  };
  return { browser, page: person.page, wholeList };
}

/** @param {() => Promise<Browser>} newBrowser @param {Side[]} sides @param {number} count @returns {Promise<Row[]>} */
export async function measureList(newBrowser, sides, count) {
  const of = await medians(sides, 1, async (side) => {
    const { browser, page, wholeList } = await withCases(newBrowser, side, count);
    const home = await privateMemory(browser);
    await wholeList();
    const times = await scrollFrames(page, 5);
    const full = await privateMemory(browser);
    await browser.close();
    return { home, full, long: times.filter((ms) => ms > 50).length, worst: percentile(times, 99) };
  });
  const note = `list of ${count} cases, all of it loaded`;
  const row = (/** @type {string} */ what, /** @type {string} */ name, /** @type {string} */ unit, /** @type {number} */ digits, more = {}) =>
    ({ what, figure: of('ours', name, digits), peer: of('peer', name, digits), unit, ...more });
  return [
    row('frames over 50 ms in 5 s of scrolling', 'long', '', 0, { note }),
    row('frame while scrolling, p99', 'worst', 'ms', 0, { note }),
    row('memory of the page’s process, Home', 'home', 'MB', 1),
    row('memory of the page’s process, list', 'full', 'MB', 1, { note }),
  ];
}

/**
 * What the program holds: the portal's WASM memory, and for both the memory of JavaScript.
 * @param {() => Promise<Browser>} newBrowser
 * @param {Side[]} sides
 * @param {number} count
 * @returns {Promise<Row[]>}
 */
export async function measureHeap(newBrowser, sides, count) {
  const of = await medians(sides, 1, async (side) => {
    const { browser, page, wholeList } = await withCases(newBrowser, side, count);
    const home = await heaps(page);
    await wholeList();
    const full = await heaps(page);
    await browser.close();
    return { wasmHome: home.wasm, wasmFull: full.wasm, scriptHome: home.script, scriptFull: full.script };
  });
  const cases = `${count} cases in the list`;
  const few = count < 10_000 ? 'fewer than the 10 000 of the budget' : undefined;
  return [
    { what: 'WASM heap, Home', figure: of('ours', 'wasmHome', 1), unit: 'MB' },
    { what: `WASM heap, ${cases}`, figure: of('ours', 'wasmFull', 1), unit: 'MB', most: 32, note: few },
    { what: 'JavaScript heap, Home', figure: of('ours', 'scriptHome', 1), peer: of('peer', 'scriptHome', 1), unit: 'MB' },
    { what: `JavaScript heap, ${cases}`, figure: of('ours', 'scriptFull', 1), peer: of('peer', 'scriptFull', 1), unit: 'MB' },
  ];
}
