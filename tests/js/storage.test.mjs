import assert from 'node:assert/strict';
import { test } from 'node:test';
import { IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import { ANSWER_WITHIN_MS, createOutboxLock } from '../../web/bridges/storage/lock.mjs';
import { createStorage, errorName, OPEN_WITHIN_MS, parseOperations, REREAD_AFTER_MS, SWEEP_AFTER_MS } from '../../web/bridges/storage/storage.mjs';

/** @typedef {import('../../web/bridges/common/types.mjs').Answer} Answer */

/** @param {Partial<import('../../web/bridges/storage/storage.mjs').StorageEnvironment>} [given] */
function device(given) {
  return createStorage({
    indexedDB: new IDBFactory(), storageManager: undefined, BroadcastChannel: undefined, persistQuietly: false,
    setTimeout: (run, ms) => (ms < OPEN_WITHIN_MS ? setTimeout(run, ms) : setTimeout(run, ms).unref()), clearTimeout, now: () => Date.now(),
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

test('Photos that nothing has referred to for days are swept, the others stay', async () => {
  let now = 1_795_237_200_000;
  const storage = device({ now: () => now });
  for (const id of ['a', 'b', 'c']) await storage.putPhoto(id, new Blob([id]));
  now += SWEEP_AFTER_MS - 1;
  await answerOf((a) => storage.sweepPhotos('a\0c\0', a));
  assert.ok(await storage.photo('b'), 'it may belong to a form that is open in another tab');
  now += 1;
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

test('A photo that an older program kept is dated before it is swept', async () => {
  const indexedDB = new IDBFactory();
  let now = 1_795_237_200_000;
  const storage = device({ indexedDB, now: () => now });
  await storage.putPhoto('a', new Blob(['a']));
  await new Promise((resolve) => {
    indexedDB.open('onewindow').onsuccess = (event) => {
      const database = /** @type {IDBOpenDBRequest} */ (event.target).result;
      const transaction = database.transaction('photos', 'readwrite');
      transaction.objectStore('photos').put({ bytes: new ArrayBuffer(1), type: 'image/jpeg' }, 'old');
      transaction.oncomplete = () => { database.close(); resolve(undefined); };
    };
  });
  await answerOf((a) => storage.sweepPhotos('a\0', a));
  assert.ok(await storage.photo('old'));
  now += SWEEP_AFTER_MS;
  await answerOf((a) => storage.sweepPhotos('a\0', a));
  assert.equal(await storage.photo('old'), null);
});

test('A late change neither brings back what another tab took away nor undoes what it wrote', async () => {
  const storage = device();
  const change = (/** @type {string} */ from, /** @type {string} */ to) =>
    answerOf((a) => storage.write(encode([['expect', 'outbox', 'k', from], ['replace', 'outbox', 'k', to]]), a));
  const all = async () => (await answerOf((a) => storage.list('outbox', a))).data;
  await change('v', 'late');
  assert.equal(await all(), '');
  await answerOf((a) => storage.write(encode([['put', 'outbox', 'k', 'v']]), a));
  await change('v', 'w');
  assert.equal(await all(), 'k\0w\0');
  await change('v', 'late');
  assert.equal(await all(), 'k\0w\0');
});

test('What could not be read is set aside before something else takes its place', async () => {
  const storage = device();
  const over = (/** @type {string} */ text) => answerOf((a) =>
    storage.write(encode([['aside', 'drafts', 'me', 'damaged/me/1'], ['put', 'drafts', 'me', text]]), a));
  await over('first');
  assert.equal((await answerOf((a) => storage.list('drafts', a))).data, 'me\0first\0');
  await over('second');
  assert.equal((await answerOf((a) => storage.list('drafts', a))).data, 'damaged/me/1\0first\0me\0second\0');
});

test('A picture goes with the entry it belongs to, and stays where another tab has replaced the entry', async () => {
  const storage = device();
  await storage.putPhoto('p', new Blob(['pixels']));
  const removal = () => answerOf((a) =>
    storage.write(encode([['delete-with', 'photos', 'p', 'old'], ['delete', 'outbox', 'old', '']]), a));
  await answerOf((a) => storage.write(encode([['put', 'outbox', 'new', 'v']]), a));
  await removal();
  assert.ok(await storage.photo('p'), 'the new entry goes on with it');
  await answerOf((a) => storage.write(encode([['put', 'outbox', 'old', 'v']]), a));
  await removal();
  assert.equal(await storage.photo('p'), null);
});

test('Nothing is written where what it takes the place of is not there any more', async () => {
  const storage = device();
  const mending = () => answerOf((a) =>
    storage.write(encode([['require', 'outbox', 'old', ''], ['put', 'outbox', 'new', 'v'], ['delete', 'outbox', 'old', '']]), a));
  const refused = await mending();
  assert.deepEqual([refused.status, refused.meta?.error], [-1, 'gone']);
  assert.equal((await answerOf((a) => storage.read('outbox', 'new', a))).meta?.found, 0);
  await answerOf((a) => storage.write(encode([['put', 'outbox', 'old', 'v']]), a));
  assert.equal((await mending()).status, 0);
  assert.equal((await answerOf((a) => storage.read('outbox', 'new', a))).data, 'v');
});

/** A device whose next transactions fail as often as `failing` says; `waits`: what was waited for since. */
function stumbling() {
  const state = { failing: 0, waits: /** @type {number[]} */ ([]) };
  const storage = device({
    indexedDB: dyingFactory((database) => {
      const transaction = database.transaction.bind(database);
      database.transaction = (...given) => {
        if (state.failing-- > 0) throw new DOMException('connection lost', 'UnknownError');
        return transaction(...given);
      };
    }),
    setTimeout: (run, ms) => {
      if (ms === OPEN_WITHIN_MS) return setTimeout(run, ms).unref();
      state.waits.push(ms);
      return setTimeout(run, 0);
    },
  });
  return { storage, state };
}
const FIVE = 5; // two connections a try

test('A text that cannot be read at once is read a little later, and only then said to be unreadable', async () => {
  const { storage, state } = stumbling();
  state.failing = FIVE;
  assert.equal((await answerOf((a) => storage.read('drafts', 'me', a))).meta?.found, 0);
  assert.deepEqual(state.waits, REREAD_AFTER_MS);
  state.failing = 99;
  assert.equal((await answerOf((a) => storage.read('drafts', 'me', a))).meta?.error, 'unavailable');
});

test('A photo that cannot be read at the moment is read a little later, and is never taken for one that is gone', async () => {
  const { storage, state } = stumbling();
  await storage.putPhoto('p', new Blob(['pixels']));
  state.failing = FIVE;
  assert.equal(await (await storage.photo('p'))?.text(), 'pixels');
  assert.deepEqual(state.waits, REREAD_AFTER_MS);
  state.failing = 99;
  await assert.rejects(storage.photo('p'), /connection lost/);
  state.failing = 0;
  assert.ok(await storage.photo('p'));
  assert.equal(await storage.photo('another'), null);
});

/**
 * A database whose requests fail from the first time on until it is opened anew, as browsers do when what lies under
 * them dies.
 * @param {(database: IDBDatabase) => void} onOpen
 */
function dyingFactory(onOpen) {
  const indexedDB = new IDBFactory();
  return /** @type {IDBFactory} */ (/** @type {unknown} */ ({
    open: (/** @type {string} */ name, /** @type {number} */ version) => {
      const request = indexedDB.open(name, version);
      request.addEventListener('success', () => onOpen(request.result));
      return request;
    },
  }));
}

test('A connection that died without a word is opened anew: reads and writes go on', async () => {
  let opened = 0;
  const storage = device({
    indexedDB: dyingFactory((database) => {
      if (++opened > 1) return;
      const transaction = database.transaction.bind(database);
      database.transaction = (...given) => {
        const made = transaction(...given);
        queueMicrotask(() => { try { made.abort(); } catch { /* done already */ } });
        return made;
      };
    }),
  });
  assert.equal((await answerOf((a) => storage.write(encode([['put', 'outbox', 'k', 'v']]), a))).status, 0);
  assert.equal((await answerOf((a) => storage.list('outbox', a))).data, 'k\0v\0');
  assert.equal(opened, 2);
});

test('A connection that stays dead is an answer after one more try', async () => {
  let opened = 0;
  const storage = device({
    indexedDB: dyingFactory((database) => {
      ++opened;
      database.transaction = () => { throw new DOMException('connection lost', 'UnknownError'); };
    }),
  });
  assert.deepEqual(await answerOf((a) => storage.list('outbox', a)), { status: -1, meta: { error: 'unavailable' } });
  assert.equal(opened, 2);
});

test('A database that never opens is an answer, not a wait without end', async () => {
  /** @type {(() => void)[]} */
  const alarms = [];
  const storage = device({
    indexedDB: /** @type {IDBFactory} */ (/** @type {unknown} */ ({ open: () => ({}) })),
    setTimeout: (run, ms) => { assert.equal(ms, OPEN_WITHIN_MS); alarms.push(run); },
  });
  const answer = answerOf((a) => storage.list('outbox', a));
  await new Promise((resolve) => { setImmediate(resolve); });
  alarms.forEach((run) => run());
  assert.deepEqual(await answer, { status: -1, meta: { error: 'unavailable' } });
});

/** A Web Locks manager that all tabs of a test share. */
function lockManager() {
  /** @type {{run: () => Promise<void>, reject: (error: Error) => void}[]} */
  const queue = [];
  return /** @type {LockManager} */ (/** @type {unknown} */ ({
    request: (/** @type {string} */ _name, /** @type {LockOptions} */ options, /** @type {() => Promise<void>} */ run) =>
      new Promise((_resolve, reject) => {
        if (options.steal) {
          queue.shift()?.reject(new DOMException('stolen', 'AbortError'));
          queue.unshift({ run, reject });
          run();
        } else {
          queue.push({ run, reject });
          if (queue.length === 1) run();
        }
      }),
  }));
}

/**
 * A tab with its part of the lock; `held` is what it was told.
 * @param {LockManager | undefined} locks
 * @param {string} name of the channel
 */
function lockingTab(locks, name) {
  class Channel extends BroadcastChannel { constructor() { super(name); } }
  /** @type {(() => void)[]} */
  const alarms = [];
  /** @type {unknown[]} */
  const held = [];
  const lock = createOutboxLock({
    locks, BroadcastChannel: /** @type {any} */ (Channel),
    setTimeout: (run, ms) => { assert.equal(ms, ANSWER_WITHIN_MS); alarms.push(run); },
  });
  lock.hold((answer) => held.push(answer.meta?.held));
  return { lock, held, alarm: () => alarms.splice(0).forEach((run) => run()) };
}

/**
 * The next message of that text on a channel, heard by all tabs by then.
 * @param {string} name
 * @param {string} text
 */
function heard(name, text) {
  const channel = new BroadcastChannel(name);
  return new Promise((resolve) => {
    channel.onmessage = ({ data }) => {
      if (data !== text) return;
      channel.close();
      setTimeout(resolve, 50);
    };
  });
}

test('One tab at a time holds the outbox; without locks every tab may', async (t) => {
  assert.deepEqual(lockingTab(undefined, 'none').held, [1]);
  const locks = lockManager();
  const name = `lock-${process.pid}-awake`;
  const [a, b] = [lockingTab(locks, name), lockingTab(locks, name)];
  t.after(() => { a.lock.close(); b.lock.close(); });
  const answer = heard(name, 'here');
  b.lock.ask();
  await answer;
  b.alarm();
  await new Promise((resolve) => { setTimeout(resolve, 50); });
  assert.deepEqual([a.held, b.held], [[1], []], 'the tab that holds it is awake and keeps it');
});

test('A tab that sleeps with the lock loses it to one that has something to send', async (t) => {
  const locks = lockManager();
  const name = `lock-${process.pid}-asleep`;
  const a = lockingTab(locks, name);
  a.lock.close(); // asleep: it hears nothing
  const b = lockingTab(locks, name);
  t.after(() => { b.lock.close(); });
  const asked = heard(name, 'ask');
  b.lock.ask();
  b.lock.ask();
  await asked;
  assert.deepEqual(b.held, []);
  b.alarm();
  await new Promise((resolve) => { setTimeout(resolve, 50); });
  assert.deepEqual([a.held, b.held], [[1, 0], [1]]);
});
