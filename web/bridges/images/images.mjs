// @ts-check
/** Decodes pictures for the canvas: photos of this device and attachments of the server. */

/** Longest side of a decoded picture, pixels. */
const LONGEST = { local: 480, thumb: 480, full: 1600 };

/**
 * @param {Window & typeof globalThis} window
 * @param {(localId: string) => Promise<Blob | null>} localBlob
 */
export function createImages(window, localBlob) {
  /**
   * @param {string} key
   * @returns {Promise<Blob>}
   */
  async function blobOf(key) {
    const [kind, id] = [key.slice(0, key.indexOf(':')), key.slice(key.indexOf(':') + 1)];
    if (kind === 'local') {
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
      const bitmap = await window.createImageBitmap(await blobOf(key));
      const limit = key.startsWith('full:') ? LONGEST.full : key.startsWith('thumb:') ? LONGEST.thumb : LONGEST.local;
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
