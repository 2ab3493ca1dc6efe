// Stands between a browser and the server and does to its writes what networks do: loses the request or the answer,
// sends it twice, holds it back until others have passed.
import http from 'node:http';

/** @typedef {'lose_request' | 'lose_answer' | 'twice' | 'late' | 'busy'} Fault */
/** @type {Fault[]} */
export const FAULTS = ['lose_request', 'lose_answer', 'twice', 'late', 'busy'];

/** How long a request that is late is held back: longer than those behind it take. */
const LATE_MS = 1_500;

export class FaultyProxy {
  /** @type {Fault[]} what happens to the next writes, in order */
  #next = [];
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
    this.#next.push(...faults);
  }

  /** From now on it only passes on. */
  beKind() {
    this.#next = [];
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
    const body = Buffer.concat(parts);
    const writes = request.method === 'POST' && request.url?.startsWith('/api/v1/');
    const fault = writes ? this.#next.shift() : undefined;
    if (fault) this.done.push(`${fault} ${request.url}`);
    if (fault === 'lose_request') {
      answer.destroy();
    } else if (fault === 'busy') {
      answer.writeHead(503, { 'retry-after': '1', 'content-type': 'text/plain' }).end('busy');
    } else if (fault === 'lose_answer') {
      await this.#ask(request, body).then((heard) => heard.resume(), () => {});
      answer.destroy();
    } else {
      if (fault === 'late') await new Promise((resolve) => setTimeout(resolve, LATE_MS));
      // The first of the two is answered to nobody; the second comes while it is under way.
      if (fault === 'twice') this.#ask(request, body).then((heard) => heard.resume(), () => {});
      await this.#ask(request, body).then((heard) => {
        answer.writeHead(heard.statusCode ?? 502, heard.headers);
        heard.pipe(answer);
        heard.on('error', () => answer.destroy());
        answer.on('close', () => heard.destroy());
      }, () => answer.destroy());
    }
  }

  /** @param {http.IncomingMessage} request @param {Buffer} body @returns {Promise<http.IncomingMessage>} */
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
