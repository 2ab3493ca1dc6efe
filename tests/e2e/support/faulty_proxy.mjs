// Stands between a browser and the server and does to its writes what networks do: loses the request or the answer,
// cuts the answer off, sends it twice, holds it back until others have passed.
import http from 'node:http';

/** @typedef {'lose_request' | 'lose_answer' | 'cut_answer' | 'twice' | 'late' | 'busy'} Fault */
/** @type {Fault[]} */
export const FAULTS = ['lose_request', 'lose_answer', 'cut_answer', 'twice', 'late', 'busy'];
/**
 * What a test does to a write before the server has it, to see that it is found: the bodies that go on in its place, under
 * another key where one is named.
 * @typedef {(path: string, body: Record<string, any>, key: string) => {body: Record<string, any>, key?: string}[]} Sabotage
 */

/** Addresses whose content never changes: asked for once, for all tablets. */
const FOR_EVER = /\.[0-9a-f]{10}\.(?:js|css|wasm|json|geojson)$|^\/api\/v1\/catalogue\/[0-9a-f]+\//;
const PHOTOS = '/api/v1/attachments';

/** How long a request that is late is held back: longer than those behind it take. */
const LATE_MS = 1_500;
/** An answer that is cut off has begun to arrive. */
const CUT_MS = 20;

export class FaultyProxy {
  /** What happens to the next writes, and to the next photos, in order. @type {{all: Fault[], photos: Fault[]}} */
  #next = { all: [], photos: [] };
  /** @type {Map<string, {status: number, headers: http.IncomingHttpHeaders, body: Buffer}>} */
  #kept = new Map();
  /** @type {Sabotage | undefined} */
  sabotage;
  #server = http.createServer((request, answer) => { this.#take(request, answer); });
  /** What happened, for the report of a failure. @type {string[]} */
  done = [];

  /** @param {() => number} portOfServer where it listens now */
  constructor(portOfServer) {
    this.portOfServer = portOfServer;
  }

  /** @returns {Promise<this>} */
  listen() {
    return new Promise((resolve) => this.#server.listen(0, '127.0.0.1', () => resolve(this)));
  }

  get url() {
    const { port } = /** @type {import('node:net').AddressInfo} */ (this.#server.address());
    return `http://127.0.0.1:${port}`;
  }

  /** @param {Fault[]} faults of the writes that come next */
  add(faults) {
    this.#next.all.push(...faults);
  }

  /** @param {Fault[]} faults of the photos that come next */
  addForPhotos(faults) {
    this.#next.photos.push(...faults);
  }

  /** From now on it only passes on. */
  beKind() {
    this.#next = { all: [], photos: [] };
  }

  close() {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  /** @param {http.IncomingMessage} request @param {http.ServerResponse} answer */
  async #take(request, answer) {
    answer.on('error', () => {});
    /** @type {Buffer[]} */
    const parts = [];
    try {
      for await (const part of request) parts.push(part);
    } catch {
      return;  // the browser went away
    }
    const path = request.url ?? '';
    if (request.method === 'POST' && path.startsWith('/api/v1/')) this.#write(request, Buffer.concat(parts), path, answer);
    else if (request.method === 'GET' && FOR_EVER.test(path)) this.#file(request, path, answer);
    else this.#pass(request, Buffer.concat(parts), answer);
  }

  /** @param {http.IncomingMessage} request @param {Buffer} body @param {string} path @param {http.ServerResponse} answer */
  async #write(request, body, path, answer) {
    const fault = (path === PHOTOS ? this.#next.photos.shift() : undefined) ?? this.#next.all.shift();
    if (fault) this.done.push(`${fault} ${path}`);
    if (this.sabotage && request.headers['content-type'] === 'application/json') {
      this.#spoil(this.sabotage, request, body, path, answer);
    } else if (fault === 'lose_request') {
      answer.destroy();
    } else if (fault === 'busy') {
      answer.writeHead(503, { 'retry-after': '1', 'content-type': 'text/plain' }).end('busy');
    } else if (fault === 'lose_answer') {
      await this.#ask(request, body).then((heard) => heard.resume(), () => {});
      answer.destroy();
    } else if (fault === 'cut_answer') {
      await this.#ask(request, body).then(async (heard) => {
        answer.writeHead(heard.statusCode ?? 502, heard.headers);
        const whole = await read(heard);
        answer.write(whole.subarray(0, Math.floor(whole.length / 2)));
      }, () => {});
      setTimeout(() => answer.destroy(), CUT_MS);
    } else {
      if (fault === 'late') await new Promise((resolve) => setTimeout(resolve, LATE_MS));
      // The first of the two is answered to nobody; the second comes while it is under way.
      if (fault === 'twice') this.#ask(request, body).then((heard) => heard.resume(), () => {});
      await this.#pass(request, body, answer);
    }
  }

  /** @param {Sabotage} sabotage @param {http.IncomingMessage} request @param {Buffer} body @param {string} path @param {http.ServerResponse} answer */
  async #spoil(sabotage, request, body, path, answer) {
    const wanted = sabotage(path, JSON.parse(String(body)), String(request.headers['idempotency-key'] ?? ''));
    for (const [at, one] of wanted.entries()) {
      const bytes = Buffer.from(JSON.stringify(one.body));
      request.headers['content-length'] = String(bytes.length);
      if (one.key) request.headers['idempotency-key'] = one.key;
      if (at === wanted.length - 1) await this.#pass(request, bytes, answer);
      else await this.#ask(request, bytes).then((heard) => heard.resume(), () => {});
    }
  }

  /** @param {http.IncomingMessage} request @param {string} path @param {http.ServerResponse} answer */
  async #file(request, path, answer) {
    const name = `${path} ${request.headers['accept-encoding']}`;
    try {
      const headers = { ...request.headers };
      delete headers['if-none-match'];
      let kept = this.#kept.get(name);
      if (!kept) {
        const heard = await this.#ask({ method: 'GET', url: path, headers }, Buffer.alloc(0));
        kept = { status: heard.statusCode ?? 502, headers: heard.headers, body: await read(heard) };
        if (kept.status === 200) this.#kept.set(name, kept);
      }
      answer.writeHead(kept.status, kept.headers).end(kept.body);
    } catch {
      answer.destroy();
    }
  }

  /** @param {http.IncomingMessage} request @param {Buffer} body @param {http.ServerResponse} answer */
  #pass(request, body, answer) {
    return this.#ask(request, body).then((heard) => {
      answer.writeHead(heard.statusCode ?? 502, heard.headers);
      heard.pipe(answer);
      heard.on('error', () => answer.destroy());
      answer.on('close', () => heard.destroy());
    }, () => answer.destroy());
  }

  /** @param {Pick<http.IncomingMessage, 'method' | 'url' | 'headers'>} request @param {Buffer} body @returns {Promise<http.IncomingMessage>} */
  #ask(request, body) {
    return new Promise((resolve, reject) => {
      const asked = http.request({
        host: '127.0.0.1', port: this.portOfServer(), method: request.method, path: request.url, headers: request.headers, agent: false,
      }, resolve);
      asked.on('error', reject);
      asked.end(body);
    });
  }
}

/** @param {http.IncomingMessage} message @returns {Promise<Buffer>} */
async function read(message) {
  const parts = [];
  for await (const part of message) parts.push(part);
  return Buffer.concat(parts);
}
