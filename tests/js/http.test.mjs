import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHttp, isOwnPath, parseHeaderLines } from '../../web/bridges/http/http.mjs';
import { createUpload, PART_BYTES } from '../../web/bridges/http/upload.mjs';

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
  method = '';
  path = '';
  /** @type {any} */
  body = null;
  open(/** @type {string} */ method, /** @type {string} */ path) { Object.assign(this, { method, path }); }
  send(/** @type {any} */ body) { this.body = body; }
  abort() { this.onabort(); }
  setRequestHeader(/** @type {string} */ name, /** @type {string} */ value) { this.sent[name] = value; }
  getResponseHeader(/** @type {string} */ name) { return name === 'retry-after' ? '3' : null; }
}

/** @param {any} fetch @param {(id: string) => Promise<Blob | null>} [photo] @param {any} [subtle] */
const client = (fetch, photo = async () => null, subtle = crypto.subtle) =>
  createHttp({ fetch, ...timers },
    async () => createUpload({ XMLHttpRequest: /** @type {any} */ (FakeXhr), subtle, ...timers }, photo));

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

/** One request for a stored file: the request, and its answer. @param {Blob} file @param {number} [from] @param {any} [subtle] */
async function sent(file, from = -1, subtle = crypto.subtle) {
  FakeXhr.all = [];
  /** @type {Answer[]} */
  const answers = [];
  const http = client(null, async () => file, subtle);
  await http.upload(1, 'p', '/api/v1/attachments', from < 0 ? '/api/v1/uploads' : `/api/v1/uploads/u?offset=${from}`,
    from, 'Idempotency-Key: k\n', 1000, (/** @type {Answer} */ answer) => answers.push(answer));
  const [request] = FakeXhr.all;
  request.upload.onprogress?.({ loaded: 1 });
  request.status = 201;
  request.response = new TextEncoder().encode('{}').buffer;
  request.onload();
  assert.deepEqual(answers.map((answer) => answer.status), [201]);
  return request;
}

test('A photo is sent in one request with its own type', async () => {
  const request = await sent(new Blob([new Uint8Array(1000)], { type: 'image/jpeg' }));
  assert.deepEqual([request.method, request.path, request.body.size], ['POST', '/api/v1/attachments', 1000]);
  assert.equal(request.sent['Content-Type'], 'image/jpeg');
  assert.equal(request.sent['Idempotency-Key'], 'k');
});

test('A large file is announced by its size and SHA-256, then sent from where the server is', async () => {
  const bytes = new Uint8Array(2 * PART_BYTES + 10).map((_, at) => at % 251);
  const file = new Blob([bytes], { type: 'application/pdf' });
  const first = await sent(file);
  assert.deepEqual([first.method, first.path, first.sent['Content-Type']], ['POST', '/api/v1/uploads', 'application/json']);
  const digest = Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex');
  assert.deepEqual(JSON.parse(first.body), { bytes: bytes.length, sha256: digest });
  const second = await sent(file, PART_BYTES);
  assert.deepEqual([second.method, second.path], ['PUT', `/api/v1/uploads/u?offset=${PART_BYTES}`]);
  assert.deepEqual(new Uint8Array(await second.body.arrayBuffer()), bytes.slice(PART_BYTES, 2 * PART_BYTES));
  assert.equal((await sent(file, 2 * PART_BYTES)).body.size, 10);
});

test('Where a page cannot count a SHA-256 a large file goes in one request', async () => {
  const request = await sent(new Blob([new Uint8Array(PART_BYTES + 1)]), -1, null);
  assert.deepEqual([request.method, request.path, request.body.size], ['POST', '/api/v1/attachments', PART_BYTES + 1]);
});

test('A photo that is gone, a broken line, a standstill and a change of mind are told apart', async () => {
  FakeXhr.all = [];
  /** @type {(unknown)[]} */
  const errors = [];
  const note = (/** @type {Answer} */ answer) => errors.push(answer.meta?.error);
  await client(null, async () => null).upload(1, 'p', '/a', '/b', -1, '', 1000, note);
  await client(null, async () => { throw new Error('the storage stumbles'); }).upload(1, 'p', '/a', '/b', -1, '', 1000, note);
  const http = client(null, async () => new Blob(['x']));
  await http.upload(2, 'p', '/a', '/b', -1, '', 1000, note);
  FakeXhr.all[0].onerror();
  await http.upload(3, 'p', '/a', '/b', -1, '', 5, note);
  await new Promise((resolve) => { setTimeout(resolve, 30); });
  await http.upload(4, 'p', '/a', '/b', -1, '', 1000, note);
  http.cancel(4);
  const early = http.upload(5, 'p', '/a', '/b', -1, '', 1000, note);
  http.cancel(5);
  await early;
  assert.deepEqual(errors, ['missing', 'network', 'network', 'timeout', 'cancelled', 'cancelled']);
});
