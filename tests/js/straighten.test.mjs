// A paper between four corners: what lies where, how large it is, and what comes out.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MAX_EDGE, createPhotos } from '../../web/bridges/photos/photos.mjs';
import { project, projection, sizeOf, straighten } from '../../web/bridges/photos/straighten.mjs';

/** @typedef {import('../../web/bridges/common/types.mjs').Answer} Answer */
/** @typedef {import('../../web/bridges/photos/straighten.mjs').Point} Point */

/** Numbers that come out the same in every run. @param {number} seed */
function dice(seed) {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

/** @param {Point} from @param {Point} to */
const away = (from, to) => Math.hypot(from.x - to.x, from.y - to.y);

/** A quadrilateral without a dent around the middle of 0 to 1000. @param {() => number} next @returns {Point[]} */
const corners = (next) => [[0, 0], [1, 0], [1, 1], [0, 1]]
  .map(([x, y]) => ({ x: 150 + 700 * x + 240 * (next() - 0.5), y: 150 + 700 * y + 240 * (next() - 0.5) }));

/** Where two lines meet. @param {Point} a @param {Point} b @param {Point} c @param {Point} d @returns {Point} */
function meet(a, b, c, d) {
  const t = ((c.x - a.x) * (d.y - c.y) - (c.y - a.y) * (d.x - c.x)) / ((b.x - a.x) * (d.y - c.y) - (b.y - a.y) * (d.x - c.x));
  return { x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y) };
}

test('The corners of any quadrilateral come to the corners of the page, and its diagonals meet in the middle', () => {
  const next = dice(7);
  for (let round = 0; round < 500; ++round) {
    const quad = corners(next);
    const by = projection(quad);
    assert.ok(by);
    [[0, 0], [1, 0], [1, 1], [0, 1]].forEach(([u, v], at) => assert.ok(away(project(by, u, v), quad[at]) < 1e-6));
    assert.ok(away(project(by, 0.5, 0.5), meet(quad[0], quad[2], quad[1], quad[3])) < 1e-6, JSON.stringify(quad));
  }
});

test('What was a straight line stays one', () => {
  const next = dice(11);
  for (let round = 0; round < 200; ++round) {
    const by = projection(corners(next));
    assert.ok(by);
    const [a, b, c] = [0, 0.3, 1].map((t) => project(by, 0.1 + 0.7 * t, 0.9 - 0.6 * t));
    assert.ok(Math.abs((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)) < 1e-5);
  }
});

test('Corners on a line hold nothing between them', () => {
  const flat = [0, 1, 2, 3].map((at) => ({ x: at * 10, y: at * 20 }));
  assert.equal(projection(flat), null);
  const one = { data: new Uint8ClampedArray(4), width: 1, height: 1 };
  assert.throws(() => straighten(one, flat, one));
});

test('A page is as large as its longer sides', () => {
  assert.deepEqual(sizeOf([{ x: 0, y: 0 }, { x: 30, y: 40 }, { x: 30, y: 80 }, { x: 0, y: 10 }]), { width: Math.hypot(30, 70), height: 40 });
});

/** @param {number} width @param {number} height @param {(x: number, y: number) => number[]} ink */
function pixels(width, height, ink) {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let at = 0; at < width * height; ++at) data.set([...ink(at % width, Math.floor(at / width)), 255], at * 4);
  return { data, width, height };
}

test('A sheet that lies askew comes out straight, colour by colour', () => {
  const quad = [{ x: 40, y: 20 }, { x: 180, y: 50 }, { x: 170, y: 150 }, { x: 20, y: 130 }];
  const by = projection(quad);
  assert.ok(by);
  // The photo is made of a sheet with four colours, by finding for each pixel where on the sheet it lies.
  const colours = [[200, 30, 30], [30, 200, 30], [30, 30, 200], [200, 200, 30]];
  const photo = pixels(200, 160, () => [90, 90, 90]);
  for (let v = 0; v < 1; v += 0.001)
    for (let u = 0; u < 1; u += 0.001) {
      const { x, y } = project(by, u, v);
      photo.data.set(colours[(u < 0.5 ? 0 : 1) + (v < 0.5 ? 0 : 2)], 4 * (Math.floor(y) * 200 + Math.floor(x)));
    }
  const made = pixels(120, 90, () => [0, 0, 0]);
  straighten(photo, quad, made);
  for (const [x, y, colour] of [[20, 15, 0], [100, 15, 1], [20, 75, 2], [100, 75, 3]]) {
    const at = 4 * (y * 120 + x);
    assert.deepEqual([...made.data.slice(at, at + 4)], [...colours[colour], 255]);
  }
});

test('The whole picture stays what it is to a grey or two, and what lies outside is its edge', () => {
  const from = pixels(64, 48, (x, y) => [x * 4, y * 5, 128]);
  const same = pixels(64, 48, () => [0, 0, 0]);
  straighten(from, [{ x: 0, y: 0 }, { x: 64, y: 0 }, { x: 64, y: 48 }, { x: 0, y: 48 }], same);
  same.data.forEach((value, at) => assert.ok(Math.abs(value - from.data[at]) <= 2, `${at}: ${value}`));
  const wide = pixels(20, 20, () => [1, 1, 1]);
  straighten(from, [{ x: -64, y: -48 }, { x: 128, y: -48 }, { x: 128, y: 96 }, { x: -64, y: 96 }], wide);
  assert.deepEqual([...wide.data.slice(0, 4)], [0, 0, 128, 255]);
});

test('A photo of twelve megapixels is straightened in a moment', () => {
  const from = pixels(4000, 3000, (x) => [x & 255, 0, 0]);
  const made = { data: new Uint8ClampedArray(2048 * 1536 * 4), width: 2048, height: 1536 };
  const quad = [{ x: 400, y: 300 }, { x: 3700, y: 200 }, { x: 3600, y: 2800 }, { x: 300, y: 2700 }];
  const took = [0, 1, 2].map(() => {
    // The processor's time: other programs of the machine are not this one's.
    const before = process.cpuUsage();
    straighten(from, quad, made);
    return process.cpuUsage(before).user / 1000;
  });
  assert.ok(Math.min(...took) <= 300, `${took} ms`);
});

/** @param {{width: number, height: number}} bitmap */
function workshop(bitmap) {
  /** @type {string[]} */
  const drawn = [];
  const kept = new Map([['id-0', new Blob(['photo'])]]);
  let count = 0;
  const photos = createPhotos(/** @type {any} */ ({
    createImageBitmap: async () => ({ ...bitmap, close: () => drawn.push('closed') }),
    newId: () => `id-${++count}`,
    createCanvas: (/** @type {number} */ width, /** @type {number} */ height) => ({
      width, height,
      getContext: () => ({
        fillRect: () => {},
        drawImage: () => drawn.push(`${width}x${height}`),
        getImageData: (/** @type {number} */ _x, /** @type {number} */ _y, /** @type {number} */ w, /** @type {number} */ h) => pixels(w, h, () => [200, 200, 200]),
        createImageData: (/** @type {number} */ w, /** @type {number} */ h) => pixels(w, h, () => [0, 0, 0]),
        putImageData: (/** @type {any} */ made) => drawn.push(`made ${made.width}x${made.height} of ${made.data[0]}`),
      }),
      convertToBlob: async () => new Blob(['straight']),
    }),
  }), {
    putPhoto: async (id, blob) => { kept.set(id, blob); return ''; },
    dropPhoto: async (id) => { kept.delete(id); },
    photo: async (id) => kept.get(id) ?? null,
  });
  return { photos, kept, drawn };
}

test('What lies between the corners is another photo; the one it was cut out of stays, to be had back', async () => {
  const shop = workshop({ width: 1600, height: 1200 });
  /** @type {Answer[]} */
  const answers = [];
  await shop.photos.edit('id-0', '1000 1000 9000 1000 9000 8500 1000 8500', (answer) => answers.push(answer));
  assert.deepEqual(answers.map((answer) => answer.meta?.state), ['working', 'ready', undefined]);
  assert.equal(answers[1].meta?.local_id, 'id-1');
  assert.deepEqual([answers[1].meta?.width, answers[1].meta?.height], [1280, 900]);
  assert.ok(shop.drawn.includes('made 1280x900 of 200'), shop.drawn.join());
  assert.ok(shop.drawn.includes('closed'));
  assert.deepEqual([...shop.kept.keys()], ['id-0', 'id-1']);
});

test('A large photo is made small before it is straightened, and never larger than photos are', async () => {
  const shop = workshop({ width: 4000, height: 3000 });
  /** @type {Answer[]} */
  const answers = [];
  await shop.photos.edit('id-0', '0 0 10000 0 10000 10000 0 10000', (answer) => answers.push(answer));
  assert.deepEqual([answers[1].meta?.width, answers[1].meta?.height], [MAX_EDGE, MAX_EDGE * 3 / 4]);
  assert.ok(shop.drawn.includes('1600x1200'));
});

test('A photo that is gone, or corners that hold nothing, are refused and nothing is kept', async () => {
  const shop = workshop({ width: 1600, height: 1200 });
  /** @type {Answer[]} */
  const answers = [];
  await shop.photos.edit('id-9', '0 0 10000 0 10000 10000 0 10000', (answer) => answers.push(answer));
  await shop.photos.edit('id-0', '0 0 5000 5000 10000 10000 10000 10000', (answer) => answers.push(answer));
  assert.deepEqual(answers.filter((answer) => answer.more).map((answer) => [answer.meta?.state, answer.meta?.error]),
    [['refused', 'unreadable'], ['refused', 'unreadable']]);
  assert.deepEqual([...shop.kept.keys()], ['id-0']);
});
