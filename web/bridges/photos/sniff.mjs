// What a file is, by its first bytes. Names and declared types are not believed.

/** @typedef {'image/jpeg' | 'image/png' | 'image/webp' | 'image/gif' | 'image/bmp' | 'image/avif' | 'image/heic'} ImageType */

/** How many bytes sniff() wants to see. */
export const SNIFF_BYTES = 32;

/**
 * @param {Uint8Array} bytes
 * @param {number} at
 * @param {string} ascii
 */
function has(bytes, at, ascii) {
  if (bytes.length < at + ascii.length) return false;
  for (let i = 0; i < ascii.length; ++i) if (bytes[at + i] !== ascii.charCodeAt(i)) return false;
  return true;
}

/**
 * The image type of the bytes, or null. Signatures: WHATWG MIME Sniffing §6.1; ISO BMFF brands for AVIF and HEIC.
 * @param {Uint8Array} bytes
 * @returns {ImageType | null}
 */
export function sniff(bytes) {
  if (bytes.length >= 3 && bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg';
  if (bytes.length >= 8 && bytes[0] === 0x89 && has(bytes, 1, 'PNG\r\n\x1a\n')) return 'image/png';
  if (has(bytes, 0, 'RIFF') && has(bytes, 8, 'WEBP')) return 'image/webp';
  if (has(bytes, 0, 'GIF87a') || has(bytes, 0, 'GIF89a')) return 'image/gif';
  if (has(bytes, 0, 'BM')) return 'image/bmp';
  if (has(bytes, 4, 'ftyp')) {
    if (has(bytes, 8, 'avif') || has(bytes, 8, 'avis')) return 'image/avif';
    for (const brand of ['heic', 'heix', 'hevc', 'heim', 'heis', 'mif1', 'msf1'])
      if (has(bytes, 8, brand)) return 'image/heic';
  }
  return null;
}
