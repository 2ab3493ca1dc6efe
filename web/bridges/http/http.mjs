// HTTP to our own server: fetch with a time limit, uploads, cancelling.
//
// An answer of the server, whatever its status, is a success here; only the lack of one is an error, named
// `network` (no connection, refused, reset), `timeout`, `cancelled` or `too_large`.

import { failure } from '../common/types.mjs';

/** @typedef {import('../common/types.mjs').AnswerFunction} AnswerFunction */
/** @typedef {import('../common/types.mjs').Answer} Answer */

/** Answer headers that the program uses. */
const HEADERS = ['content-type', 'retry-after', 'etag', 'date', 'x-request-id', 'onewindow-epoch'];

/** An answer larger than this is not one of ours. */
const MAX_ANSWER_BYTES = 32 * 1024 * 1024;

/**
 * @typedef {object} HttpEnvironment
 * @property {typeof globalThis.fetch} fetch
 * @property {(run: () => void, ms: number) => any} setTimeout
 * @property {(timer: any) => void} clearTimeout
 */

/**
 * "name: value" lines, as the program sends request headers.
 * @param {string} text
 * @returns {[string, string][]}
 */
export function parseHeaderLines(text) {
  /** @type {[string, string][]} */
  const headers = [];
  for (const line of text.split('\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.push([line.slice(0, colon).trim(), line.slice(colon + 1).trim()]);
  }
  return headers;
}

/**
 * Requests stay on our origin, whatever the program was led to ask for.
 * @param {string} path
 */
export function isOwnPath(path) {
  return path.startsWith('/') && !path.startsWith('//') && !path.includes('\\');
}

/**
 * @param {HttpEnvironment} environment
 * @param {() => Promise<ReturnType<typeof import('./upload.mjs').createUpload>>} loadUpload fails where the network does
 */
export function createHttp(environment, loadUpload) {
  /** @type {Map<number, () => void>} how to cancel each running request */
  const running = new Map();

  /**
   * @param {number} id
   * @param {string} method
   * @param {string} path
   * @param {string} headerLines
   * @param {Uint8Array | null} body
   * @param {number} timeoutMs
   * @param {AnswerFunction} answer
   */
  async function send(id, method, path, headerLines, body, timeoutMs, answer) {
    if (!isOwnPath(path)) {
      answer(failure('network'));
      return;
    }
    const controller = new AbortController();
    let reason = 'network';
    /** @param {string} why */
    const stop = (why) => {
      reason = why;
      controller.abort();
    };
    const timer = environment.setTimeout(() => stop('timeout'), timeoutMs);
    running.set(id, () => stop('cancelled'));
    /** @type {Answer} */
    let result;
    try {
      const response = await environment.fetch(path, {
        method,
        headers: parseHeaderLines(headerLines),
        body: body && body.length ? /** @type {BodyInit} */ (body) : undefined,
        credentials: 'same-origin',
        signal: controller.signal,
      });
      const bytes = new Uint8Array(await response.arrayBuffer());
      result = bytes.length > MAX_ANSWER_BYTES
        ? failure('too_large')
        : { status: response.status, meta: pickHeaders((name) => response.headers.get(name)), data: bytes };
    } catch {
      result = failure(reason);
    }
    environment.clearTimeout(timer);
    running.delete(id);
    answer(result);
  }

  /**
   * Makes one request for a stored file (upload.mjs, which comes with the extras).
   * @param {number} id
   * @param {any[]} given what it takes after these
   */
  async function upload(id, ...given) {
    let cancelled = false;
    running.set(id, () => { cancelled = true; });
    const send = await loadUpload().catch(() => null);
    if (send && !cancelled) return /** @type {any} */ (send)(running, id, ...given);
    running.delete(id);
    /** @type {AnswerFunction} */ (given.at(-1))(failure(cancelled ? 'cancelled' : 'network'));
  }

  /** @param {number} id */
  function cancel(id) {
    running.get(id)?.();
  }

  return { send, upload, cancel };
}

/**
 * @param {(name: string) => string | null} get
 * @returns {Record<string, string>}
 */
export function pickHeaders(get) {
  /** @type {Record<string, string>} */
  const picked = {};
  for (const name of HEADERS) {
    const value = get(name);
    if (value !== null) picked[name] = value;
  }
  return picked;
}
