// The storage of a page as a test reaches it: what waits to be sent, what another tab would add to it, and failures of
// the database itself.

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {{key: string, text: string}} Entry an entry of the outbox as it is stored */
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

/** What is kept in the outbox, and the pictures with it. @param {Page} page @returns {Promise<{entries: Entry[], photos: string[]}>} */
export const readOutbox = (page) => page.evaluate(() => new Promise((resolve, reject) => {
  const opening = indexedDB.open('onewindow');
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const database = opening.result;
    const reading = database.transaction(['outbox', 'photos']);
    const { real } = /** @type {any} */ (window).storageFaults;
    const [outbox, photos] = [reading.objectStore('outbox'), reading.objectStore('photos')];
    const keys = outbox.getAllKeys();
    const texts = real.getAll.call(outbox);
    const pictures = photos.getAllKeys();
    reading.onabort = () => { database.close(); reject(reading.error); };
    reading.oncomplete = () => {
      database.close();
      resolve({
        entries: keys.result.map((key, at) => ({ key: String(key), text: texts.result[at] })),
        photos: pictures.result.map(String),
      });
    };
  };
}));

/** A picture that is kept. @param {Page} page @param {string} id @returns {Promise<string>} base64 */
export const readPhoto = (page, id) => page.evaluate((key) => new Promise((resolve, reject) => {
  const opening = indexedDB.open('onewindow');
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const database = opening.result;
    const asking = /** @type {any} */ (window).storageFaults.real.get.call(database.transaction(['photos']).objectStore('photos'), key);
    asking.onerror = () => reject(asking.error);
    asking.onsuccess = () => {
      database.close();
      resolve(btoa(String.fromCharCode(...new Uint8Array(asking.result.bytes))));
    };
  };
}), id);

/**
 * Keeps entries and their pictures in one transaction and tells the other tabs, as a tab does to which a person gave them.
 * @param {Page} page
 * @param {Entry[]} entries
 * @param {Photo[]} photos
 */
export const keep = (page, entries, photos) => page.evaluate((given) => new Promise((resolve, reject) => {
  const opening = indexedDB.open('onewindow');
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const database = opening.result;
    const writing = database.transaction(['outbox', 'photos'], 'readwrite', { durability: 'strict' });
    const { put } = /** @type {any} */ (window).storageFaults.real;
    for (const { id, type, base64 } of given.photos) {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)).buffer;
      put.call(writing.objectStore('photos'), { bytes, type, at: Date.now() }, id);
    }
    for (const { key, text } of given.entries) put.call(writing.objectStore('outbox'), text, key);
    writing.onabort = () => { database.close(); reject(writing.error); };
    writing.oncomplete = () => {
      database.close();
      const channel = new BroadcastChannel('onewindow');
      for (const { key } of given.entries) channel.postMessage({ verb: 'put', store: 'outbox', key });
      channel.close();
      resolve(undefined);
    };
  };
}), { entries, photos });
