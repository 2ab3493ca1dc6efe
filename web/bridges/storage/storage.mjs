// What must survive a reload: drafts, what waits to be sent, receipts, photos. IndexedDB.
//
// Failures are answers, never exceptions, and name themselves:
//   full         the device has no room (QuotaExceededError)
//   unavailable  the browser gives no storage (private mode, switched off, damaged, newer data than this program)
//   blocked      another tab holds an older version of the database open
// Photos that could not be stored stay in memory, so that they can at least be sent while the page is open.

import { failure } from '../common/types.mjs';
import { isSealed } from '../vault/vault.mjs';

/** @typedef {import('../common/types.mjs').AnswerFunction} AnswerFunction */
/** @typedef {import('../vault/vault.mjs').Sealed} Sealed */
/** @typedef {{bytes: ArrayBuffer | Sealed, type: string, at?: number}} StoredPhoto at: when it was kept; older programs did not say */
/** @typedef {{verb: string, store: string, key: string, value: string}} Operation */
/** @typedef {Operation & {kept: string | Sealed}} Kept an operation, and its value as it is stored */

export const DATABASE = 'onewindow';
export const VERSION = 1;
export const TEXT_STORES = ['drafts', 'outbox', 'receipts', 'settings'];
export const PHOTO_STORE = 'photos';
const STORES = [...TEXT_STORES, PHOTO_STORE];
const VERBS = ['put', 'delete', 'delete-with', 'require', 'expect', 'replace', 'aside'];
/** Verbs that write nothing by themselves that other tabs hear of. */
const QUIET = ['delete-with', 'require', 'expect', 'aside'];

/** Less free room than this, and the person is told before anything is lost. */
export const LOW_BYTES = 30 * 1024 * 1024;

/** A photo that nothing refers to may belong to a form that is being filled in; after this long it does not. */
export const SWEEP_AFTER_MS = 7 * 24 * 3600 * 1000;

/** Waits before one text is read again that could not be read. */
export const REREAD_AFTER_MS = [250, 1_000];

/** Some browsers never say that they cannot open the database. */
export const OPEN_WITHIN_MS = 10_000;

/**
 * @typedef {object} StorageEnvironment
 * @property {IDBFactory | undefined} indexedDB
 * @property {StorageManager | undefined} storageManager
 * @property {(typeof BroadcastChannel) | undefined} BroadcastChannel
 * @property {boolean} persistQuietly whether asking for lasting storage shows no prompt in this browser
 * @property {(run: () => void, ms: number) => any} setTimeout
 * @property {(timer: any) => void} clearTimeout
 * @property {() => number} now milliseconds since 1970
 * @property {import('../vault/vault.mjs').Vault | null} [vault] what encrypts, where the device has a PIN
 */

/** @param {unknown} error */
export function errorName(error) {
  const name = error && typeof error === 'object' && 'name' in error ? String(error.name) : '';
  if (name === 'QuotaExceededError') return 'full';
  if (name === 'BlockedError') return 'blocked';
  return 'unavailable';
}

/**
 * Operations of one transaction as the program writes them: verb, store, key, value, each ended by NUL.
 * @param {string} text
 * @returns {Operation[]}
 */
export function parseOperations(text) {
  const parts = text.split('\0');
  /** @type {Operation[]} */
  const operations = [];
  for (let at = 0; at + 3 < parts.length; at += 4) {
    const [verb, store, key, value] = parts.slice(at, at + 4);
    if (VERBS.includes(verb) && STORES.includes(store))
      operations.push({ verb, store, key, value });
  }
  return operations;
}

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
function result(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * @param {IDBTransaction} transaction
 * @returns {Promise<void>}
 */
function committed(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}

const encoder = new TextEncoder();

/**
 * @param {StorageEnvironment} environment
 */
export function createStorage(environment) {
  const { vault } = environment;
  /** @type {Promise<IDBDatabase> | null} */
  let opening = null;
  /** @type {Map<string, StoredPhoto>} */
  const photosInMemory = new Map();
  /** Writes go one after the other, in the order they were asked for. */
  let queue = Promise.resolve();
  /** @type {BroadcastChannel | null} */
  let channel = null;
  let askedToPersist = false;

  /** @returns {Promise<IDBDatabase>} */
  function open() {
    opening ??= new Promise((resolve, reject) => {
      const tooLong = environment.setTimeout(
        () => reject(new DOMException('not opened in time', 'TimeoutError')), OPEN_WITHIN_MS);
      /** @type {(done: () => void) => void} */
      const settle = (done) => { environment.clearTimeout(tooLong); done(); };
      if (!environment.indexedDB) {
        settle(() => reject(new DOMException('no IndexedDB', 'NotSupportedError')));
        return;
      }
      const request = environment.indexedDB.open(DATABASE, VERSION);
      request.onupgradeneeded = () => {
        for (const store of STORES)
          if (!request.result.objectStoreNames.contains(store)) request.result.createObjectStore(store);
      };
      request.onblocked = () => settle(() => reject(new DOMException('an older tab is open', 'BlockedError')));
      request.onerror = () => settle(() => reject(request.error));
      request.onsuccess = () => {
        const database = request.result;
        // A newer program in another tab, or the browser itself, may need the database: let go and open it again
        // at the next use.
        database.onversionchange = () => { database.close(); opening = null; };
        database.onclose = () => { opening = null; };
        settle(() => resolve(database));
      };
    });
    // A failure is not remembered: storage may work the next time.
    opening.catch(() => { opening = null; });
    return opening;
  }

  /**
   * @template T
   * @param {string[]} stores
   * @param {IDBTransactionMode} mode
   * @param {(transaction: IDBTransaction) => Promise<T> | T} work
   * @returns {Promise<T>}
   */
  async function transact(stores, mode, work) {
    for (let attempt = 0; ; ++attempt) {
      const database = await open();
      try {
        const transaction = database.transaction(
          stores, mode, mode === 'readwrite' ? { durability: 'strict' } : undefined);
        const done = committed(transaction);
        done.catch(() => {});
        const value = await work(transaction);
        await done;
        return value;
      } catch (error) {
        // What lies under the page may die and come back, with or without saying so: one fresh connection is tried.
        // A transaction that failed has written nothing, so it may be repeated.
        if (attempt > 0 || errorName(error) === 'full') throw error;
        database.close();
        opening = null;
      }
    }
  }

  /**
   * @param {() => Promise<void>} work
   */
  function inOrder(work) {
    queue = queue.then(work, work);
    return queue;
  }

  /** A value as it is stored: encrypted where the device has a PIN. @param {string} store @param {string} value */
  const sealed = async (store, value) => (vault?.open ? vault.seal(store, encoder.encode(value)) : value);

  /** What was sealed. Fails while the device is locked, or where it was encrypted by another program. @param {string} store @param {Sealed} value */
  const opened = (store, value) => /** @type {import('../vault/vault.mjs').Vault} */ (vault).unseal(store, value);

  /**
   * A stored value as it was written; nothing where there is none. Fails while the device is locked.
   * @param {string} store @param {unknown} value @returns {Promise<string | undefined>}
   */
  async function unsealed(store, value) {
    if (!isSealed(value)) return typeof value === 'string' ? value : undefined;
    return new TextDecoder().decode(await opened(store, value));
  }

  /** Encrypting takes longer than a transaction waits: it is done before. @param {Operation[]} operations @returns {Promise<Kept[]>} */
  const prepared = (operations) => Promise.all(operations.map(async (operation) => {
    const { verb, store, value } = operation;
    const stored = verb === 'put' || verb === 'replace';
    const compared = verb === 'expect' && vault?.open;
    return {
      ...operation,
      kept: stored ? await sealed(store, value) : compared ? await vault.mark(encoder.encode(value)) : value,
    };
  }));

  /**
   * Writes everything or nothing.
   * @param {string} operationText see parseOperations
   * @param {AnswerFunction} answer
   */
  function write(operationText, answer) {
    const operations = parseOperations(operationText);
    return inOrder(async () => {
      let gone = false;
      try {
        const stores = [...new Set(operations.map((operation) => operation.store))];
        const all = await prepared(operations);
        if (stores.length)
          await transact(stores, 'readwrite', (transaction) => {
            /** What is there is replaced only where it is this text, or where it is sealed, has this mark. */
            let expected = { text: '', mark: '' };
            for (const { verb, store, key, value, kept } of all) {
              const objects = transaction.objectStore(store);
              if (verb === 'put') objects.put(kept, key);
              else if (verb === 'delete') objects.delete(key);
              else if (verb === 'delete-with') {
                const owner = transaction.objectStore('outbox').getKey(value);
                owner.onsuccess = () => {
                  if (owner.result === undefined) return;
                  objects.delete(key);
                  photosInMemory.delete(key);
                };
              }
              else if (verb === 'require') {
                const found = objects.getKey(key);
                found.onsuccess = () => {
                  if (found.result !== undefined) return;
                  gone = true;
                  transaction.abort();
                };
              }
              else if (verb === 'expect') expected = { text: value, mark: String(kept) };
              else if (verb === 'aside') {
                const found = objects.get(key);
                found.onsuccess = () => { if (found.result !== undefined) objects.put(found.result, value); };
              }
              else {
                const [found, wanted] = [objects.get(key), expected];
                found.onsuccess = () => {
                  const same = isSealed(found.result) ? found.result.mark === wanted.mark : found.result === wanted.text;
                  if (same) objects.put(kept, key);
                };
              }
            }
          });
        for (const { verb, store, key } of operations) {
          if (verb === 'delete' && store === PHOTO_STORE) photosInMemory.delete(key);
          if (TEXT_STORES.includes(store) && !QUIET.includes(verb))
            channel?.postMessage({ verb: verb === 'delete' ? 'delete' : 'put', store, key });
        }
        if (operations.some((operation) => operation.store === 'outbox' && operation.verb === 'put')) askToPersist();
        answer({ status: 0 });
      } catch (error) {
        answer(failure(gone ? 'gone' : errorName(error)));
      }
    });
  }

  /**
   * Reads again what stumbled; fails only after the third time. A browser without storage will not get one.
   * @template T
   * @param {() => Promise<T>} work
   * @returns {Promise<T>}
   */
  async function patiently(work) {
    for (let tries = 0; ; ++tries) {
      try {
        return await work();
      } catch (error) {
        if (tries === REREAD_AFTER_MS.length || !environment.indexedDB) throw error;
        await new Promise((resolve) => { environment.setTimeout(() => resolve(undefined), REREAD_AFTER_MS[tries]); });
      }
    }
  }

  /**
   * One text. A key that is not there is answered with `meta.found` 0; a failure only after the third one.
   * @param {string} store
   * @param {string} key
   * @param {AnswerFunction} answer
   */
  async function read(store, key, answer) {
    try {
      const text = await patiently(async () => unsealed(store, await transact([store], 'readonly', (transaction) =>
        result(transaction.objectStore(store).get(key)))));
      answer({ status: 0, meta: { found: text === undefined ? 0 : 1 }, data: text ?? '' });
    } catch (error) {
      answer(failure(errorName(error)));
    }
  }

  /**
   * Every text of a store, in the order of its keys: key and value, each ended by NUL (JSON text has none).
   * @param {string} store
   * @param {AnswerFunction} answer
   */
  async function list(store, answer) {
    try {
      const [keys, values] = await transact([store], 'readonly', (transaction) => {
        const objects = transaction.objectStore(store);
        return Promise.all([result(objects.getAllKeys()), result(objects.getAll())]);
      });
      const texts = await Promise.all(values.map((value) => unsealed(store, value)));
      let data = '';
      keys.forEach((key, index) => {
        if (texts[index] !== undefined) data += `${key}\0${texts[index]}\0`;
      });
      answer({ status: 0, meta: { count: keys.length }, data });
    } catch (error) {
      answer(failure(errorName(error)));
    }
  }

  /**
   * Keeps a photo. When the device refuses, it stays in memory and the error is returned.
   * @param {string} localId
   * @param {Blob} blob
   * @returns {Promise<string>} '' or the error
   */
  async function putPhoto(localId, blob) {
    const bytes = await blob.arrayBuffer();
    /** @type {StoredPhoto} */
    const photo = { bytes, type: blob.type, at: environment.now() };
    let error = '';
    await inOrder(async () => {
      try {
        const stored = vault?.open ? { ...photo, bytes: await vault.seal(PHOTO_STORE, new Uint8Array(bytes)) } : photo;
        // Bytes, not the Blob: WebKit in private mode cannot store Blobs.
        await transact([PHOTO_STORE], 'readwrite', (transaction) => {
          transaction.objectStore(PHOTO_STORE).put(stored, localId);
        });
        photosInMemory.delete(localId);
      } catch (caught) {
        error = errorName(caught);
        photosInMemory.set(localId, photo);
      }
    });
    return error;
  }

  /** Forgets a photo. @param {string} localId */
  function dropPhoto(localId) {
    return inOrder(async () => {
      photosInMemory.delete(localId);
      await transact([PHOTO_STORE], 'readwrite', (transaction) => {
        transaction.objectStore(PHOTO_STORE).delete(localId);
      }).catch(() => {}); // what stays is swept at the next start
    });
  }

  /**
   * A photo; null where there is none. One that cannot be read at the moment is not one that is gone: that fails.
   * @param {string} localId
   * @returns {Promise<Blob | null>}
   */
  async function photo(localId) {
    /** @type {StoredPhoto | undefined} */
    const stored = photosInMemory.get(localId) ?? await patiently(() => transact([PHOTO_STORE], 'readonly', (transaction) =>
      result(transaction.objectStore(PHOTO_STORE).get(localId))));
    if (!stored) return null;
    const bytes = isSealed(stored.bytes) ? await opened(PHOTO_STORE, stored.bytes) : stored.bytes;
    return new Blob([bytes], { type: stored.type });
  }

  /**
   * Removes photos that nothing has referred to for days (a draft thrown away before its photos were finished, …).
   * @param {string} keepText keys to keep, each ended by NUL
   * @param {AnswerFunction} answer
   */
  function sweepPhotos(keepText, answer) {
    const keep = new Set(keepText.split('\0'));
    return inOrder(async () => {
      try {
        await transact([PHOTO_STORE], 'readwrite', async (transaction) => {
          const objects = transaction.objectStore(PHOTO_STORE);
          for (const key of await result(objects.getAllKeys())) {
            if (keep.has(String(key))) continue;
            /** @type {StoredPhoto | undefined} */
            const found = await result(objects.get(key));
            const now = environment.now();
            // A clock that was set back makes nothing old; what an older program kept is dated from now on.
            if (found && found.at === undefined) objects.put({ ...found, at: now }, key);
            else if (!found || now - (found.at ?? now) >= SWEEP_AFTER_MS) objects.delete(key);
          }
        });
        answer({ status: 0 });
      } catch (error) {
        answer(failure(errorName(error)));
      }
    });
  }

  /**
   * How much room is left: `meta.free` and `meta.used` in bytes (-1 where the browser does not say) and `meta.low`.
   * @param {AnswerFunction} answer
   */
  async function estimate(answer) {
    let free = -1;
    let used = -1;
    try {
      const found = await environment.storageManager?.estimate?.();
      if (found?.quota !== undefined && found.usage !== undefined) {
        used = found.usage;
        free = Math.max(0, found.quota - found.usage);
      }
    } catch {
      // Not said is an answer too.
    }
    answer({ status: 0, meta: { free, used, low: free >= 0 && free < LOW_BYTES ? 1 : 0 } });
  }

  /**
   * Encrypts what lies here from before there was a PIN. Each entry by itself: what is interrupted goes on the next
   * time, and what was changed meanwhile is encrypted already.
   * \pre the vault is open
   */
  function sealAll() {
    return inOrder(async () => {
      for (const store of STORES) {
        const keys = await transact([store], 'readonly', (transaction) => result(transaction.objectStore(store).getAllKeys()));
        for (const key of keys) {
          const value = await transact([store], 'readonly', (transaction) => result(transaction.objectStore(store).get(key)));
          const plain = typeof value === 'string' ? encoder.encode(value)
            : value?.bytes instanceof ArrayBuffer ? new Uint8Array(value.bytes) : null;
          if (!plain || !vault) continue;
          const kept = await vault.seal(store, plain);
          await transact([store], 'readwrite', (transaction) => {
            transaction.objectStore(store).put(typeof value === 'string' ? kept : { ...value, bytes: kept }, key);
          });
        }
      }
    });
  }

  /** Forgets all texts of a store whose keys begin so. @param {string} store @param {string} prefix */
  function forget(store, prefix) {
    return inOrder(() => transact([store], 'readwrite', async (transaction) => {
      const objects = transaction.objectStore(store);
      for (const key of await result(objects.getAllKeys())) if (String(key).startsWith(prefix)) objects.delete(key);
    }));
  }

  function askToPersist() {
    if (askedToPersist || !environment.persistQuietly) return;
    askedToPersist = true;
    environment.storageManager?.persist?.().catch(() => {});
  }

  /**
   * Reports what other tabs write: `meta.event` = `storage`, with verb, store and key.
   * @param {AnswerFunction} report
   */
  function listen(report) {
    if (!environment.BroadcastChannel) return;
    channel = new environment.BroadcastChannel(DATABASE);
    channel.onmessage = ({ data }) => {
      if (data && TEXT_STORES.includes(data.store))
        report({ more: true, meta: { event: 'storage', verb: data.verb, store: data.store, key: String(data.key) } });
    };
  }

  /** Once the writes asked for so far are done. @returns {Promise<void>} */
  const settled = () => queue;

  /** For tests: lets go of the database. */
  async function close() {
    await settled();
    channel?.close();
    if (opening) (await opening).close();
    opening = null;
  }

  /** Opens the database before anybody asks; whoever asks is told if that failed. */
  const prepare = () => void open().catch(() => {});

  return { prepare, write, read, list, putPhoto, dropPhoto, photo, sweepPhotos, estimate, listen, settled, sealAll, forget, close };
}
