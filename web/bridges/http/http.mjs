// HTTP to our own server: fetch with a time limit, uploads with progress, cancelling.
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
 * @property {new () => XMLHttpRequest} XMLHttpRequest
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
 * @param {(localId: string) => Promise<Blob | null>} findPhoto where an upload's bytes come from; fails where they cannot be read now
 */
export function createHttp(environment, findPhoto) {
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
   * Sends a stored photo. Progress comes as answers with `more`, `meta.sent` and `meta.total` in bytes, at most one
   * for every twentieth part. A photo that is no longer on the device is `missing`; one that cannot be read now fails as
   * the network does, and is tried again.
   * @param {number} id
   * @param {string} localId
   * @param {string} path
   * @param {string} headerLines
   * @param {number} timeoutMs time limit without any progress
   * @param {AnswerFunction} answer
   */
  async function upload(id, localId, path, headerLines, timeoutMs, answer) {
    let cancelledEarly = false;
    running.set(id, () => { cancelledEarly = true; });
    const blob = await findPhoto(localId).catch(() => undefined);
    if (!blob || cancelledEarly || !isOwnPath(path)) {
      running.delete(id);
      answer(failure(cancelledEarly ? 'cancelled' : blob === null ? 'missing' : 'network'));
      return;
    }

    const request = new environment.XMLHttpRequest();
    let reason = 'network';
    /** @type {any} */
    let timer;
    const watch = () => {
      environment.clearTimeout(timer);
      timer = environment.setTimeout(() => {
        reason = 'timeout';
        request.abort();
      }, timeoutMs);
    };
    /** @param {Answer} result */
    const finish = (result) => {
      environment.clearTimeout(timer);
      if (running.delete(id)) answer(result);
    };
    running.set(id, () => {
      reason = 'cancelled';
      request.abort();
    });

    let reported = 0;
    request.upload.onprogress = (event) => {
      watch();
      if (!running.has(id) || event.loaded - reported < blob.size / 20) return;
      reported = event.loaded;
      answer({ more: true, meta: { sent: event.loaded, total: blob.size } });
    };
    request.onload = () => finish({
      status: request.status,
      meta: pickHeaders((name) => request.getResponseHeader(name)),
      data: new Uint8Array(request.response ?? new ArrayBuffer(0)),
    });
    request.onerror = () => finish(failure(reason));
    request.onabort = () => finish(failure(reason));

    request.open('POST', path);
    request.responseType = 'arraybuffer';
    for (const [name, value] of parseHeaderLines(headerLines)) request.setRequestHeader(name, value);
    request.setRequestHeader('Content-Type', blob.type || 'application/octet-stream');
    watch();
    request.send(blob);
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
function pickHeaders(get) {
  /** @type {Record<string, string>} */
  const picked = {};
  for (const name of HEADERS) {
    const value = get(name);
    if (value !== null) picked[name] = value;
  }
  return picked;
}
