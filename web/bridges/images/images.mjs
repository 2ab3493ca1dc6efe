// @ts-check
/** Decodes pictures for the canvas: photos of this device, attachments of the server, and QR codes. */

/**
 * Longest side of a decoded picture, pixels.
 * @type {Record<string, number>}
 */
const LONGEST = { local: 480, whole: 1600, thumb: 480, full: 1600 };

/**
 * @param {Window & typeof globalThis} window
 * @param {(localId: string) => Promise<Blob | null>} localBlob
 * @param {() => Promise<Pick<typeof import('../extras/extras.mjs'), 'qrPixels'>>} loadQr fetches the module that makes QR codes
 */
export function createImages(window, localBlob, loadQr) {
  /**
   * @param {string} kind
   * @param {string} id
   * @returns {Promise<Blob>}
   */
  async function blobOf(kind, id) {
    if (kind === 'local' || kind === 'whole') {
      const blob = await localBlob(id);
      if (!blob) throw new Error('no such photo on this device');
      return blob;
    }
    const query = kind === 'thumb' ? '?size=thumb' : '';
    const answer = await window.fetch(`/api/v1/attachments/${encodeURIComponent(id)}${query}`);
    if (!answer.ok) throw new Error(`attachment: ${answer.status}`);
    return answer.blob();
  }

  return {
    /**
     * @param {string} key
     * @returns {Promise<ImageBitmap>}
     */
    async load(key) {
      const colon = key.indexOf(':');
      const [kind, id] = [key.slice(0, colon), key.slice(colon + 1)];
      if (kind === 'qr') {
        // An address of this site is a whole one for another device.
        const { size, pixels } = (await loadQr()).qrPixels(new URL(id, window.location.origin).href);
        return window.createImageBitmap(new window.ImageData(pixels, size, size));
      }
      const bitmap = await window.createImageBitmap(await blobOf(kind, id));
      const limit = LONGEST[kind];
      const longest = Math.max(bitmap.width, bitmap.height);
      if (longest <= limit) return bitmap;
      const scale = limit / longest;
      const small = await window.createImageBitmap(bitmap, {
        resizeWidth: Math.round(bitmap.width * scale),
        resizeHeight: Math.round(bitmap.height * scale),
        resizeQuality: 'medium',
      });
      bitmap.close();
      return small;
    },
  };
}
