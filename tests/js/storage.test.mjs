import assert from 'node:assert/strict';
import { test } from 'node:test';
import { IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import { holdOutboxLock } from '../../web/bridges/storage/lock.mjs';
import { createStorage, errorName, parseOperations } from '../../web/bridges/storage/storage.mjs';

/** @typedef {import('../../web/bridges/common/types.mjs').Answer} Answer */

/** @param {Partial<import('../../web/bridges/storage/storage.mjs').StorageEnvironment>} [given] */
function device(given) {
  return createStorage({
    indexedDB: new IDBFactory(), storageManager: undefined, BroadcastChannel: undefined, persistQuietly: false,
    ...given,
  });
}

/**
 * The answer of one request.
 * @param {(answer: (answer: Answer) => void) => unknown} ask
 * @returns {Promise<Answer>}
 */
const answerOf = (ask) => new Promise((resolve) => { ask(resolve); });

/** @param {string[][]} operations */
const encode = (operations) => operations.flat().map((part) => `${part}\0`).join('');

test('What was typed is there again after the page is opened anew', async () => {
  const indexedDB = new IDBFactory();
  const before = device({ indexedDB });
  assert.equal((await answerOf((a) => before.write(encode([['put', 'drafts', 'me', '{"title":"灯"}']]), a))).status, 0);
  await before.close();
  const after = device({ indexedDB });
  const found = await answerOf((a) => after.read('drafts', 'me', a));
  assert.deepEqual(found, { status: 0, meta: { found: 1 }, data: '{"title":"灯"}' });
});

test('What is not there is said to be not there', async () => {
  const storage = device();
  assert.equal((await answerOf((a) => storage.read('drafts', 'nobody', a))).meta?.found, 0);
  assert.equal((await answerOf((a) => storage.list('outbox', a))).data, '');
});

test('A filing enters the outbox and its draft goes in one step', async () => {
  const storage = device();
  await answerOf((a) => storage.write(encode([['put', 'drafts', 'me', 'draft']]), a));
  await answerOf((a) => storage.write(encode([['put', 'outbox', 'k', 'filing'], ['delete', 'drafts', 'me', '']]), a));
  assert.equal((await answerOf((a) => storage.list('outbox', a))).data, 'k\0filing\0');
  assert.equal((await answerOf((a) => storage.read('drafts', 'me', a))).meta?.found, 0);
});

test('Writes take effect in the order in which they were asked for', async () => {
  const storage = device();
  const answers = [];
  for (let i = 0; i < 20; ++i)
    answers.push(answerOf((a) => storage.write(encode([['put', 'drafts', 'me', `revision ${i}`]]), a)));
  await Promise.all(answers);
  assert.equal((await answerOf((a) => storage.read('drafts', 'me', a))).data, 'revision 19');
});

test('A full device is named, and the photo can still be sent while the page is open', async () => {
  const storage = device();
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = () => { throw new DOMException('no room', 'QuotaExceededError'); };
  try {
    assert.equal(await storage.putPhoto('p1', new Blob(['pixels'], { type: 'image/jpeg' })), 'full');
    const refused = await answerOf((a) => storage.write(encode([['put', 'drafts', 'me', 'x']]), a));
    assert.deepEqual(refused, { status: -1, meta: { error: 'full' } });
  } finally {
    IDBObjectStore.prototype.put = put;
  }
  const photo = await storage.photo('p1');
  assert.equal(await photo?.text(), 'pixels');
  assert.equal(photo?.type, 'image/jpeg');
  assert.equal((await answerOf((a) => storage.write(encode([['put', 'drafts', 'me', 'y']]), a))).status, 0);
});

test('A browser without storage is an answer, not a crash', async () => {
  const storage = device({ indexedDB: undefined });
  for (const ask of [
    (/** @type {(answer: Answer) => void} */ a) => storage.read('drafts', 'me', a),
    (/** @type {(answer: Answer) => void} */ a) => storage.list('outbox', a),
    (/** @type {(answer: Answer) => void} */ a) => storage.write(encode([['put', 'drafts', 'me', 'x']]), a),
    (/** @type {(answer: Answer) => void} */ a) => storage.sweepPhotos('', a),
  ])
    assert.deepEqual(await answerOf(ask), { status: -1, meta: { error: 'unavailable' } });
  assert.equal(await storage.putPhoto('p', new Blob(['x'])), 'unavailable');
  assert.ok(await storage.photo('p'));
});

test('When a newer program needs the database this one lets go and opens it again', async () => {
  const indexedDB = new IDBFactory();
  const storage = device({ indexedDB });
  await answerOf((a) => storage.write(encode([['put', 'drafts', 'me', 'x']]), a));
  await new Promise((resolve, reject) => {
    const request = indexedDB.open('onewindow', 2);
    request.onsuccess = () => { request.result.close(); resolve(undefined); };
    request.onerror = reject;
    request.onblocked = reject;
  });
  // The stored version is newer than this program now.
  assert.equal((await answerOf((a) => storage.read('drafts', 'me', a))).meta?.error, 'unavailable');
});

test('Photos that nothing refers to are swept, the others stay', async () => {
  const storage = device();
  for (const id of ['a', 'b', 'c']) await storage.putPhoto(id, new Blob([id]));
  await answerOf((a) => storage.sweepPhotos('a\0c\0', a));
  assert.equal(await (await storage.photo('a'))?.text(), 'a');
  assert.equal(await storage.photo('b'), null);
  assert.ok(await storage.photo('c'));
});

test('A nearly full device is noticed before something is lost', async () => {
  const manager = (/** @type {number} */ usage) =>
    /** @type {StorageManager} */ (/** @type {unknown} */ ({ estimate: async () => ({ quota: 100e6, usage }) }));
  const roomy = await answerOf((a) => device({ storageManager: manager(10e6) }).estimate(a));
  assert.deepEqual(roomy.meta, { free: 90e6, used: 10e6, low: 0 });
  const tight = await answerOf((a) => device({ storageManager: manager(95e6) }).estimate(a));
  assert.equal(tight.meta?.low, 1);
  const silent = await answerOf((a) => device().estimate(a));
  assert.deepEqual(silent.meta, { free: -1, used: -1, low: 0 });
});

test('Another tab hears what was written, with the photos left out', async () => {
  const name = `test-${process.pid}`;
  class Channel extends BroadcastChannel { constructor() { super(name); } }
  const given = { indexedDB: new IDBFactory(), BroadcastChannel: /** @type {any} */ (Channel) };
  const writer = device(given);
  const reader = device(given);
  writer.listen(() => assert.fail('a tab does not hear itself'));
  const heard = answerOf((a) => reader.listen(a));
  await answerOf((a) => writer.write(encode([['delete', 'photos', 'p', ''], ['put', 'outbox', 'k', 'v']]), a));
  assert.deepEqual((await heard).meta, { event: 'storage', verb: 'put', store: 'outbox', key: 'k' });
  await writer.close();
  await reader.close();
});

test('Operations on unknown stores are left out', () => {
  assert.deepEqual(parseOperations('put\0drafts\0a\0b\0put\0passwords\0a\0b\0erase\0drafts\0a\0\0'),
    [{ verb: 'put', store: 'drafts', key: 'a', value: 'b' }]);
  assert.deepEqual(parseOperations(''), []);
});

test('Errors of browsers get names that the program can word', () => {
  assert.equal(errorName(new DOMException('', 'QuotaExceededError')), 'full');
  assert.equal(errorName(new DOMException('', 'BlockedError')), 'blocked');
  assert.equal(errorName(new DOMException('', 'SecurityError')), 'unavailable');
  assert.equal(errorName(null), 'unavailable');
  assert.equal(errorName('?'), 'unavailable');
});

test('One tab at a time holds the outbox; without locks every tab may', async () => {
  /** @type {unknown[]} */
  const said = [];
  const report = (/** @type {Answer} */ answer) => said.push(answer.meta?.held);
  holdOutboxLock(undefined, report);
  assert.deepEqual(said, [1]);

  /** @type {((error: Error) => void)[]} */
  const steal = [];
  const locks = /** @type {LockManager} */ (/** @type {unknown} */ ({
    request: (/** @type {string} */ _name, /** @type {() => Promise<void>} */ run) => {
      run();
      return new Promise((_resolve, reject) => { steal.push(reject); });
    },
  }));
  holdOutboxLock(locks, report);
  steal[0](new Error('stolen'));
  await new Promise((resolve) => { setTimeout(resolve, 0); });
  assert.deepEqual(said, [1, 1, 0]);
});
