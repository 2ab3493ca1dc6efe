// @ts-check
// The service worker: it keeps the portal's page with every file that the page names, so that the page opens without a
// network (docs/adr/0032). It is the same for every version of the portal and knows nothing of anybody: what people do
// and what the server answers never passes through here.

/** Kept pages are caches named PREFIX<milliseconds>-<hash of the page>; one that holds PAGE holds all its files. */
const PREFIX = 'onewindow-';
const PAGE = '/';
/** A page that the network brings later than this comes from the device. Milliseconds. */
const PATIENCE = 4_000;
/** The newest page, and the one before it: a tab that was opened before an update goes on with its own files. */
const VERSIONS = 2;
/** Names with a hash of the content, as the pack step gives them. */
const HASHED = /\.([0-9a-f]{10})\.(?:js|css|wasm|json|geojson)$/;
/** The street's own catalogue, which has the hash in its folder. */
const CATALOGUE = /^\/api\/v1\/catalogue\/[0-9a-f]+\/[a-z_./-]+$/;
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
  const { keep: program } = event.data ?? {};
  if (typeof program !== 'string') return;
  keeping = keeping.then(() => keep(program)).catch((error) => console.warn('not kept for later:', error));
  event.waitUntil(keeping);
});

worker.addEventListener('fetch', (/** @type {any} */ event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== 'GET' || address.origin !== worker.location.origin) return;
  if (request.mode === 'navigate') {
    if (address.pathname === PAGE) event.respondWith(page(event));
  } else if (HASHED.test(address.pathname) || CATALOGUE.test(address.pathname)) {
    event.respondWith(kept(address.pathname).then((found) => found ?? fetch(request)));
  }
});

/** The page of the network, so that nobody stays on an old one; of the device where that cannot be had. @param {any} event @returns {Promise<Response>} */
async function page(event) {
  const asked = Promise.resolve(event.preloadResponse).then((answer) => answer ?? fetch(event.request));
  asked.catch(() => {});
  const [newest] = await versions();
  const own = newest && (await (await caches.open(newest.name)).match(PAGE));
  if (!own) return asked;
  const usable = asked.then((answer) => (answer.status >= SERVER_TROUBLE ? own : answer), () => own);
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, own));
  return Promise.race([usable, late]);
}

/**
 * Whole kept pages, the newest first.
 * @returns {Promise<{name: string, hash: string}[]>}
 */
async function versions() {
  const found = [];
  for (const name of await caches.keys()) {
    const [, since, hash] = /^onewindow-(\d+)-([0-9a-f]+)$/.exec(name) ?? [];
    if (hash && (await (await caches.open(name)).match(PAGE))) found.push({ name, hash, since: Number(since) });
  }
  return found.sort((one, other) => other.since - one.since);
}

/** A file under an address that never changes its content, of whichever page. @param {string} address @returns {Promise<Response | undefined>} */
async function kept(address) {
  for (const { name } of await versions()) {
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
  const answer = await fetch(PAGE, { cache: 'no-cache', credentials: 'same-origin' });
  if (!answer.ok || answer.redirected) throw new Error(`the page: ${answer.status}`);
  const text = await answer.clone().text();
  const hash = await digest(new TextEncoder().encode(text));
  const [newest] = await versions();
  const same = newest?.hash === hash;
  const name = same ? newest.name : `${PREFIX}${Date.now()}-${hash}`;
  const cache = await caches.open(name);
  try {
    for (const address of filesOf(text, program)) {
      if (await cache.match(address, { ignoreVary: true })) continue;
      await cache.put(address, (await kept(address)) ?? (await whole(address)));
    }
    if (!same) await cache.put(PAGE, answer);
  } catch (error) {
    if (!same) await caches.delete(name);
    throw error;
  }
  const stay = new Set((await versions()).slice(0, VERSIONS).map((one) => one.name));
  for (const other of await caches.keys()) {
    if (other.startsWith(PREFIX) && !stay.has(other)) await caches.delete(other);
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
  const shared = [built.icons, built.qr, ...Object.values(built.catalogue), ...Object.values(built.grids)];
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
