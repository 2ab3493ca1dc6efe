// The device under a page as a test reaches it: what waits to be sent, what another tab would add to it, failures of the
// database itself, a clock that jumps, and no room.
import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from './server.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').BrowserContext} Context */
/** @typedef {{key: string, text: string}} Entry an entry of the outbox as it was written */
/** @typedef {{id: string, type: string, base64: string}} Photo */

/**
 * To be run before the page's own scripts: the next reads and writes can be made to fail, as a database does that loses
 * what lies under it. The transaction is given up, nothing of it is written.
 */
export function makeStorageFallible() {
  const objects = IDBObjectStore.prototype;
  const real = { get: objects.get, getAll: objects.getAll, put: objects.put };
  const faults = { reads: 0, writes: 0, real };
  Object.assign(window, { storageFaults: faults });
  for (const [name, kind] of /** @type {['get' | 'getAll' | 'put', 'reads' | 'writes'][]} */ ([['get', 'reads'], ['getAll', 'reads'], ['put', 'writes']])) {
    /** @type {any} */ (objects)[name] = function (/** @type {any[]} */ ...given) {
      const request = /** @type {any} */ (real[name]).apply(this, given);
      if (faults[kind] > 0) {
        faults[kind] -= 1;
        this.transaction.abort();
      }
      return request;
    };
  }
}

/** @param {Page} page @param {{reads?: number, writes?: number}} faults how many of the next ones fail */
export const failStorage = (page, faults) =>
  page.evaluate((next) => void Object.assign(/** @type {any} */ (window).storageFaults, next), faults);

/** To be run before the page's own scripts: the clock of all its tabs can be moved. */
export function makeClockMovable() {
  const Real = Date;
  const now = () => {
    try {
      return Real.now() + Number(localStorage.getItem('clock moved by') ?? 0);
    } catch {
      return Real.now();  // a page without storage
    }
  };
  window.Date = new Proxy(Real, {
    construct: (target, given, made) => Reflect.construct(target, given.length ? given : [now()], made),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  });
}

/** To be run before the page's own scripts: few frames are drawn, for where nobody looks at them software is slow to draw. */
export function drawRarely() {
  const real = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (callback) => Number(setTimeout(() => real(callback), 250));
  window.cancelAnimationFrame = (timer) => clearTimeout(timer);
}

/** The device's clock is wrong by so much from now on. @param {Page} page @param {number} ms */
export const moveClock = (page, ms) => page.evaluate((by) => localStorage.setItem('clock moved by', String(by)), ms);

/**
 * How much room a device has for a street, as long as somebody holds the line to it.
 * @param {Context} context
 * @param {string} origin of the street
 * @returns {Promise<(page: Page | null, more?: number) => Promise<void>>} so much beyond what it uses, as one of its pages
 *   knows; without a page as much as there is
 */
export async function roomOf(context, origin) {
  const cdp = await context.newCDPSession(await context.newPage());
  return async (page, more = 0) => {
    const used = await page?.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);
    const quota = used === undefined ? {} : { quotaSize: Math.max(1, used + more) };
    await cdp.send('Storage.overrideQuotaForOrigin', { origin, ...quota });
  };
}

/** What encrypts on a device with a PIN, as the page has it (web/bridges/vault). */
const VAULT = fs.readFileSync(path.join(ROOT, 'web/bridges/vault/vault.mjs'), 'utf8').replace(/^export /gm, '');

/** Lets the functions below read and write as a page does to which the PIN was told. @param {Page} page @param {string} pin */
export const openVault = (page, pin) => page.evaluate(`(async () => {
  ${VAULT}
  const vault = createVault({ indexedDB, crypto, beside: () => localStorage });
  const told = await vault.unlock(${JSON.stringify(pin)});
  if (!vault.open) throw new Error('the PIN did not open it: ' + JSON.stringify(told));
  window.deviceVault = vault;
})()`);

/** What is kept in the outbox, and the pictures with it. @param {Page} page @returns {Promise<{entries: Entry[], photos: string[]}>} */
export const readOutbox = (page) => page.evaluate(async () => {
  /** @type {IDBDatabase} */
  const database = await new Promise((resolve, reject) => {
    const opening = indexedDB.open('onewindow');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => resolve(opening.result);
  });
  const { storageFaults: { real }, deviceVault } = /** @type {any} */ (window);
  const reading = database.transaction(['outbox', 'photos']);
  const [outbox, photos] = [reading.objectStore('outbox'), reading.objectStore('photos')];
  const keys = outbox.getAllKeys();
  const texts = real.getAll.call(outbox);
  const pictures = photos.getAllKeys();
  await new Promise((resolve, reject) => {
    reading.onabort = () => reject(reading.error);
    reading.oncomplete = () => resolve(undefined);
  }).finally(() => database.close());
  const opened = (/** @type {any} */ text) =>
    typeof text === 'string' ? text : deviceVault.unseal('outbox', text).then((/** @type {ArrayBuffer} */ bytes) => new TextDecoder().decode(bytes));
  return {
    entries: await Promise.all(keys.result.map(async (key, at) => ({ key: String(key), text: await opened(texts.result[at]) }))),
    photos: pictures.result.map(String),
  };
});

/** A picture that is kept. @param {Page} page @param {string} id @returns {Promise<string>} base64 */
export const readPhoto = (page, id) => page.evaluate(async (key) => {
  /** @type {IDBDatabase} */
  const database = await new Promise((resolve, reject) => {
    const opening = indexedDB.open('onewindow');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => resolve(opening.result);
  });
  const { storageFaults: { real }, deviceVault } = /** @type {any} */ (window);
  const { bytes } = await new Promise((resolve, reject) => {
    const asking = real.get.call(database.transaction(['photos']).objectStore('photos'), key);
    asking.onerror = () => reject(asking.error);
    asking.onsuccess = () => resolve(asking.result);
  });
  database.close();
  const open = new Uint8Array(bytes instanceof ArrayBuffer ? bytes : await deviceVault.unseal('photos', bytes));
  return btoa(Array.from(open, (byte) => String.fromCharCode(byte)).join(''));
}, id);

/**
 * Keeps entries and their pictures in one transaction and tells the other tabs, as a tab does to which a person gave them.
 * @param {Page} page
 * @param {Entry[]} entries
 * @param {Photo[]} photos
 * @returns {Promise<boolean>} false: the device has no room, and nothing was kept
 */
export const keep = (page, entries, photos) => page.evaluate(async (given) => {
  /** @type {IDBDatabase} */
  const database = await new Promise((resolve, reject) => {
    const opening = indexedDB.open('onewindow');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => resolve(opening.result);
  });
  const { storageFaults: { real: { put } }, deviceVault } = /** @type {any} */ (window);
  const pictures = await Promise.all(given.photos.map(async ({ id, type, base64 }) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    return { id, kept: { bytes: deviceVault ? await deviceVault.seal('photos', bytes) : bytes.buffer, type, at: Date.now() } };
  }));
  const texts = await Promise.all(given.entries.map(async ({ key, text }) =>
    ({ key, kept: deviceVault ? await deviceVault.seal('outbox', new TextEncoder().encode(text)) : text })));
  const writing = database.transaction(['outbox', 'photos'], 'readwrite', { durability: 'strict' });
  for (const { id, kept } of pictures) put.call(writing.objectStore('photos'), kept, id);
  for (const { key, kept } of texts) put.call(writing.objectStore('outbox'), kept, key);
  const error = await new Promise((resolve) => {
    writing.onabort = () => resolve(writing.error ?? new Error('given up'));
    writing.oncomplete = () => resolve(null);
  });
  database.close();
  if (error?.name === 'QuotaExceededError') return false;
  if (error) throw error;
  const channel = new BroadcastChannel('onewindow');
  for (const { key } of given.entries) channel.postMessage({ verb: 'put', store: 'outbox', key });
  channel.close();
  return true;
}, { entries, photos });
