// Tiles of a map service under the grids: a service of the test's own, whose tiles say by their colours which pixel of
// which tile they are.
import assert from 'node:assert/strict';
import http from 'node:http';
import { after, test } from 'node:test';
import { Api, freshPhone } from './support/api.mjs';
import { useStreet } from './support/fixture.mjs';
import { button, chooseKind, click, sayWhere, writeWhat } from './support/journey.mjs';
import { png, readPng } from './support/pictures.mjs';
import { until } from './support/wait.mjs';

/** @typedef {import('playwright-core').Page} Page */

const BY = '© 测试地图 GS（2026）0号';
const service = {
  /** Paths that were asked for. */
  asked: /** @type {string[]} */ ([]),
  /** @type {(path: string) => boolean} */
  fails: () => false,
};

/** Of a tile red and green say half the pixel (none is as red as a mark), and blue says which tile. @param {number} x @param {number} y */
const blue = (x, y) => 128 + (x * 3 + y * 5) % 8 * 16;
const tiles = http.createServer((request, answer) => {
  const path = request.url ?? '';
  service.asked.push(path);
  const [, , x, y] = path.split(/[/.]/).map(Number);
  if (service.fails(path)) return void answer.writeHead(500, { 'access-control-allow-origin': '*' }).end();
  answer.writeHead(200, { 'content-type': 'image/png', 'access-control-allow-origin': '*', 'cache-control': 'no-store' });
  answer.end(png(256, 256, (px, py) => [px >> 1, py >> 1, blue(x, y)]));
});
await new Promise((resolve) => { tiles.listen(0, '127.0.0.1', () => resolve(undefined)); });
const { port } = /** @type {import('node:net').AddressInfo} */ (tiles.address());
after(() => tiles.close());

const street = useStreet({
  settings: `[map]\ntiles = "http://127.0.0.1:${port}/{z}/{x}/{y}.png"\ntile_system = "gcj02"\nattribution = "${BY}"\n`,
});

/** Where the device is (WGS 84), and the same place in GCJ-02, by the server's own rule (tests/server/test_coordinates.py). */
const HERE = { latitude: 31.3085, longitude: 120.575 };
const SHIFTED = { latitude: 31.306327088626844, longitude: 120.5791905301848 };

/** Where a place lies on the tiles of a level. @param {typeof HERE} place @param {number} zoom */
function onTiles(place, zoom) {
  const lat = place.latitude * Math.PI / 180, side = 2 ** zoom;
  return { x: (place.longitude + 180) / 360 * side, y: (1 - Math.asinh(Math.tan(lat)) / Math.PI) / 2 * side };
}

/** @param {Page} page */
const map = (page) => page.getByRole('application', { name: '网格地图' });
/** @param {Page} page */
const whose = (page) => page.getByText(`底图：${BY}`);

/** Somebody in front of the map of the form. @param {import('playwright-core').BrowserContextOptions} [options] */
async function atMap(options) {
  const api = await new Api(street.url).signIn(freshPhone());
  const person = await street.personOf(api, { geolocation: HERE, permissions: ['geolocation'], ...options });
  await person.open('#/appeals/new/kind');
  await chooseKind(person.page, click);
  await writeWhat(person.page, click);
  await sayWhere(person.page, click);
  await button(person.page, '在地图上选').click();
  await map(person.page).waitFor();
  return person;
}

/** No tile was asked for during half a second. */
async function untilQuiet() {
  let count = -1;
  await until(async () => {
    const before = count;
    count = service.asked.length;
    await new Promise((resolve) => { setTimeout(resolve, 500); });
    return before === count && service.asked.length === count;
  }, 'all tiles came');
}

/** The colour of the grids, which lies over tiles, at 0.28 of the chosen one (ui/theme, ui/widgets/map_view.cpp). */
const BRAND = [0x0a, 0x5b, 0xb5], CHOSEN = 0.28;

/**
 * Where the device is found to be is marked; the colours left and right of the mark, so far from it, px, without the
 * grids' colour over them.
 * @param {Page} page
 */
async function besideTheMark(page) {
  await button(page, '我的位置').click();
  await button(page, '不用这个位置').waitFor();
  await untilQuiet();
  const box = await map(page).boundingBox();
  assert.ok(box);
  const shot = readPng(await page.screenshot());
  const colour = (/** @type {number} */ x, /** @type {number} */ y) => [16, 8, 0].map((shift) => (shot.at(x, y) >> shift) & 255);
  let sumX = 0, sumY = 0, count = 0;
  for (let y = Math.ceil(box.y); y < box.y + box.height; ++y)
    for (let x = Math.ceil(box.x); x < box.x + box.width - 80; ++x) {
      const [r, g, b] = colour(x, y);
      if (r < 150 || g > 60 || b > 60) continue;
      sumX += x;
      sumY += y;
      ++count;
    }
  assert.ok(count > 60, `the mark is seen (${count} pixels)`);
  const [x, y] = [Math.round(sumX / count), Math.round(sumY / count)];
  const clear = (/** @type {number[]} */ seen) => seen.map((one, at) => (one - CHOSEN * BRAND[at]) / (1 - CHOSEN));
  return [18, 22, 26].map((away) => ({ left: clear(colour(x - away, y)), right: clear(colour(x + away, y)) }));
}

/** The finest level that was asked for. */
const finest = () => Math.max(...service.asked.map((path) => Number(path.split('/')[1])));

/** The pixel of the finest tiles that lies under the mark: red and green of the colours around it. */
function wanted() {
  const zoom = finest();
  const place = onTiles(SHIFTED, zoom), plain = onTiles(HERE, zoom);
  // Far more than what is measured here.
  assert.ok(Math.hypot(place.x - plain.x, place.y - plain.y) * 256 > 40);
  return { x: place.x % 1 * 256, y: place.y % 1 * 256 };
}

test('the tile of a place lies under the place, shifted as its service shifts it, and it is said whose it is', async () => {
  service.asked.length = 0;
  const person = await atMap();
  const found = (await besideTheMark(person.page)).map(({ left, right }) => ({
    x: left[0] + right[0], y: left[1] + right[1], across: 2 * (right[0] - left[0]),
  }));
  await whose(person.page).waitFor();
  const place = wanted();
  // East is to the right, and the middle of what is left and right of the mark is the place.
  const fits = found.filter((one) => one.across > 10 && Math.hypot(one.x - place.x, one.y - place.y) < 5);
  assert.ok(fits.length > 0, `found ${JSON.stringify(found)}, wanted ${JSON.stringify(place)}`);
  await person.close();
});

test('tiles that fail leave roads and buildings, are asked for again, and the map goes on', async () => {
  service.asked.length = 0;
  service.fails = () => true;
  const person = await atMap();
  const { page } = person;
  await until(async () => service.asked.length > 3, 'tiles were asked for');
  assert.equal(await whose(page).count(), 0);
  const before = service.asked.length;
  service.fails = () => false;
  await whose(page).waitFor();
  assert.ok(service.asked.length > before);
  await person.close();
});

test('a tile that fails shows the ground in its place, and the others stand beside it', async () => {
  service.asked.length = 0;
  service.fails = (path) => {
    const [, z, x, y] = path.split(/[/.]/).map(Number);
    const place = onTiles(SHIFTED, z);
    return Math.floor(place.x) === x && Math.floor(place.y) === y;
  };
  const person = await atMap();
  const found = await besideTheMark(person.page);
  await whose(person.page).waitFor();
  const place = wanted();
  for (const { left, right } of found)
    assert.ok(Math.hypot(left[0] + right[0] - place.x, left[1] + right[1] - place.y) > 20);
  service.fails = () => false;
  await person.close();
});

test('without a network the ground is there, nothing is asked and nothing waits', async () => {
  service.asked.length = 0;
  const person = await atMap();
  const { page, context } = person;
  await whose(page).waitFor();
  await untilQuiet();
  await context.setOffline(true);
  const before = service.asked.length;
  await button(page, '放大地图').click();
  await button(page, '放大地图').click();
  await button(page, '放大地图').click();
  await page.getByRole('status').filter({ hasText: '看得到' }).first().waitFor();
  await untilQuiet();
  assert.equal(service.asked.length, before);
  await context.setOffline(false);
  await person.close();
});

test('dark and high contrast pages have the ground instead', async () => {
  for (const look of [{ colorScheme: /** @type {const} */ ('dark') }, { contrast: /** @type {const} */ ('more') }]) {
    service.asked.length = 0;
    const person = await atMap(look);
    await untilQuiet();
    assert.deepEqual(service.asked, []);
    assert.equal(await whose(person.page).count(), 0);
    await person.close();
  }
});

test('the page may reach the tiles and no other place', async () => {
  const person = await street.person();
  await person.open();
  const reach = (/** @type {string} */ address) => person.page.evaluate(
    (url) => fetch(url).then(() => 'reached', () => 'blocked'), address);
  assert.equal(await reach(`http://127.0.0.1:${port}/1/0/0.png`), 'reached');
  assert.equal(await reach(`http://localhost:${port}/1/0/0.png`), 'blocked');
  // What was blocked is told, and meant to be.
  await until(async () => person.problems.some((one) => one.includes('CSP: connect-src http://localhost')), 'the violation is told');
  person.problems.length = 0;
  await person.close();
});
