// The first page's texts come first, the others with the rest of the program; no text is missed in between.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTexts } from '../../web/bridges/texts/texts.mjs';

const FILES = /** @type {Record<string, string>} */ ({
  'strings/zh-CN': '{"home":"首页"}', 'later/zh-CN': '{"form":"表"}',
  'strings/en': '{"home":"Home"}', 'later/en': '{"form":"Form"}',
});

/** @param {{online?: boolean}} [network] */
function page(network = { online: true }) {
  /** @type {string[]} */
  const marks = [];
  /** @type {string[]} */
  const requests = [];
  const rest = { there: false };
  const window = /** @type {any} */ ({
    performance: { mark: (/** @type {string} */ name, /** @type {{detail: string}} */ { detail }) => marks.push(`${name} ${detail}`) },
    XMLHttpRequest: class {
      status = 0;
      responseText = '';
      /** @param {string} _method @param {string} address */
      open(_method, address) { requests.push(address); this.address = address; }
      send() {
        if (!network.online) throw new Error('no network');
        this.status = 200;
        this.responseText = FILES[String(this.address)];
      }
    },
  });
  const texts = createTexts(window, async (name) => {
    if (!network.online) throw new TypeError('no network');
    return FILES[name];
  }, { 'zh-CN': 'later/zh-CN', en: 'later/en' }, rest);
  /** @type {Record<string, string>[]} */
  const handed = [];
  return {
    texts, rest, marks, requests, handed, network,
    read: (/** @type {string} */ language) => new Promise((done) => texts.read(language, (answer) => done(JSON.parse(String(answer.data ?? '"failed"'))))),
    handOver: () => texts.handOver((answer) => handed.push(JSON.parse(String(answer.data)))),
  };
}

test('the first page gets its texts, and the others are handed over once the rest of the program is there', async () => {
  const { texts, read, handOver, handed, rest } = page();
  assert.deepEqual(await read('zh-CN'), { home: '首页' });
  await texts.fetch();
  rest.there = true;
  handOver();
  // At once: what waits at the gate goes on right after.
  assert.deepEqual(handed, [{ form: '表' }]);
  await handOver();
  assert.equal(handed.length, 1, 'once');
  assert.deepEqual(await read('en'), { home: 'Home', form: 'Form' });
});

test('a language chosen while the rest is on its way has its own texts handed over', async () => {
  const { texts, read, handOver, handed, rest } = page();
  await read('zh-CN');
  await texts.fetch();
  await read('en');
  rest.there = true;
  await handOver();
  assert.deepEqual(handed, [{ form: 'Form' }]);
});

test('a text that is wanted too early is fetched in the same call, once for all, and told to the bench', async () => {
  const { texts, read, marks, requests, handOver } = page();
  assert.equal(texts.late('form'), undefined, 'nobody has a language yet');
  await read('zh-CN');
  assert.equal(texts.late('form'), '表');
  assert.equal(texts.late('home.other'), undefined);
  assert.deepEqual(requests, ['later/zh-CN']);
  assert.deepEqual(marks, ['text-late form', 'text-late home.other']);
  await texts.fetch();
  handOver();
  assert.equal(texts.late('form'), undefined, 'the program has them all');
});

test('a text that is wanted too early while the network fails is three dots, and comes when the network does', async () => {
  const { texts, read, network, handOver, handed } = page();
  await read('zh-CN');
  network.online = false;
  assert.equal(texts.late('form'), '…');
  await assert.rejects(texts.fetch());
  network.online = true;
  await texts.fetch();
  handOver();
  assert.deepEqual(handed, [{ form: '表' }]);
});

test('without a network a language is told to have failed', async () => {
  const { read } = page({ online: false });
  assert.equal(await read('en'), 'failed');
});
