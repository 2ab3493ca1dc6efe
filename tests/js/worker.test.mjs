// The page's worker, with a network, caches and a clock of the test's own.
import assert from 'node:assert/strict';
import { createHash, webcrypto } from 'node:crypto';
import fs from 'node:fs';
import { test } from 'node:test';
import vm from 'node:vm';

const SOURCE = fs.readFileSync(new URL('../../offline/pwa/worker.mjs', import.meta.url), 'utf8');
const SITE = 'https://street.example';

/** @param {string} stem @param {string} ending @param {string} content */
const named = (stem, ending, content) => `/${stem}.${createHash('sha256').update(content).digest('hex').slice(0, 10)}.${ending}`;

/** A version of the portal: its page and its files. @param {string} version */
function portal(version) {
  const files = Object.fromEntries(['app.js', 'app.css', 'onewindow.wasm', 'rest.wasm', 'zh-CN.json', 'icons.json', 'extras.js', 'staff.js', 'staff.wasm']
    .map((name) => [name, named(...(/** @type {[string, string]} */ (name.split('.'))), `${name} ${version}`)]));
  const built = {
    wasm: files['onewindow.wasm'], rest: files['rest.wasm'], strings: { 'zh-CN': files['zh-CN.json'] }, icons: files['icons.json'],
    extras: files['extras.js'], catalogue: { street: '/api/v1/catalogue/00ff/street.json' }, grids: {},
    programs: { staff: { script: files['staff.js'], wasm: files['staff.wasm'], rest: '', strings: {} } },
  };
  const page = `<html><link href="${files['app.css']}"><script type="application/json" id="assets">${JSON.stringify(built)}</script>`
    + `<script src="${files['app.js']}"></script></html>`;
  /** @type {Record<string, string>} */
  const content = { '/': page, '/api/v1/catalogue/00ff/street.json': '{}' };
  for (const [name, address] of Object.entries(files)) content[address] = `${name} ${version}`;
  return { page, files, content };
}

/** A device with the worker on it, and a network that answers by `net`. */
function device() {
  /** @type {Map<string, Map<string, Response>>} */
  const stores = new Map();
  /** @type {Record<string, (event: any) => void>} */
  const on = {};
  /** @type {{net: (path: string, cache: string) => Promise<Response> | Response, asked: string[], timers: (() => void)[]}} */
  const world = { net: () => { throw new TypeError('no network'); }, asked: [], timers: [] };
  const key = (/** @type {any} */ asked) => new URL(asked.url ?? asked, SITE).pathname;
  const caches = {
    keys: async () => [...stores.keys()],
    delete: async (/** @type {string} */ name) => stores.delete(name),
    open: async (/** @type {string} */ name) => {
      const store = stores.get(name) ?? new Map();
      stores.set(name, store);
      return {
        match: async (/** @type {any} */ asked) => store.get(key(asked))?.clone(),
        put: async (/** @type {any} */ asked, /** @type {Response} */ answer) => { store.set(key(asked), answer); },
      };
    },
  };
  let now = 0;
  const context = vm.createContext({
    caches, URL, Response, Headers, TextEncoder, Uint8Array, crypto: webcrypto, console: { warn() {} },
    Date: { now: () => ++now }, setTimeout: (/** @type {() => void} */ run, _ms = 0, /** @type {any[]} */ ...given) => world.timers.push(() => /** @type {any} */ (run)(...given)),
    fetch: async (/** @type {any} */ asked, /** @type {any} */ options) => {
      world.asked.push(key(asked));
      return world.net(key(asked), options?.cache ?? 'default');
    },
    location: new URL(SITE), registration: {}, skipWaiting: async () => {},
    addEventListener: (/** @type {string} */ name, /** @type {any} */ run) => { on[name] = run; },
  });
  vm.runInContext(SOURCE, context);
  /** @param {any} data */
  const tell = async (data) => {
    let done;
    on.message({ data, waitUntil: (/** @type {Promise<void>} */ promise) => { done = promise; } });
    await done;
  };
  return {
    world,
    /** Whole pages on the device. */
    pages: async () => Promise.all([...stores.values()].flatMap((store) => (store.has('/') ? [store.get('/')?.clone().text()] : []))),
    stores,
    keep: (program = 'onewindow') => tell({ keep: program }),
    keepServices: (language = 'zh-CN') => tell({ ahead: language }),
    /** @param {string} path @param {'navigate' | 'cors'} [mode] @returns {Promise<Response> | undefined} nothing where the worker leaves it alone */
    get(path, mode = 'cors') {
      let answered;
      on.fetch({ request: { method: 'GET', mode, url: SITE + path }, respondWith: (/** @type {any} */ answer) => { answered = answer; }, waitUntil: () => {} });
      return answered;
    },
  };
}

/** A portal or a catalogue. @param {{content: Record<string, string>}} version @returns {(path: string) => Response} */
const serves = (version) => (path) =>
  (path in version.content ? new Response(version.content[path]) : new Response('', { status: 404 }));
const noNetwork = () => { throw new TypeError('no network'); };

/** @param {Promise<Response> | undefined} answer */
const text = async (answer) => (await answer)?.text();

test('without a network the kept page comes with each of its files', async () => {
  const { world, keep, get } = device();
  const first = portal('1');
  world.net = serves(first);
  await keep();
  world.net = noNetwork;
  assert.equal(await text(get('/', 'navigate')), first.page);
  for (const name of ['app.js', 'app.css', 'onewindow.wasm', 'rest.wasm', 'zh-CN.json', 'icons.json', 'extras.js'])
    assert.equal(await text(get(first.files[name])), `${name} 1`);
  await assert.rejects(async () => get(first.files['staff.wasm']), 'the other program is not kept for who does not run it');
});

test('another program of the same page is kept beside it', async () => {
  const { world, keep, get } = device();
  const first = portal('1');
  world.net = serves(first);
  await keep();
  await keep('staff');
  world.net = noNetwork;
  assert.equal(await text(get(first.files['staff.wasm'])), 'staff.wasm 1');
  assert.equal(await text(get(first.files['rest.wasm'])), 'rest.wasm 1');
});

test('the network has the first word, the device where it answers with a trouble or too late', async () => {
  const { world, keep, get } = device();
  const [first, second] = [portal('1'), portal('2')];
  world.net = serves(first);
  await keep();
  world.net = serves(second);
  assert.equal(await text(get('/', 'navigate')), second.page);
  world.net = () => new Response('', { status: 502 });
  assert.equal(await text(get('/', 'navigate')), first.page);
  world.net = () => new Promise(() => {});
  world.timers.length = 0;
  const late = get('/', 'navigate');
  while (world.timers.length === 0) await new Promise((done) => setImmediate(done));
  world.timers[0]();
  assert.equal(await text(late), first.page);
});

test('what is none of its business is left to the browser', () => {
  const { get } = device();
  for (const path of ['/api/v1/me', '/api/v1/catalogues', '/worker.mjs', '/favicon.svg', '/manifest.json'])
    assert.equal(get(path), undefined, path);
  for (const path of ['/plain/', '/plain/track', '/demo/codes']) assert.equal(get(path, 'navigate'), undefined, path);
});

test('half an update leaves the page that was kept, whole; the whole one takes its place and the one before stays for open tabs', async () => {
  const { world, keep, get, pages, stores } = device();
  const [first, second, third] = [portal('1'), portal('2'), portal('3')];
  world.net = serves(first);
  await keep();
  world.net = (path) => (path === second.files['rest.wasm'] ? noNetwork() : serves(second)(path));
  await keep();
  assert.deepEqual(await pages(), [first.page]);
  assert.equal(stores.size, 1, 'what came of it is thrown away');
  world.net = serves(second);
  await keep();
  world.net = noNetwork;
  assert.equal(await text(get('/', 'navigate')), second.page);
  assert.equal(await text(get(first.files['rest.wasm'])), 'rest.wasm 1');
  world.net = serves(third);
  await keep();
  assert.deepEqual(await pages(), [second.page, third.page]);
});

test('a login page of the network, or an error, is never taken for the portal', async () => {
  const { world, keep, pages } = device();
  for (const answer of [() => new Response('<html>请先登录上网</html>'), () => new Response('', { status: 503 })]) {
    world.net = answer;
    await keep();
    assert.deepEqual(await pages(), []);
  }
});

test('a file that is not what its name says is asked for anew, and the page is not kept with it', async () => {
  const { world, keep, pages } = device();
  const first = portal('1');
  const damaged = first.files['app.css'];
  world.net = (path, cache) => (path === damaged && cache !== 'reload' ? new Response('cut') : serves(first)(path));
  await keep();
  assert.deepEqual(await pages(), [first.page], 'the browser\'s own copy was damaged');
  const other = device();
  other.world.net = (path) => (path === damaged ? new Response('cut') : serves(first)(path));
  await other.keep();
  assert.deepEqual(await other.pages(), []);
});

/** What the street says of itself. @type {Record<string, string>} */
const STREET = { '/api/v1/reference': 'phones and departments', '/api/v1/grids': 'outlines' };

/** A catalogue of two services as the server publishes it, under its hash. @param {string} hash */
function catalogue(hash) {
  const names = ['forms.json', 'services.zh-CN.json', 'services.en.json', 'service.birth_a.zh-CN.json', 'service.birth_a.en.json', 'service.old_2.zh-CN.json'];
  const files = Object.fromEntries(names.map((name) => [name, `/api/v1/catalogue/${hash}/${name}`]));
  const index = JSON.stringify({ hash, files });
  /** @type {Record<string, string>} */
  const content = { '/api/v1/catalogue': index, ...STREET };
  for (const [name, address] of Object.entries(files)) content[address] = `${name} ${hash}`;
  return { index, files, content };
}

test('a worker\'s tablet has every service in its language without having opened one, and nothing else of the catalogue', async () => {
  const { world, keepServices, get } = device();
  const first = catalogue('00aa');
  world.net = serves(first);
  await keepServices();
  world.net = noNetwork;
  assert.equal(await text(get('/api/v1/catalogue')), first.index);
  for (const name of ['services.zh-CN.json', 'service.birth_a.zh-CN.json', 'service.old_2.zh-CN.json'])
    assert.equal(await text(get(first.files[name])), `${name} 00aa`);
  await assert.rejects(async () => get(first.files['service.birth_a.en.json']));
  await assert.rejects(async () => get(first.files['forms.json']));
});

test('a second language is kept beside the first', async () => {
  const { world, keepServices, get } = device();
  const first = catalogue('00aa');
  world.net = serves(first);
  await keepServices();
  await keepServices('en');
  world.net = noNetwork;
  for (const name of ['service.birth_a.zh-CN.json', 'service.birth_a.en.json']) assert.equal(await text(get(first.files[name])), `${name} 00aa`);
});

test('where the catalogue is another, its services are kept too; half of them leave those of before, and a whole set costs one request', async () => {
  const { world, keepServices, get, stores } = device();
  const [first, second, third] = ['00aa', '00bb', '00cc'].map(catalogue);
  world.net = serves(first);
  await keepServices();
  world.asked.length = 0;
  await keepServices();
  assert.deepEqual(world.asked, ['/api/v1/catalogue']);
  world.net = (path) => (path === second.files['service.old_2.zh-CN.json'] ? noNetwork() : serves(second)(path));
  await keepServices();
  world.net = noNetwork;
  assert.equal(await text(get('/api/v1/catalogue')), first.index);
  for (const next of [second, third]) {
    world.net = serves(next);
    await keepServices();
  }
  world.net = noNetwork;
  assert.equal(await text(get('/api/v1/catalogue')), third.index);
  assert.equal(await text(get(second.files['services.zh-CN.json'])), 'services.zh-CN.json 00bb', 'a form that is open goes on with its own');
  assert.deepEqual([...stores.keys()].filter((name) => name.startsWith('services-')).length, 2);
});

test('a worker\'s tablet knows the street\'s phones and grids without a network, as the network said them last', async () => {
  const { world, keepServices, get } = device();
  world.net = serves(catalogue('00aa'));
  await keepServices();
  world.net = noNetwork;
  for (const [path, said] of Object.entries(STREET)) assert.equal(await text(get(path)), said);
  world.net = serves({ content: { '/api/v1/reference': 'another phone' } });
  assert.equal(await text(get('/api/v1/reference')), 'another phone');
  await new Promise((resolve) => { setTimeout(resolve, 10); });
  world.net = () => new Response('', { status: 502 });
  assert.equal(await text(get('/api/v1/reference')), 'another phone');
});

test('what is said again from the device says neither when it came nor which database answered', async () => {
  const { world, keepServices, get } = device();
  const services = catalogue('00aa');
  const headers = { date: 'Mon, 23 Nov 2026 02:00:00 GMT', 'onewindow-epoch': 'before the backup', 'content-type': 'application/json' };
  world.net = (path) => new Response(services.content[path], { headers });
  await keepServices();
  world.net = noNetwork;
  for (const path of ['/api/v1/catalogue', ...Object.keys(STREET)]) {
    const answer = /** @type {Response} */ (await get(path));
    assert.equal(answer.headers.get('content-type'), 'application/json');
    assert.equal(answer.headers.get('onewindow-epoch'), null);
    assert.equal(answer.headers.get('date'), null);
  }
});

test('services and pages do not push each other off the device', async () => {
  const { world, keep, keepServices, get } = device();
  const [page, services] = [portal('1'), catalogue('00aa')];
  world.net = serves({ content: { ...page.content, ...services.content } });
  await keepServices();
  await keep('staff');
  await keepServices();
  world.net = noNetwork;
  assert.equal(await text(get('/', 'navigate')), page.page);
  assert.equal(await text(get(services.files['services.zh-CN.json'])), 'services.zh-CN.json 00aa');
});
