// @ts-check
/** Decodes pictures for the canvas: photos of this device, attachments of the server, QR codes and tiles of maps. */

/**
 * Longest side of a decoded picture, pixels.
 * @type {Record<string, number>}
 */
const LONGEST = { local: 480, whole: 1600, thumb: 480, full: 1600, tile: 512 };

/**
 * @param {Window & typeof globalThis} window
 * @param {(localId: string) => Promise<Blob | null>} localBlob
 * @param {() => Promise<Pick<typeof import('../extras/extras.mjs'), 'qrPixels' | 'tiles'>>} extras fetches the module
 *   that makes QR codes and fetches tiles
 */
export function createImages(window, localBlob, extras) {
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
    if (kind === 'tile') return (await extras()).tiles.load(window, id);
    const query = kind === 'thumb' ? '?size=thumb' : '';
    const answer = await window.fetch(`/api/v1/attachments/${encodeURIComponent(id)}${query}`);
    if (!answer.ok) throw new Error(`attachment: ${answer.status}`);
    return answer.blob();
  }

  return {
    /** @param {string} key of a tile that is being loaded */
    cancel: (key) => void extras().then(({ tiles }) => tiles.cancel(key.slice(5)), () => {}),
    /**
     * @param {string} key
     * @returns {Promise<ImageBitmap>}
     */
    async load(key) {
      const colon = key.indexOf(':');
      const [kind, id] = [key.slice(0, colon), key.slice(colon + 1)];
      if (kind === 'qr') {
        // An address of this site is a whole one for another device.
        const { size, pixels } = (await extras()).qrPixels(new URL(id, window.location.origin).href);
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
