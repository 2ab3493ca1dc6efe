import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTiles } from '../../web/bridges/images/tiles.mjs';

const ADDRESS = 'https://tiles.example/1/0/0.png';

/**
 * A browser whose fetch answers as the test says.
 * @param {(mode: string) => Promise<unknown>} answer
 */
function browser(answer) {
  const world = {
    /** @type {any[]} */ asked: [],
    /** @type {string[]} */ warned: [],
    AbortController,
    navigator: { onLine: true },
    console: { warn: (/** @type {string} */ words) => void world.warned.push(words) },
    fetch: (/** @type {string} */ address, /** @type {RequestInit} */ options) => {
      world.asked.push({ address, ...options });
      return new Promise((resolve, reject) => {
        options.signal?.addEventListener('abort', () => reject(new DOMException('ended', 'AbortError')));
        answer(String(options.mode)).then(resolve, reject);
      });
    },
  };
  return /** @type {typeof world & any} */ (world);
}

const good = async () => ({ ok: true, blob: async () => 'a picture' });

test('a tile is fetched without cookies, and its service learns of nothing but our site', async () => {
  const window = browser(good);
  assert.equal(await createTiles().load(window, ADDRESS), 'a picture');
  const [{ address, mode, credentials, referrerPolicy }] = window.asked;
  assert.deepEqual([address, mode, credentials, referrerPolicy], [ADDRESS, 'cors', 'omit', 'strict-origin']);
});

test('a tile that nobody looks at any more is not waited for, and can be asked for again', async () => {
  let answer = () => new Promise(() => {});
  const window = browser(() => answer());
  const tiles = createTiles();
  const coming = tiles.load(window, ADDRESS);
  tiles.cancel(ADDRESS);
  tiles.cancel('https://tiles.example/other');
  await assert.rejects(coming, { name: 'AbortError' });
  answer = /** @type {any} */ (good);
  assert.equal(await tiles.load(window, ADDRESS), 'a picture');
  assert.deepEqual(window.warned, []);
});

test('without a network nothing is asked', async () => {
  const window = browser(good);
  window.navigator.onLine = false;
  await assert.rejects(createTiles().load(window, ADDRESS), /offline/);
  assert.deepEqual(window.asked, []);
});

test('a service that lets no page read its tiles is told of once, and not asked any more', async () => {
  const window = browser(async (mode) => {
    if (mode === 'cors') throw new TypeError('Failed to fetch');
    return { ok: false, type: 'opaque' };
  });
  const tiles = createTiles();
  await Promise.all([1, 2, 3].map((n) => assert.rejects(tiles.load(window, `${ADDRESS}?${n}`))));
  assert.equal(window.warned.length, 1);
  assert.match(window.warned[0], /https:\/\/tiles\.example .*CORS/);
  const before = window.asked.length;
  await assert.rejects(tiles.load(window, ADDRESS));
  assert.equal(window.asked.length, before);
});

test('a service that is down, and a tile that is not there, are no fault of CORS', async () => {
  const down = browser(async () => { throw new TypeError('Failed to fetch'); });
  const tiles = createTiles();
  await assert.rejects(tiles.load(down, ADDRESS));
  const lacking = browser(async () => ({ ok: false, status: 404 }));
  await assert.rejects(tiles.load(lacking, ADDRESS), /404/);
  assert.deepEqual([down.warned, lacking.warned], [[], []]);
  assert.equal(await tiles.load(browser(good), ADDRESS), 'a picture');
});
