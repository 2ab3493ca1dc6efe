// Photos that were picked (chooser.mjs): checked by content, kept in storage at once, made small on the device, kept until they are
// sent. A page that is reloaded meanwhile (a phone short of memory does it) goes on with the originals.
//
// Re-encoding through a canvas leaves every kind of metadata behind (place, time, camera). A refused file says why
// and the others stay: `not_image`, `too_large` (bytes or pixels a device cannot hold), `unreadable` (damaged, or
// a format this browser cannot decode). A PDF, where one is wanted, is kept as it is: `pdf_not_here`, `pdf_too_large`,
// `pdf_cut`, `pdf_locked`.

import { isPdf, look } from './document.mjs';
import { readability } from './readability.mjs';
import { SNIFF_BYTES, sniff } from './sniff.mjs';

/** @typedef {import('../common/types.mjs').AnswerFunction} AnswerFunction */

export const MAX_EDGE = 1600;
export const QUALITY = 0.82;
/** A source larger than this is refused unread. */
export const MAX_SOURCE_BYTES = 64 * 1024 * 1024;

/**
 * @typedef {object} PhotosEnvironment
 * @property {typeof globalThis.createImageBitmap} createImageBitmap
 * @property {() => string} newId a fresh local id
 * @property {(width: number, height: number) => HTMLCanvasElement | OffscreenCanvas} createCanvas
 */

/**
 * The size of a picture shrunk to fit a square, never grown.
 * @param {number} width
 * @param {number} height
 * @param {number} edge
 */
export function fit(width, height, edge) {
  const scale = Math.min(1, edge / Math.max(width, height, 1));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/**
 * @param {HTMLCanvasElement | OffscreenCanvas} canvas
 * @returns {Promise<Blob | null>}
 */
function toJpeg(canvas) {
  if ('convertToBlob' in canvas) return canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY });
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
}

/**
 * @param {PhotosEnvironment} environment
 * @param {{putPhoto: (localId: string, blob: Blob) => Promise<string>, dropPhoto: (localId: string) => Promise<void>,
 *          photo: (localId: string) => Promise<Blob | null>}} storage
 */
export function createPhotos(environment, storage) {
  /** @param {Blob} file */
  const startOf = async (file) => new Uint8Array(await file.slice(0, SNIFF_BYTES).arrayBuffer());

  /** What is wrong with a file before it is decoded; '' = nothing. @param {Blob} file @param {boolean} documents */
  async function refusal(file, documents) {
    let bytes;
    try {
      bytes = await startOf(file);
    } catch {
      return 'unreadable';
    }
    if (isPdf(bytes)) return documents ? (await look(file)).error : 'pdf_not_here';
    if (file.size > MAX_SOURCE_BYTES) return 'too_large';
    return sniff(bytes) ? '' : 'not_image';
  }

  /**
   * @param {Blob} file
   * @param {{turned?: boolean}} [options] `turned`: by a quarter to the right
   * @returns {Promise<{blob: Blob, width: number, height: number, fault: string} | {error: string}>}
   */
  async function shrink(file, { turned = false } = {}) {
    /** @type {ImageBitmap} */
    let bitmap;
    try {
      bitmap = await environment.createImageBitmap(file, { imageOrientation: 'from-image' });
    } catch {
      return { error: 'unreadable' };
    }
    try {
      const inner = fit(bitmap.width, bitmap.height, MAX_EDGE);
      const size = turned ? { width: inner.height, height: inner.width } : inner;
      const canvas = environment.createCanvas(size.width, size.height);
      const context = /** @type {CanvasRenderingContext2D | null} */ (canvas.getContext('2d'));
      if (!context) return { error: 'too_large' };
      // JPEG has no transparency; without a ground it would turn black.
      context.fillStyle = '#fff';
      context.fillRect(0, 0, size.width, size.height);
      context.imageSmoothingQuality = 'high';
      if (turned) {
        context.translate(size.width, 0);
        context.rotate(Math.PI / 2);
      }
      context.drawImage(bitmap, 0, 0, inner.width, inner.height);
      const fault = readability(bitmap, environment.createCanvas);
      const blob = await toJpeg(canvas);
      return blob ? { blob, ...size, fault } : { error: 'too_large' };
    } catch {
      return { error: 'unreadable' };
    } finally {
      bitmap.close();
    }
  }

  /**
   * @param {{localId: string, name: string}} photo
   * @param {{blob: Blob, width: number, height: number, fault: string}} made
   * @param {string} stored '' or the storage error
   */
  const ready = ({ localId, name }, { blob, width, height, fault }, stored) =>
    ({ more: true, meta: { state: 'ready', local_id: localId, name, width, height, bytes: blob.size, fault, stored } });

  /**
   * Makes one photo small and answers `ready` (with size and `meta.stored` '' or the storage error) or `refused`.
   * @param {{localId: string, name: string}} photo
   * @param {Blob} original
   * @param {AnswerFunction} answer
   */
  async function finish({ localId, name }, original, answer) {
    if (isPdf(await startOf(original).catch(() => new Uint8Array()))) return finishDocument({ localId, name }, original, answer);
    const made = await shrink(original);
    if ('error' in made) {
      await storage.dropPhoto(localId);
      answer({ more: true, meta: { state: 'refused', local_id: localId, name, error: made.error } });
      return;
    }
    answer(ready({ localId, name }, made, await storage.putPhoto(localId, made.blob)));
  }

  /**
   * The same for a PDF, which is kept as it is.
   * @param {{localId: string, name: string}} photo
   * @param {Blob} original
   * @param {AnswerFunction} answer
   */
  async function finishDocument({ localId, name }, original, answer) {
    const { pages } = await look(original);
    const blob = original.slice(0, original.size, 'application/pdf');
    const about = ready({ localId, name }, { blob, width: 0, height: 0, fault: '' }, await storage.putPhoto(localId, blob));
    answer({ ...about, meta: { ...about.meta, document: 1, pages } });
  }

  /**
   * Keeps the originals and then works through them one after the other (a phone has little memory). For each file it
   * answers, with `more`, `meta.state` = `working` and then `ready` (with local id, size, `meta.stored` '' or the
   * storage error) or `refused` (with `meta.error`). The last answer has no `more` and `meta.count`.
   * @param {File[]} files
   * @param {number} room how many more photos are wanted; the rest is refused as `too_many`
   * @param {AnswerFunction} answer
   * @param {boolean} [documents] whether a PDF is wanted too
   */
  async function take(files, room, answer, documents = false) {
    const wanted = files.slice(0, Math.max(0, room)).map((file) => ({ file, name: file.name, localId: environment.newId() }));
    for (const { localId, name } of wanted) answer({ more: true, meta: { state: 'working', local_id: localId, name } });
    const taken = [];
    for (const photo of wanted) {
      const error = await refusal(photo.file, documents);
      if (error) {
        answer({ more: true, meta: { state: 'refused', local_id: photo.localId, name: photo.name, error } });
        continue;
      }
      await storage.putPhoto(photo.localId, photo.file).catch(() => {}); // unreadable: said when it is decoded
      taken.push(photo);
    }
    for (const photo of taken) await finish(photo, photo.file, answer);
    answer({ status: 0, meta: { count: files.length, too_many: files.length - wanted.length } });
  }

  /**
   * Goes on with a photo whose shrinking was interrupted. Answers as `take` does for one file that is taken already.
   * @param {string} localId
   * @param {string} name
   * @param {AnswerFunction} answer
   */
  async function resume(localId, name, answer) {
    const original = await storage.photo(localId).catch(() => null);
    if (original) await finish({ localId, name }, original, answer);
    else answer({ more: true, meta: { state: 'refused', local_id: localId, name, error: 'unreadable' } });
    answer({ status: 0, meta: { count: 1, too_many: 0 } });
  }

  /**
   * Turns a photo by a quarter to the right. The turned one is another photo: whoever shows the old one, or is sending
   * it, goes on with that. Answers as `take` does for one file.
   * @param {string} localId
   * @param {string} name
   * @param {AnswerFunction} answer
   */
  async function turn(localId, name, answer) {
    const before = await storage.photo(localId).catch(() => null);
    const made = before ? await shrink(before, { turned: true }) : { error: 'unreadable' };
    if ('error' in made) {
      answer({ more: true, meta: { state: 'refused', local_id: localId, name, error: made.error } });
    } else {
      const turned = environment.newId();
      const stored = await storage.putPhoto(turned, made.blob);
      answer({ more: true, meta: { state: 'working', local_id: turned, name } });
      answer(ready({ localId: turned, name }, made, stored));
    }
    answer({ status: 0, meta: { count: 1, too_many: 0 } });
  }

  return { take, resume, turn, shrink };
}
