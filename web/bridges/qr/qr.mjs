// @ts-check
/** QR codes as pictures. */
import { encode } from 'uqr';

/** White around the code, in modules, as the norm wants it. */
const QUIET = 4;
/** Pixels a module: enough to stay sharp when the picture is drawn at another size. */
const MODULE = 8;

/**
 * The code as black and white pixels. Error correction M: a scratched screen or paper can still be read.
 * @param {string} text
 * @returns {{ size: number, pixels: Uint8ClampedArray<ArrayBuffer> }} size in pixels; four bytes a pixel
 */
export function qrPixels(text) {
  const code = encode(text, { ecc: 'M', border: QUIET });
  const size = code.size * MODULE;
  const pixels = new Uint8ClampedArray(size * size * 4).fill(255);
  for (let y = 0; y < size; ++y) {
    for (let x = 0; x < size; ++x) {
      if (!code.data[Math.floor(y / MODULE)][Math.floor(x / MODULE)]) continue;
      const at = (y * size + x) * 4;
      pixels[at] = pixels[at + 1] = pixels[at + 2] = 0;
    }
  }
  return { size, pixels };
}
