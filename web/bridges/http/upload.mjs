// A stored file on its way to the server, a request at a time: whole where it is small, else announced and then sent
// part by part (docs/api.md, "Uploads"). Which request comes next the program says: it knows what the server has.

import { failure } from '../common/types.mjs';
import { isOwnPath, parseHeaderLines, pickHeaders } from './http.mjs';

/** @typedef {import('../common/types.mjs').AnswerFunction} AnswerFunction */
/** @typedef {import('../common/types.mjs').Answer} Answer */

/** A file up to this goes in one request, and a part of a larger one has so many bytes. */
export const PART_BYTES = 1_048_576;

/**
 * @typedef {object} UploadEnvironment
 * @property {new () => XMLHttpRequest} XMLHttpRequest
 * @property {SubtleCrypto | undefined} subtle missing in pages without a secure context: files go whole there
 * @property {(run: () => void, ms: number) => any} setTimeout
 * @property {(timer: any) => void} clearTimeout
 */

/** @param {SubtleCrypto} subtle @param {Blob} blob */
async function sha256(subtle, blob) {
  const digest = new Uint8Array(await subtle.digest('SHA-256', await blob.arrayBuffer()));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * @param {UploadEnvironment} environment
 * @param {(localId: string) => Promise<Blob | null>} findPhoto where the bytes come from; fails where they cannot be read now
 */
export function createUpload(environment, findPhoto) {
  /**
   * @param {Blob} blob @param {string} path @param {string} parts @param {number} from
   * @returns {Promise<{method: string, path: string, body: Blob | string, type: string}>}
   */
  async function requestOf(blob, path, parts, from) {
    if (from >= 0)
      return { method: 'PUT', path: parts, body: blob.slice(from, from + PART_BYTES), type: 'application/octet-stream' };
    if (blob.size <= PART_BYTES || !environment.subtle)
      return { method: 'POST', path, body: blob, type: blob.type || 'application/octet-stream' };
    const body = JSON.stringify({ bytes: blob.size, sha256: await sha256(environment.subtle, blob) });
    return { method: 'POST', path: parts, body, type: 'application/json' };
  }

  /**
   * A file that is no longer on the device is `missing`; one that cannot be read now fails as the network does, and is
   * tried again.
   * @param {Map<number, () => void>} running how to cancel each running request
   * @param {number} id
   * @param {string} localId
   * @param {string} path of a small file
   * @param {string} parts where a large one is announced, or its next part goes
   * @param {number} from where that part begins; below 0 it is not announced yet
   * @param {string} headerLines
   * @param {number} timeoutMs time limit without any progress
   * @param {AnswerFunction} answer
   */
  return async function upload(running, id, localId, path, parts, from, headerLines, timeoutMs, answer) {
    let cancelledEarly = false;
    running.set(id, () => { cancelledEarly = true; });
    const blob = await findPhoto(localId).catch(() => undefined);
    const made = blob ? await requestOf(blob, path, parts, from).catch(() => undefined) : blob;
    if (!made || cancelledEarly || !isOwnPath(made.path)) {
      running.delete(id);
      answer(failure(cancelledEarly ? 'cancelled' : made === null ? 'missing' : 'network'));
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

    request.upload.onprogress = watch;
    request.onload = () => finish({
      status: request.status,
      meta: pickHeaders((name) => request.getResponseHeader(name)),
      data: new Uint8Array(request.response ?? new ArrayBuffer(0)),
    });
    request.onerror = () => finish(failure(reason));
    request.onabort = () => finish(failure(reason));

    request.open(made.method, made.path);
    request.responseType = 'arraybuffer';
    for (const [name, value] of parseHeaderLines(headerLines)) request.setRequestHeader(name, value);
    request.setRequestHeader('Content-Type', made.type);
    watch();
    request.send(made.body);
  };
}
