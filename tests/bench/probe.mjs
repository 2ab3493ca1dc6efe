// What is put into a measured page, and what is read from the browser beside it. The same for the portal and its peer.
import fs from 'node:fs';
import { newPerson } from '../e2e/support/browser.mjs';

/** @typedef {import('playwright-core').Browser} Browser */
/** @typedef {import('playwright-core').Page} Page */

/** Put into every measured page before its own scripts. */
function probe() {
  const all = /** @type {any} */ (window);
  all.bench = { usable: 0, frames: 0, events: [], memory: null, glyph: { ms: 0, count: 0 } };
  const { bench } = all;
  // Told without being asked: a question from outside would be answered by the page's own thread.
  let told = false;
  const tell = () => {
    if (told || !bench.usable || !performance.getEntriesByName('first-contentful-paint').length) return;
    told = true;
    all.benchUsable?.('');
  };
  new PerformanceObserver(tell).observe({ type: 'paint', buffered: true });
  new MutationObserver((_, observer) => {
    if (!document.documentElement?.classList.contains('live')) return;
    bench.usable = performance.now();
    observer.disconnect();
    tell();
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
export async function measured(browser, url, options) {
  const person = await newPerson(browser, url, options);
  await person.context.addInitScript(probe);
  return person;
}

/**
 * A slow phone on a plain connection: 4× slower, 60 ms. Returns the session that slows it.
 * @param {Page} page
 * @param {number} [mbits] of the line, megabits a second
 */
export async function slow(page, mbits = 9) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Network.enable');
  await cdp.send('Network.emulateNetworkConditions', {
    offline: false, latency: 60, downloadThroughput: mbits * 125_000, uploadThroughput: mbits * 125_000,
  });
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  return cdp;
}

/** CPU seconds that the page's processes have used so far. @param {Browser} browser */
export async function cpuSeconds(browser) {
  const cdp = await browser.newBrowserCDPSession();
  const { processInfo } = await cdp.send('SystemInfo.getProcessInfo');
  await cdp.detach();
  return processInfo.filter(({ type }) => type === 'renderer' || type === 'GPU').reduce((sum, one) => sum + one.cpuTime, 0);
}

/** What the pages' processes hold for themselves alone, in MB. @param {Browser} browser */
export async function privateMemory(browser) {
  const cdp = await browser.newBrowserCDPSession();
  const { processInfo } = await cdp.send('SystemInfo.getProcessInfo');
  await cdp.detach();
  const kilobytes = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) =>
    Number(/RssAnon:\s+(\d+)/.exec(fs.readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? 0));
  // A renderer that waits for its first page is not the page's.
  return Math.round(Math.max(...kilobytes) / 102.4) / 10;
}

/** What WASM and JavaScript hold in a page, in MB; JavaScript's after its rubbish was collected. @param {Page} page */
export async function heaps(page) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  await cdp.detach();
  const wasm = await page.evaluate(() => /** @type {any} */ (window).bench.memory?.buffer.byteLength ?? 0);
  const megabytes = (/** @type {number} */ bytes) => Math.round(bytes / 1024 / 102.4) / 10;
  return { wasm: megabytes(wasm), script: megabytes(usedSize) };
}
