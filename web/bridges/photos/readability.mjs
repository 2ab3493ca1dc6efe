// Whether somebody else will be able to read what is on a photo: measured on the device, so that it can be taken again
// at once and not weeks later. A guess, which the person may overrule.

/** Neither side of a paper can be read from fewer pixels. */
const LEAST_EDGE = 640;
/** Mean brightness (0–255) below which ink and paper are told apart with difficulty. */
const DARK = 55;
/** Sharpness is compared at this size, whatever the camera's. */
const LOOK_EDGE = 512;
/** Variance of the Laplacian below which no edge of a letter is left (a sharp page of print has hundreds). */
const BLURRED = 25;

/**
 * Rec. 601 brightness of each pixel.
 * @param {Uint8ClampedArray} rgba
 */
function brightness(rgba) {
  const out = new Float32Array(rgba.length / 4);
  for (let i = 0; i < out.length; ++i) out[i] = 0.299 * rgba[4 * i] + 0.587 * rgba[4 * i + 1] + 0.114 * rgba[4 * i + 2];
  return out;
}

/** @param {Float32Array} grey @param {number} width @param {number} height */
function sharpness(grey, width, height) {
  let sum = 0, squares = 0, count = 0;
  for (let y = 1; y < height - 1; ++y)
    for (let x = 1; x < width - 1; ++x) {
      const i = y * width + x;
      const edge = 4 * grey[i] - grey[i - 1] - grey[i + 1] - grey[i - width] - grey[i + width];
      sum += edge;
      squares += edge * edge;
      ++count;
    }
  return count ? squares / count - (sum / count) ** 2 : 0;
}

/**
 * What is wrong with pixels: "dark", "blurred" or "" for nothing.
 * @param {{data: Uint8ClampedArray, width: number, height: number}} pixels
 */
export function faultOf({ data, width, height }) {
  const grey = brightness(data);
  if (grey.reduce((sum, one) => sum + one, 0) / Math.max(1, grey.length) < DARK) return 'dark';
  return sharpness(grey, width, height) < BLURRED ? 'blurred' : '';
}

/**
 * What is wrong with a picture: "small", "dark", "blurred" or "".
 * @param {ImageBitmap | HTMLCanvasElement | OffscreenCanvas} bitmap
 * @param {(width: number, height: number) => HTMLCanvasElement | OffscreenCanvas} createCanvas
 */
export function readability(bitmap, createCanvas) {
  const longest = Math.max(bitmap.width, bitmap.height);
  if (longest < LEAST_EDGE) return 'small';
  const width = Math.max(3, Math.round(bitmap.width * LOOK_EDGE / longest));
  const height = Math.max(3, Math.round(bitmap.height * LOOK_EDGE / longest));
  const context = /** @type {CanvasRenderingContext2D | null} */ (
    createCanvas(width, height).getContext('2d', { willReadFrequently: true }));
  if (!context) return '';
  // JPEG has no transparency; the paper is white.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0, width, height);
  return faultOf(context.getImageData(0, 0, width, height));
}
