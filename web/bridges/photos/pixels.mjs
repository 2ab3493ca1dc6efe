// How many pixels a picture has, by its head: what no device holds is refused before it is unpacked.

/** More than this is refused unread: no browser's bitmap has room for it. */
export const MAX_PIXELS = 250_000_000;
/** More than this may be too much for a phone: where it cannot be unpacked, that is why. */
export const MANY_PIXELS = 40_000_000;
const HEAD_BYTES = 256 * 1024;

/** @param {DataView} view */
function ofPng(view) {
  return view.byteLength >= 24 ? view.getUint32(16) * view.getUint32(20) : 0;
}

/** @param {DataView} view */
function ofJpeg(view) {
  for (let at = 2; at + 9 <= view.byteLength && view.getUint8(at) === 0xff;) {
    const marker = view.getUint8(at + 1);
    // A start of frame: C0 to CF without the tables C4, C8 and CC.
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc)
      return view.getUint16(at + 5) * view.getUint16(at + 7);
    at += 2 + view.getUint16(at + 2);
  }
  return 0;
}

/**
 * Width times height as the picture says it; 0 where its head does not tell.
 * @param {Blob} file
 * @param {string | null} type by sniff()
 */
export async function pixelsOf(file, type) {
  if (type !== 'image/png' && type !== 'image/jpeg') return 0;
  const view = new DataView(await file.slice(0, HEAD_BYTES).arrayBuffer());
  return type === 'image/png' ? ofPng(view) : ofJpeg(view);
}
