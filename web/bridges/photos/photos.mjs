// Photos that were picked (chooser.mjs): checked by content, kept in storage at once, made small on the device, kept until they are
// sent. A page that is reloaded meanwhile (a phone short of memory does it) goes on with the originals.
//
// Re-encoding through a canvas leaves every kind of metadata behind (place, time, camera). A refused file says why
// and the others stay: `not_image`, `empty`, `too_large` (bytes or pixels a device cannot hold), `heic` (which this
// browser does not show), `unreadable` (damaged or cut off). A PDF, where one is wanted, is kept as it is:
// `pdf_not_here`, `pdf_too_large`, `pdf_cut`, `pdf_locked`, `pdf_active`.

import { isPdf, look } from './document.mjs';
import { MANY_PIXELS, MAX_PIXELS, pixelsOf } from './pixels.mjs';
import { readability } from './readability.mjs';
import { SNIFF_BYTES, sniff } from './sniff.mjs';
import { sizeOf, straighten } from './straighten.mjs';

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
    if (file.size === 0) return 'empty';
    try {
      const bytes = await startOf(file);
      if (isPdf(bytes)) return documents ? (await look(file)).error : 'pdf_not_here';
      const type = sniff(bytes);
      if (!type) return 'not_image';
      return file.size > MAX_SOURCE_BYTES || await pixelsOf(file, type) > MAX_PIXELS ? 'too_large' : '';
    } catch {
      return 'unreadable';
    }
  }

  /** Why a picture could not be unpacked. @param {Blob} file */
  async function failure(file) {
    const type = sniff(await startOf(file).catch(() => new Uint8Array()));
    if (type === 'image/heic') return 'heic';
    return await pixelsOf(file, type).catch(() => 0) > MANY_PIXELS ? 'too_large' : 'unreadable';
  }

  /**
   * A canvas to draw on, white: JPEG has no transparency; without a ground it would turn black.
   * @param {{width: number, height: number}} size
   */
  function sheet(size) {
    const canvas = environment.createCanvas(size.width, size.height);
    const context = /** @type {CanvasRenderingContext2D | null} */ (canvas.getContext('2d'));
    if (!context) return null;
    context.fillStyle = '#fff';
    context.fillRect(0, 0, size.width, size.height);
    context.imageSmoothingQuality = 'high';
    return { canvas, context };
  }

  /** @typedef {{blob: Blob, width: number, height: number, fault: string}} Made */

  /**
   * What is made of a picture.
   * @param {Blob} file
   * @param {(bitmap: ImageBitmap) => Promise<Made | {error: string}>} make
   * @returns {Promise<Made | {error: string}>}
   */
  async function decoded(file, make) {
    /** @type {ImageBitmap} */
    let bitmap;
    try {
      bitmap = await environment.createImageBitmap(file, { imageOrientation: 'from-image' });
    } catch {
      return { error: await failure(file) };
    }
    try {
      return await make(bitmap);
    } catch {
      return { error: 'unreadable' };
    } finally {
      bitmap.close();
    }
  }

  /**
   * @param {HTMLCanvasElement | OffscreenCanvas} canvas
   * @param {{width: number, height: number}} size
   * @param {string} fault
   */
  async function packed(canvas, size, fault) {
    const blob = await toJpeg(canvas);
    return blob ? { blob, ...size, fault } : { error: 'too_large' };
  }

  /**
   * @param {Blob} file
   * @param {{turned?: boolean}} [options] `turned`: by a quarter to the right
   */
  const shrink = (file, { turned = false } = {}) => decoded(file, async (bitmap) => {
    const inner = fit(bitmap.width, bitmap.height, MAX_EDGE);
    const size = turned ? { width: inner.height, height: inner.width } : inner;
    const paper = sheet(size);
    if (!paper) return { error: 'too_large' };
    if (turned) {
      paper.context.translate(size.width, 0);
      paper.context.rotate(Math.PI / 2);
    }
    paper.context.drawImage(bitmap, 0, 0, inner.width, inner.height);
    return packed(paper.canvas, size, readability(bitmap, environment.createCanvas));
  });

  /**
   * @param {Blob} file
   * @param {import('./straighten.mjs').Point[]} corners of the paper, as shares of width and height
   */
  const straight = (file, corners) => decoded(file, async (bitmap) => {
    const whole = sizeOf(corners.map(({ x, y }) => ({ x: x * bitmap.width, y: y * bitmap.height })));
    const size = fit(whole.width, whole.height, MAX_EDGE);
    // Made small first, so that each pixel is mixed of all that it covers.
    const scale = Math.min(1, size.width / whole.width);
    const small = { width: Math.max(1, Math.round(bitmap.width * scale)), height: Math.max(1, Math.round(bitmap.height * scale)) };
    const before = sheet(small), after = sheet(size);
    if (!before || !after) return { error: 'too_large' };
    before.context.drawImage(bitmap, 0, 0, small.width, small.height);
    const pixels = before.context.getImageData(0, 0, small.width, small.height);
    const made = after.context.createImageData(size.width, size.height);
    straighten(pixels, corners.map(({ x, y }) => ({ x: x * small.width, y: y * small.height })), made);
    after.context.putImageData(made, 0, 0);
    return packed(after.canvas, size, readability(after.canvas, environment.createCanvas));
  });

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
   * Makes another photo of one: turned by a quarter to the right, or what lies between four corners. Whoever shows the
   * old one, or is sending it, goes on with that. Answers as `take` does for one file, without a name.
   * @param {string} localId
   * @param {string} corners eight whole numbers, x and y of each in ten-thousandths, from the top left clockwise; '' =
   *     turn it
   * @param {AnswerFunction} answer
   */
  async function edit(localId, corners, answer) {
    const before = await storage.photo(localId).catch(() => null);
    const places = corners.split(' ').map((place) => Number(place) / 10_000);
    const quad = [0, 2, 4, 6].map((at) => ({ x: places[at], y: places[at + 1] }));
    const made = !before ? { error: 'unreadable' }
      : await (corners ? straight(before, quad) : shrink(before, { turned: true }));
    if ('error' in made) {
      answer({ more: true, meta: { state: 'refused', local_id: localId, name: '', error: made.error } });
    } else {
      const edited = environment.newId();
      const stored = await storage.putPhoto(edited, made.blob);
      answer({ more: true, meta: { state: 'working', local_id: edited, name: '' } });
      answer(ready({ localId: edited, name: '' }, made, stored));
    }
    answer({ status: 0, meta: { count: 1, too_many: 0 } });
  }

  return { take, resume, edit, shrink };
}
