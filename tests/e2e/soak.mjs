// Random input for a while (./dev soak): what the page holds stays flat, nothing is reported on the console, and the
// document stays what is drawn. Ends by itself.
// Usage: node tests/e2e/soak.mjs [seconds, 600] [--seed N]
import { Api, freshPhone } from './support/api.mjs';
import { launch, newPerson, untilReady } from './support/browser.mjs';
import { driftFindings } from './support/drawn.mjs';
import { png } from './support/pictures.mjs';
import { startServer } from './support/server.mjs';
import { untilDrawn } from './support/wait.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {{wasm: number, script: number, nodes: number, listeners: number, textures: number, pixels: number}} Held */

const seconds = Number(process.argv[2] ?? 600);
const seedAt = process.argv.indexOf('--seed');
const seed = seedAt > 0 ? Number(process.argv[seedAt + 1]) : Date.now() % 1_000_000;
/** A figure is taken so often, at rest on Home. */
const EVERY = Math.max(10, Math.min(30, seconds / 12)) * 1000;

/** How much each figure may be over that of the first third of the run in its last third. */
const LIMITS = { wasm: { times: 1, plus: 8 }, script: { times: 1.3, plus: 2 }, nodes: { times: 1.2, plus: 150 },
  listeners: { times: 1.2, plus: 40 }, textures: { times: 1.2, plus: 4 }, pixels: { times: 1.3, plus: 2 } };

/** Numbers from 0 to 1, the same for the same seed (mulberry32). @param {number} from */
function random(from) {
  let state = from >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
const next = random(seed);
/** @template T @param {T[]} list @returns {T} */
const one = (list) => list[Math.floor(next() * list.length)];

/** Counts textures and their size (in megapixels) as the page makes and drops them. */
function countTextures() {
  const { prototype } = window.WebGL2RenderingContext;
  const held = { count: 0, pixels: 0 };
  Object.assign(window, { textures: held });
  /** @type {WeakMap<WebGLTexture, number>} */
  const sizes = new WeakMap();
  /** @type {WebGLTexture | null} */
  let bound = null;
  const { createTexture, deleteTexture, bindTexture, texImage2D } = prototype;
  prototype.createTexture = function create() {
    held.count += 1;
    return createTexture.call(this);
  };
  prototype.deleteTexture = function drop(texture) {
    if (texture && sizes.get(texture) !== undefined) held.pixels -= sizes.get(texture) ?? 0;
    if (texture) held.count -= 1;
    deleteTexture.call(this, texture);
  };
  prototype.bindTexture = function bind(target, texture) {
    bound = texture;
    bindTexture.call(this, target, texture);
  };
  prototype.texImage2D = /** @type {any} */ (function fill(/** @type {any} */ ...args) {
    const [width, height] = args.length > 6 ? [args[3], args[4]] : [args[5]?.width ?? 0, args[5]?.height ?? 0];
    if (bound) {
      held.pixels += (width * height) / 1e6 - (sizes.get(bound) ?? 0);
      sizes.set(bound, (width * height) / 1e6);
    }
    return /** @type {any} */ (texImage2D).apply(this, args);
  });
  window.print = () => undefined;
}

const TEXTS = ['路灯不亮', '三号楼二单元 电梯', '😀👍', 'The lamps are broken', '𠮷野家 龘靐', '   ', '13800000001', 'ａｂｃ１２３', '<b>&amp;', '很长的一句话'.repeat(30)];
const KEYS = ['Tab', 'Tab', 'Tab', 'Shift+Tab', 'Enter', 'Space', 'Escape', 'ArrowDown', 'ArrowUp', 'PageDown', 'Home', 'End', 'Control+a', 'Backspace'];
const PAGES = ['#/', '#/services', '#/appeals', '#/appeals/new/kind', '#/mine', '#/settings', '#/track', '#/notices', '#/help', '#/search?q=灯', '#/council', '#/no/such'];
const SIZES = [[390, 844], [320, 640], [820, 1180], [1280, 800], [844, 390]];

/** A place in the window where something can be pressed. @param {Page} page */
function placesToPress(page) {
  return page.evaluate(() => [...document.querySelectorAll('#mirror a[href^="#"], #mirror button, #mirror input, #mirror textarea')]
    .map((element) => element.getBoundingClientRect())
    .filter((box) => box.width > 2 && box.left >= 0 && box.right <= window.innerWidth && box.top >= 0 && box.bottom <= window.innerHeight)
    .map((box) => [box.left + box.width / 2, box.top + box.height / 2]));
}

/** @type {[number, (page: Page) => Promise<unknown>][]} how often, and what */
const DEEDS = [
  [40, async (page) => {
    const places = await placesToPress(page);
    if (places.length) await page.mouse.click(...(/** @type {[number, number]} */ (one(places))));
  }],
  [20, (page) => page.keyboard.press(one(KEYS))],
  [12, (page) => page.keyboard.insertText(one(TEXTS))],
  [12, (page) => page.mouse.wheel(0, (next() - 0.4) * 1500)],
  [8, (page) => page.evaluate((hash) => { window.location.hash = hash; }, one(PAGES))],
  [3, (page) => page.evaluate(() => window.history.back())],
  [2, (page) => page.setViewportSize({ width: one(SIZES)[0], height: one(SIZES)[1] })],
  [2, (page) => page.mouse.move(next() * 300, next() * 600)],
  [1, async (page) => {
    await page.context().setOffline(true);
    await page.waitForTimeout(400);
    await page.context().setOffline(false);
  }],
];
const WEIGHT = DEEDS.reduce((sum, [often]) => sum + often, 0);

/** @param {Page} page */
async function doSomething(page) {
  let left = next() * WEIGHT;
  for (const [often, deed] of DEEDS) {
    left -= often;
    if (left < 0) return deed(page);
  }
  return undefined;
}

/** At rest on Home, after a garbage collection. @param {Page} page @param {import('playwright-core').CDPSession} cdp @returns {Promise<Held>} */
async function held(page, cdp) {
  await page.keyboard.press('Escape');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.evaluate(() => { window.location.hash = '#/'; });
  await page.waitForTimeout(1500);
  await untilDrawn(page);
  await cdp.send('HeapProfiler.collectGarbage');
  const { metrics } = await cdp.send('Performance.getMetrics');
  const of = (/** @type {string} */ name) => metrics.find((metric) => metric.name === name)?.value ?? 0;
  const own = await page.evaluate(() => {
    const all = /** @type {any} */ (window);
    return { wasm: all.oneWindow.HEAPU8.byteLength / 1048576, count: all.textures.count, pixels: all.textures.pixels };
  });
  return { wasm: own.wasm, script: of('JSHeapUsedSize') / 1048576, nodes: of('Nodes'), listeners: of('JSEventListeners'), textures: own.count, pixels: own.pixels };
}

/** @param {Held[]} all @returns {string[]} */
function growth(all) {
  const third = Math.max(1, Math.floor(all.length / 3));
  return Object.entries(LIMITS).flatMap(([name, { times, plus }]) => {
    const key = /** @type {keyof Held} */ (name);
    const middle = (/** @type {Held[]} */ part) => part.map((figure) => figure[key]).sort((a, b) => a - b)[Math.floor(part.length / 2)];
    const [before, after] = [middle(all.slice(0, third)), middle(all.slice(-third))];
    return after > before * times + plus ? [`${name} grew from ${before.toFixed(1)} to ${after.toFixed(1)}`] : [];
  });
}

const server = await startServer('[limits]\nfilings_per_hour = 0\n[server]\nlog_requests = false\n');
const browser = await launch();
/** @type {string[]} */
const problems = [];
try {
  const api = await new Api(server.url).signIn(freshPhone());
  for (let count = 0; count < 20; ++count) await api.file({ attachments: [await api.upload()] });
  const person = await newPerson(browser, server.url, { viewport: { width: 390, height: 844 } });
  await person.context.addInitScript(countTextures);
  await person.context.addCookies([api.asCookie()]);
  const { page } = person;
  page.on('filechooser', (chooser) => chooser.setFiles([{ name: 'a.png', mimeType: 'image/png', buffer: png(200, 150) }]).catch(() => undefined));
  page.on('dialog', (dialog) => dialog.accept().catch(() => undefined));
  await person.open();
  const cdp = await person.context.newCDPSession(page);
  await cdp.send('Performance.enable');
  console.log(`seed ${seed}, ${seconds} s`);
  /** @type {Held[]} */
  const figures = [];
  let deeds = 0;
  const start = Date.now();
  let due = start + EVERY;
  while (Date.now() - start < seconds * 1000) {
    await doSomething(page);
    deeds += 1;
    if (Date.now() < due) continue;
    due = Date.now() + EVERY;
    // Whoever signed out by chance signs in again.
    if (!(await api.call('GET', '/session')).account) await api.signIn(freshPhone());
    await person.context.addCookies([api.asCookie()]);
    await untilReady(page);
    figures.push(await held(page, cdp));
    problems.push(...(await driftFindings(page)).map((finding) => `after ${deeds} deeds: ${finding}`));
    const now = /** @type {Held} */ (figures.at(-1));
    console.log(`${String(Math.round((Date.now() - start) / 1000)).padStart(5)} s  ${deeds} deeds  ` +
      Object.entries(now).map(([name, figure]) => `${name} ${figure.toFixed(1)}`).join('  '));
  }
  problems.push(...growth(figures), ...person.problems);
  await person.context.close();
} finally {
  await browser.close();
  await server.stop();
}
for (const problem of problems) console.error(problem);
console.log(problems.length ? `${problems.length} findings with seed ${seed}` : 'nothing found');
process.exitCode = problems.length ? 1 : 0;
