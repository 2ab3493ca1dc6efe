import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHttp, isOwnPath, parseHeaderLines } from '../../web/bridges/http/http.mjs';

/** @typedef {import('../../web/bridges/common/types.mjs').Answer} Answer */

const timers = {
  setTimeout: (/** @type {() => void} */ run, /** @type {number} */ ms) => setTimeout(run, ms),
  clearTimeout: (/** @type {any} */ timer) => clearTimeout(timer),
};

/** A request that is steered by the test. */
class FakeXhr {
  /** @type {FakeXhr[]} */
  static all = [];
  /** @type {{onprogress?: (event: {loaded: number}) => void}} */
  upload = {};
  /** @type {Record<string, string>} */
  sent = {};
  status = 0;
  /** @type {ArrayBuffer | null} */
  response = null;
  onload = () => {};
  onerror = () => {};
  onabort = () => {};
  constructor() { FakeXhr.all.push(this); }
  open() {}
  send() {}
  abort() { this.onabort(); }
  setRequestHeader(/** @type {string} */ name, /** @type {string} */ value) { this.sent[name] = value; }
  getResponseHeader(/** @type {string} */ name) { return name === 'retry-after' ? '3' : null; }
}

/** @param {any} fetch @param {(id: string) => Promise<Blob | null>} [photo] */
const client = (fetch, photo = async () => null) =>
  createHttp({ fetch, XMLHttpRequest: /** @type {any} */ (FakeXhr), ...timers }, photo);

/** @param {any} fetch @param {Record<string, any>} [how] @returns {Promise<Answer>} */
const ask = (fetch, { path = '/api/v1/x', body = null, limit = 1000, headers = '' } = {}) =>
  new Promise((resolve) => { client(fetch).send(1, 'POST', path, headers, body, limit, resolve); });

test('An answer of the server is passed on whatever its status', async () => {
  const answer = await ask(async () => new Response('{"error":1}', { status: 503, headers: { 'Retry-After': '7' } }));
  assert.equal(answer.status, 503);
  assert.equal(answer.meta?.['retry-after'], '7');
  assert.equal(new TextDecoder().decode(/** @type {Uint8Array} */ (answer.data)), '{"error":1}');
});

test('Headers and body arrive as given', async () => {
  /** @type {any} */
  let seen;
  await ask(async (/** @type {string} */ path, /** @type {any} */ options) => {
    seen = { path, ...options };
    return new Response(null, { status: 204 });
  }, { headers: 'Idempotency-Key: k\nAccept-Language: zh-CN\n', body: new Uint8Array([1, 2]) });
  assert.equal(seen.path, '/api/v1/x');
  assert.deepEqual(seen.headers, [['Idempotency-Key', 'k'], ['Accept-Language', 'zh-CN']]);
  assert.deepEqual([...seen.body], [1, 2]);
  assert.equal(seen.credentials, 'same-origin');
});

test('No connection, too slow, and cancelled are told apart', async () => {
  const hang = (/** @type {string} */ _path, /** @type {{signal: AbortSignal}} */ { signal }) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
    });
  assert.equal((await ask(async () => { throw new TypeError('refused'); })).meta?.error, 'network');
  assert.equal((await ask(hang, { limit: 5 })).meta?.error, 'timeout');
  const http = client(hang);
  const answer = new Promise((resolve) => { http.send(7, 'GET', '/x', '', null, 1000, resolve); });
  http.cancel(7);
  http.cancel(8);
  assert.deepEqual(await answer, { status: -1, meta: { error: 'cancelled' } });
});

test('A connection that breaks in the middle of an answer is no answer', async () => {
  const broken = { status: 200, headers: new Headers(), arrayBuffer: async () => { throw new TypeError('reset'); } };
  assert.equal((await ask(async () => broken)).meta?.error, 'network');
});

test('Requests never leave our own origin', async () => {
  for (const path of ['https://example.org/', '//example.org/', 'x', '/\\example.org'])
    assert.equal(isOwnPath(path), false, path);
  assert.equal(isOwnPath('/api/v1/cases?q=%2F'), true);
  assert.equal((await ask(() => assert.fail('was sent'), { path: '//example.org' })).meta?.error, 'network');
});

test('Odd header lines are left out', () => {
  assert.deepEqual(parseHeaderLines('A: 1\n\n:x\nbroken\nB:2:3\n'), [['A', '1'], ['B', '2:3']]);
});

test('A photo is sent with progress and its own type', async () => {
  FakeXhr.all = [];
  /** @type {Answer[]} */
  const answers = [];
  const photo = new Blob([new Uint8Array(1000)], { type: 'image/jpeg' });
  const http = client(null, async () => photo);
  await http.upload(1, 'p', '/api/v1/attachments', 'Idempotency-Key: k\n', 1000, (answer) => answers.push(answer));
  const request = FakeXhr.all[0];
  assert.equal(request.sent['Content-Type'], 'image/jpeg');
  assert.equal(request.sent['Idempotency-Key'], 'k');
  for (let loaded = 1; loaded <= 1000; ++loaded) request.upload.onprogress?.({ loaded });
  request.status = 201;
  request.response = new TextEncoder().encode('{}').buffer;
  request.onload();
  const last = answers.pop();
  assert.equal(last?.status, 201);
  assert.equal(last?.more, undefined);
  assert.ok(answers.length >= 15 && answers.length <= 20, String(answers.length));
  assert.ok(answers.every((answer) => answer.more && answer.meta?.total === 1000));
});

test('A photo that is gone, a broken line, a standstill and a change of mind are told apart', async () => {
  FakeXhr.all = [];
  /** @type {(unknown)[]} */
  const errors = [];
  const note = (/** @type {Answer} */ answer) => errors.push(answer.meta?.error);
  await client(null, async () => null).upload(1, 'p', '/a', '', 1000, note);
  await client(null, async () => { throw new Error('the storage stumbles'); }).upload(1, 'p', '/a', '', 1000, note);
  const http = client(null, async () => new Blob(['x']));
  await http.upload(2, 'p', '/a', '', 1000, note);
  FakeXhr.all[0].onerror();
  await http.upload(3, 'p', '/a', '', 5, note);
  await new Promise((resolve) => { setTimeout(resolve, 30); });
  await http.upload(4, 'p', '/a', '', 1000, note);
  http.cancel(4);
  const early = http.upload(5, 'p', '/a', '', 1000, note);
  http.cancel(5);
  await early;
  assert.deepEqual(errors, ['missing', 'network', 'network', 'timeout', 'cancelled', 'cancelled']);
});
