// A worker's device: what it keeps is encrypted under a PIN, which can be tried five times.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { IDBFactory } from 'fake-indexeddb';
import { createStorage, DATABASE as STORAGE, OPEN_WITHIN_MS, PHOTO_STORE, TEXT_STORES, VERSION } from '../../web/bridges/storage/storage.mjs';
import { createVault, DATABASE, ROUNDS, TRIES } from '../../web/bridges/vault/vault.mjs';

/** @typedef {import('../../web/bridges/common/types.mjs').Answer} Answer */

const PLAIN = '示例老人丙 99010119451122018X';
const RIGHT = '482913';

/** A page on the device: its lock and its storage. @param {IDBFactory} indexedDB */
function page(indexedDB) {
  const vault = createVault({ indexedDB, crypto, rounds: 10 });
  const storage = createStorage({
    indexedDB, storageManager: undefined, BroadcastChannel: undefined, persistQuietly: false, vault,
    setTimeout: (run, ms) => (ms < OPEN_WITHIN_MS ? setTimeout(run, ms) : setTimeout(run, ms).unref()), clearTimeout, now: () => Date.now(),
  });
  return { vault, storage };
}

/** @param {(answer: (answer: Answer) => void) => unknown} ask @returns {Promise<Answer>} */
const answerOf = (ask) => new Promise((resolve) => { ask(resolve); });
/** @param {string[][]} operations */
const encode = (operations) => operations.flat().map((part) => `${part}\0`).join('');
/** @param {ReturnType<typeof createStorage>} storage @param {...string[]} operations */
const write = (storage, ...operations) => answerOf((a) => storage.write(encode(operations), a));

/** Everything that lies on the device, as whoever took it would read it. @param {IDBFactory} indexedDB @returns {Promise<string>} */
async function stolen(indexedDB) {
  let found = '';
  for (const [name, version, stores] of /** @type {[string, number, string[]][]} */ (
    [[STORAGE, VERSION, [...TEXT_STORES, PHOTO_STORE]], [DATABASE, 1, ['lock']]])) {
    const database = await answer(indexedDB.open(name, version));
    for (const store of stores) {
      const objects = database.transaction([store]).objectStore(store);
      const values = await answer(objects.getAll());
      for (const value of values) found += flat(value);
    }
    database.close();
  }
  return found;
}
/** @param {any} request @returns {Promise<any>} */
const answer = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});
/** @param {any} value @returns {string} */
function flat(value) {
  if (value instanceof ArrayBuffer) return new TextDecoder('utf-8').decode(value);
  if (ArrayBuffer.isView(value)) return new TextDecoder('utf-8').decode(value);
  if (value && typeof value === 'object') return Object.values(value).map(flat).join('\n');
  return `${value}\n`;
}

test('the key is stretched as long as is asked for today', () => {
  assert.ok(ROUNDS >= 600_000);
});

test('what is written under a PIN is nowhere on the device in plain, and is read again after the next unlocking', async () => {
  const indexedDB = new IDBFactory();
  const before = page(indexedDB);
  await before.vault.choose(RIGHT, 'grid-1');
  await write(before.storage, ['put', 'drafts', 'grid/grid-1', PLAIN], ['put', 'outbox', 'k', PLAIN], ['put', 'receipts', 'n', PLAIN]);
  await before.storage.putPhoto('p', new Blob([PLAIN], { type: 'image/jpeg' }));
  await before.storage.close();
  const lying = await stolen(indexedDB);
  for (const part of ['示例老人丙', '99010119451122018X', RIGHT]) assert.ok(!lying.includes(part), part);
  const after = page(indexedDB);
  assert.equal((await answerOf((a) => after.storage.list('outbox', a))).status, -1);
  await assert.rejects(after.storage.photo('p'), /locked/);
  assert.deepEqual(await after.vault.unlock(RIGHT), { is: 'open', left: TRIES, owner: 'grid-1' });
  assert.equal((await answerOf((a) => after.storage.read('drafts', 'grid/grid-1', a))).data, PLAIN);
  assert.equal((await answerOf((a) => after.storage.list('outbox', a))).data, `k\0${PLAIN}\0`);
  assert.equal(await (await after.storage.photo('p'))?.text(), PLAIN);
});

test('what lay there before the PIN is encrypted with it, nothing of it lost', async () => {
  const indexedDB = new IDBFactory();
  const { vault, storage } = page(indexedDB);
  await write(storage, ['put', 'outbox', 'k', PLAIN], ['put', 'drafts', 'me', PLAIN]);
  await storage.putPhoto('p', new Blob([PLAIN], { type: 'image/jpeg' }));
  assert.equal((await vault.state()).is, 'none');
  assert.ok((await stolen(indexedDB)).includes('示例老人丙'));
  await vault.choose(RIGHT, 'grid-1');
  await storage.sealAll();
  await storage.sealAll();  // what was interrupted goes on, what is done stays
  assert.ok(!(await stolen(indexedDB)).includes('示例老人丙'));
  assert.equal((await answerOf((a) => storage.list('outbox', a))).data, `k\0${PLAIN}\0`);
  assert.equal((await answerOf((a) => storage.read('drafts', 'me', a))).data, PLAIN);
  assert.equal(await (await storage.photo('p'))?.text(), PLAIN);
});

test('an entry is replaced only where it is what was expected, encrypted or not', async () => {
  const indexedDB = new IDBFactory();
  const { vault, storage } = page(indexedDB);
  await vault.choose(RIGHT, 'grid-1');
  await write(storage, ['put', 'outbox', 'k', 'one']);
  await write(storage, ['expect', 'outbox', 'k', 'another'], ['replace', 'outbox', 'k', 'two']);
  assert.equal((await answerOf((a) => storage.read('outbox', 'k', a))).data, 'one');
  await write(storage, ['expect', 'outbox', 'k', 'one'], ['replace', 'outbox', 'k', 'two']);
  assert.equal((await answerOf((a) => storage.read('outbox', 'k', a))).data, 'two');
  await write(storage, ['aside', 'outbox', 'k', 'beside/k']);
  assert.equal((await answerOf((a) => storage.read('outbox', 'beside/k', a))).data, 'two');
});

test('five wrong PINs, and the PIN opens nothing until its owner has signed in; what waits is still there', async () => {
  const indexedDB = new IDBFactory();
  const before = page(indexedDB);
  await before.vault.choose(RIGHT, 'grid-1');
  await write(before.storage, ['put', 'outbox', 'k', PLAIN]);
  const { vault, storage } = page(indexedDB);
  for (let left = TRIES - 1; left > 0; --left)
    assert.deepEqual(await vault.unlock('111112'), { is: 'locked', left, owner: 'grid-1' });
  assert.equal((await vault.unlock('111112')).is, 'shut');
  assert.equal((await vault.unlock(RIGHT)).is, 'shut');
  assert.equal((await page(indexedDB).vault.unlock(RIGHT)).is, 'shut');
  assert.equal((await answerOf((a) => storage.list('outbox', a))).status, -1);
  await vault.allow();
  assert.equal((await vault.unlock(RIGHT)).is, 'open');
  assert.equal((await answerOf((a) => storage.list('outbox', a))).data, `k\0${PLAIN}\0`);
});

test('a try is used up before it is known whether it was right: who pulls the plug gains nothing', async () => {
  const indexedDB = new IDBFactory();
  await page(indexedDB).vault.choose(RIGHT, 'grid-1');
  for (let left = TRIES - 1; left > 0; --left) {
    const slow = Object.create(crypto, {
      subtle: { value: Object.assign(Object.create(crypto.subtle), {
        importKey: () => new Promise(() => {}),  // the device dies here
      }) },
    });
    createVault({ indexedDB, crypto: slow, rounds: 10 }).unlock('111112');
    await new Promise((resolve) => { setTimeout(resolve, 30); });
    assert.equal((await page(indexedDB).vault.state()).left, left);
  }
});

test('a right PIN gives all tries back', async () => {
  const indexedDB = new IDBFactory();
  await page(indexedDB).vault.choose(RIGHT, 'grid-1');
  const { vault } = page(indexedDB);
  await vault.unlock('111112');
  assert.equal((await vault.unlock(RIGHT)).left, TRIES);
  assert.equal((await page(indexedDB).vault.state()).left, TRIES);
});

/** A database that has no room: whatever is written is given up. @param {IDBFactory} indexedDB @returns {any} */
function full(indexedDB) {
  return {
    open: (/** @type {string} */ name, /** @type {number} */ version) => {
      const opening = indexedDB.open(name, version);
      opening.addEventListener('success', () => {
        const { result } = opening;
        const real = result.transaction.bind(result);
        Object.assign(result, { transaction: (/** @type {any} */ stores, /** @type {any} */ mode, /** @type {any} */ options) => {
          const made = real(stores, mode, options);
          if (mode === 'readwrite') {
            Object.defineProperty(made, 'error', { value: new DOMException('full', 'QuotaExceededError') });
            queueMicrotask(() => made.abort());
          }
          return made;
        } });
      }, { once: true });
      return opening;
    },
  };
}

/** @returns {any} a page's localStorage */
function notes() {
  /** @type {Map<string, string>} */
  const kept = new Map();
  return {
    getItem: (/** @type {string} */ name) => kept.get(name) ?? null,
    setItem: (/** @type {string} */ name, /** @type {string} */ value) => void kept.set(name, value),
    removeItem: (/** @type {string} */ name) => void kept.delete(name),
  };
}

test('a device without any room opens with the right PIN, and wrong ones are counted all the same', async () => {
  const indexedDB = new IDBFactory();
  await page(indexedDB).vault.choose(RIGHT, 'grid-1');
  const beside = notes();
  const vaultOf = (/** @type {IDBFactory} */ database) => createVault({ indexedDB: database, crypto, beside: () => beside, rounds: 10 });
  assert.deepEqual(await vaultOf(full(indexedDB)).unlock('111112'), { is: 'locked', left: TRIES - 1, owner: 'grid-1' });
  assert.equal((await vaultOf(full(indexedDB)).unlock(RIGHT)).is, 'open');
  // One with room, the others without: five are five, and then the right one opens nothing.
  await vaultOf(indexedDB).unlock('111112');
  for (let left = TRIES - 2; left > 0; --left)
    assert.deepEqual(await vaultOf(full(indexedDB)).unlock('111112'), { is: 'locked', left, owner: 'grid-1' });
  assert.equal((await vaultOf(full(indexedDB)).unlock('111112')).is, 'shut');
  assert.equal((await vaultOf(full(indexedDB)).unlock(RIGHT)).is, 'shut');
  assert.equal((await vaultOf(indexedDB).unlock(RIGHT)).is, 'shut');
  // Its worker has signed in, and there is no room for that either.
  await vaultOf(full(indexedDB)).allow();
  assert.equal((await vaultOf(full(indexedDB)).unlock('111112')).left, TRIES - 1);
  assert.equal((await vaultOf(full(indexedDB)).unlock(RIGHT)).is, 'open');
  assert.equal((await vaultOf(indexedDB).unlock('111112')).left, TRIES - 1);
  assert.equal((await vaultOf(indexedDB).unlock(RIGHT)).left, TRIES);
});

test('where a try can be counted nowhere, no PIN is tried, and it is said that the device is full', async () => {
  const indexedDB = new IDBFactory();
  await page(indexedDB).vault.choose(RIGHT, 'grid-1');
  const beside = Object.assign(notes(), { setItem: () => { throw new DOMException('full', 'QuotaExceededError'); } });
  const vault = createVault({ indexedDB: full(indexedDB), crypto, beside: () => beside, rounds: 10 });
  await assert.rejects(vault.unlock(RIGHT), { name: 'QuotaExceededError' });
  assert.equal(vault.open, false);
});

test('a PIN is six digits, and is chosen once', async () => {
  const { vault } = page(new IDBFactory());
  for (const bad of ['', '12345', '1234567', '12345a', '１２３４５６']) await assert.rejects(vault.choose(bad, 'grid-1'), bad);
  await vault.choose(RIGHT, 'grid-1');
  await assert.rejects(vault.choose('222333', 'grid-2'));
});

test('what is sealed for one store opens in no other', async () => {
  const { vault } = page(new IDBFactory());
  await vault.choose(RIGHT, 'grid-1');
  const sealed = await vault.seal('outbox', new TextEncoder().encode('x'));
  await assert.rejects(vault.unseal('drafts', sealed));
});
