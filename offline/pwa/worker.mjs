// @ts-check
// The service worker: it keeps the portal's page with every file that the page names, so that the page opens without a
// network (docs/adr/0032), and on a worker's tablet the files of all services before anybody opens one (docs/adr/0048);
// and what the street last said of itself: its phones, its departments, its grids.
// It is the same for every version of the portal and knows nothing of anybody: what people do and what the server
// answers to them never passes through here.

/** Kept pages are caches named PREFIX<milliseconds>-<hash of the page>; one that holds PAGE holds all its files. */
const PREFIX = 'onewindow-';
const PAGE = '/';
/** Likewise the services' files: SERVICES<milliseconds>-<hash of the catalogue>; one that holds INDEX holds all of them. */
const SERVICES = 'services-';
const INDEX = '/api/v1/catalogue';
/** What the street says of itself, the same to everybody, and the cache of what it said last. */
const STREET = ['/api/v1/reference', '/api/v1/grids'];
const SAID = 'street';
/** What the index calls the files of services in a language. @param {string} language */
const ofServices = (language) => (/** @type {string} */ name) => /^services?\./.test(name) && name.endsWith(`.${language}.json`);
/** What the network brings later than this comes from the device. Milliseconds. */
const PATIENCE = 4_000;
/** The newest, and the one before it: a tab that was opened before an update goes on with its own files. */
const VERSIONS = 2;
/** Names with a hash of the content, as the pack step gives them. */
const HASHED = /\.([0-9a-f]{10})\.(?:js|css|wasm|json|geojson)$/;
/** The street's own catalogue, which has the hash in its folder. */
const CATALOGUE = /^\/api\/v1\/catalogue\/[0-9a-f]+\/[A-Za-z0-9_./-]+$/;
/** A page comes whole and as itself, or from the device. */
const SERVER_TROUBLE = 500;

const worker = /** @type {any} */ (globalThis);

/** Keeping is done one page after the other. @type {Promise<unknown>} */
let keeping = Promise.resolve();

worker.addEventListener('install', () => worker.skipWaiting());

worker.addEventListener('activate', (/** @type {any} */ event) => {
  // The network need not wait until the worker runs.
  event.waitUntil(worker.registration.navigationPreload?.enable());
});

worker.addEventListener('message', (/** @type {any} */ event) => {
  const { keep: program, ahead: language } = event.data ?? {};
  if (typeof program === 'string') keeping = keeping.then(() => keep(program));
  else if (typeof language === 'string') keeping = keeping.then(() => keepServices(language));
  else return;
  keeping = keeping.catch((error) => console.warn('not kept for later:', error));
  event.waitUntil(keeping);
});

worker.addEventListener('fetch', (/** @type {any} */ event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== 'GET' || address.origin !== worker.location.origin) return;
  if (request.mode === 'navigate') {
    if (address.pathname === PAGE) event.respondWith(newest(event, PREFIX, PAGE));
  } else if (address.pathname === INDEX) {
    event.respondWith(newest(event, SERVICES, INDEX));
  } else if (STREET.includes(address.pathname)) {
    event.respondWith(lastSaid(event, address.pathname));
  } else if (HASHED.test(address.pathname) || CATALOGUE.test(address.pathname)) {
    event.respondWith(kept(address.pathname).then((found) => found ?? fetch(request)));
  }
});

/**
 * What the network says is present, so that nobody stays on an old page; of the device where that cannot be had.
 * @param {any} event
 * @param {string} prefix
 * @param {string} last
 * @returns {Promise<Response>}
 */
async function newest(event, prefix, last) {
  const asked = Promise.resolve(event.preloadResponse).then((answer) => answer ?? fetch(event.request));
  const [kept] = await versions(prefix, last);
  return firstWord(asked, kept && (await (await caches.open(kept.name)).match(last)));
}

/**
 * What the street says of itself; of the device, as it was said last, where that cannot be had.
 * @param {any} event
 * @param {string} address
 * @returns {Promise<Response>}
 */
async function lastSaid(event, address) {
  const cache = await caches.open(SAID);
  const asked = fetch(event.request);
  const keeping = asked.then(async (answer) => (answer.ok ? cache.put(address, await content(answer.clone())) : undefined));
  event.waitUntil(keeping.catch(() => {}));
  return firstWord(asked, await cache.match(address, { ignoreVary: true }));
}

/**
 * The network has the first word, for as long as anybody waits; then what the device has.
 * @param {Promise<Response>} asked
 * @param {Response | undefined} own
 * @returns {Promise<Response>}
 */
async function firstWord(asked, own) {
  asked.catch(() => {});
  if (!own) return asked;
  const usable = asked.then((answer) => (answer.status >= SERVER_TROUBLE ? own : answer), () => own);
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, own));
  return Promise.race([usable, late]);
}

/**
 * What is kept whole, the newest first.
 * @param {string} prefix of their names
 * @param {string} last what is put there when all else is
 * @returns {Promise<{name: string, hash: string}[]>}
 */
async function versions(prefix, last) {
  const found = [];
  for (const name of await caches.keys()) {
    if (!name.startsWith(prefix)) continue;
    const [, since, hash] = /^(\d+)-([0-9a-f]+)$/.exec(name.slice(prefix.length)) ?? [];
    if (hash && (await (await caches.open(name)).match(last))) found.push({ name, hash, since: Number(since) });
  }
  return found.sort((one, other) => other.since - one.since);
}

/** A file under an address that never changes its content, of whichever version. @param {string} address @returns {Promise<Response | undefined>} */
async function kept(address) {
  for (const { name } of [...await versions(PREFIX, PAGE), ...await versions(SERVICES, INDEX)]) {
    const found = await (await caches.open(name)).match(address, { ignoreVary: true });
    if (found) return found;
  }
  return undefined;
}

/**
 * Keeps the present page for a program: the files first and the page last, so that a page which is there is whole; what
 * was kept before stands until then.
 * @param {string} program
 */
async function keep(program) {
  const answer = await present(PAGE);
  const text = await answer.clone().text();
  await put(PREFIX, PAGE, answer, await digest(new TextEncoder().encode(text)), filesOf(text, program));
}

/**
 * Keeps what all services ask and say in a language, one file after the other, and what the street says of itself. From
 * then on the open page has them too.
 * @param {string} language
 */
async function keepServices(language) {
  const answer = await present(INDEX);
  const { hash, files } = await answer.clone().json();
  const wanted = Object.keys(files).filter(ofServices(language)).map((name) => files[name]);
  await put(SERVICES, INDEX, answer, hash, wanted.filter((address) => CATALOGUE.test(address)));
  await worker.clients?.claim();
  const said = await caches.open(SAID);
  for (const address of STREET) {
    if (!(await said.match(address, { ignoreVary: true }))) await said.put(address, await content(await present(address)));
  }
}

/** What is present, from the network. @param {string} address @returns {Promise<Response>} */
async function present(address) {
  const answer = await fetch(address, { cache: 'no-cache', credentials: 'same-origin' });
  if (!answer.ok || answer.redirected) throw new Error(`${address}: ${answer.status}`);
  return answer;
}

/**
 * What an answer says, without what was true of it only when it came: which database answered, and when. Said again
 * later that would be taken for what the server says then.
 * @param {Response} answer
 * @returns {Promise<Response>}
 */
async function content(answer) {
  const headers = new Headers(answer.headers);
  for (const name of ['date', 'onewindow-epoch', 'content-encoding', 'content-length']) headers.delete(name);
  return new Response(await answer.blob(), { headers });
}

/**
 * Keeps a version: its files first and what names them last.
 * @param {string} prefix
 * @param {string} last
 * @param {Response} answer what is kept under `last`
 * @param {string} hash of the version
 * @param {Iterable<string>} files addresses
 */
async function put(prefix, last, answer, hash, files) {
  const [newest] = await versions(prefix, last);
  const same = newest?.hash === hash;
  const name = same ? newest.name : `${prefix}${Date.now()}-${hash}`;
  const cache = await caches.open(name);
  try {
    for (const address of files) {
      if (await cache.match(address, { ignoreVary: true })) continue;
      await cache.put(address, (await kept(address)) ?? (await whole(address)));
    }
    if (!same) await cache.put(last, await content(answer));
  } catch (error) {
    if (!same) await caches.delete(name);
    throw error;
  }
  const stay = new Set((await versions(prefix, last)).slice(0, VERSIONS).map((one) => one.name));
  for (const other of await caches.keys()) {
    if (other.startsWith(prefix) && !stay.has(other)) await caches.delete(other);
  }
}

/**
 * What a page needs where there is no network, for the residents' program and the one that this device runs. Throws
 * where it is another page than the portal's: a login page of the network, for one.
 * @param {string} text of the page
 * @param {string} program
 * @returns {Set<string>} addresses
 */
function filesOf(text, program) {
  const [, data] = /<script type="application\/json" id="assets">(.*?)<\/script>/s.exec(text) ?? [];
  const built = JSON.parse(data);
  const parts = [built, built.programs[program] ?? {}];
  const named = parts.flatMap((part) => [
    part.script, part.wasm, part.rest, ...Object.values(part.strings ?? {}), ...Object.values(part.later ?? {}),
  ]);
  const shared = [built.icons, built.extras, ...Object.values(built.catalogue), ...Object.values(built.grids)];
  const written = [...text.matchAll(/(?:href|src)="(\/[^"]+)"/g)].map(([, address]) => address);
  return new Set([...named, ...shared, ...written].filter((one) => one && (HASHED.test(one) || CATALOGUE.test(one))));
}

/**
 * A file as its name says it is. What the browser has kept damaged is asked for anew.
 * @param {string} address
 * @returns {Promise<Response>}
 */
async function whole(address) {
  for (const cache of /** @type {RequestCache[]} */ (['default', 'reload'])) {
    const answer = await fetch(address, { cache, credentials: 'same-origin' });
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const wanted = HASHED.exec(address)?.[1] ?? '';
    if (!(await digest(bytes)).startsWith(wanted)) continue;
    const headers = new Headers(answer.headers);
    // It lies there as it is read, not as it travelled.
    headers.delete('content-encoding');
    headers.delete('content-length');
    return new Response(bytes, { headers });
  }
  throw new Error(`${address}: not what its name says`);
}

/** @param {Uint8Array<ArrayBuffer>} bytes @returns {Promise<string>} SHA-256, hexadecimal */
async function digest(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
