// Picture files made by code, and reading the PNG that a screenshot is.
import zlib from 'node:zlib';
import { encodePng } from '../../../tools/pack/png.mjs';

/**
 * A picture, of two colours where nothing else is said.
 * @param {number} width @param {number} height
 * @param {(x: number, y: number) => [number, number, number]} [colour] of a pixel
 * @returns {Buffer}
 */
export function png(width, height, colour = (x, y) => [80 + (x % 120), 90 + (y % 100), 150]) {
  const pixels = Buffer.alloc(width * 3 * height);
  for (let y = 0; y < height; ++y)
    for (let x = 0; x < width; ++x) pixels.set(colour(x, y), (y * width + x) * 3);
  return encodePng(width, height, pixels);
}

/** A JPEG as a camera's, made by the browser's own encoder. @param {import('playwright-core').Page} page */
export async function jpeg(page, width = 1200, height = 900) {
  const base64 = await page.evaluate(([w, h]) => {
    const canvas = document.createElement('canvas');
    canvas.width = w;
    canvas.height = h;
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    const shade = context.createLinearGradient(0, 0, w, h);
    shade.addColorStop(0, '#6b5b45');
    shade.addColorStop(1, '#2d4a63');
    context.fillStyle = shade;
    context.fillRect(0, 0, w, h);
    return canvas.toDataURL('image/jpeg', 0.8).split(',')[1];
  }, [width, height]);
  return Buffer.from(base64, 'base64');
}

/** @typedef {{width: number, height: number, at: (x: number, y: number) => number}} Pixels `at` gives 0xrrggbb */

/** Decodes an 8-bit RGB or RGBA PNG that is not interlaced. @param {Buffer} file @returns {Pixels} */
export function readPng(file) {
  const width = file.readUInt32BE(16);
  const height = file.readUInt32BE(20);
  const size = file[25] === 6 ? 4 : 3;
  const parts = [];
  for (let at = 8; at < file.length; ) {
    const length = file.readUInt32BE(at);
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(file.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const raw = zlib.inflateSync(Buffer.concat(parts));
  const stride = width * size;
  const out = Buffer.alloc(stride * height);
  for (let y = 0; y < height; ++y) unfilter(raw, out, y, stride, size);
  return {
    width,
    height,
    at: (x, y) => {
      const i = y * stride + x * size;
      return (out[i] << 16) | (out[i + 1] << 8) | out[i + 2];
    },
  };
}

/**
 * @param {Buffer} raw
 * @param {Buffer} out
 * @param {number} y
 * @param {number} stride
 * @param {number} size
 */
function unfilter(raw, out, y, stride, size) {
  const filter = raw[y * (stride + 1)];
  const from = y * (stride + 1) + 1;
  const to = y * stride;
  for (let i = 0; i < stride; ++i) {
    const left = i >= size ? out[to + i - size] : 0;
    const up = y > 0 ? out[to + i - stride] : 0;
    const corner = y > 0 && i >= size ? out[to + i - stride - size] : 0;
    let guess = 0;
    if (filter === 1) guess = left;
    else if (filter === 2) guess = up;
    else if (filter === 3) guess = (left + up) >> 1;
    else if (filter === 4) guess = paeth(left, up, corner);
    out[to + i] = raw[from + i] + guess;
  }
}

/** @param {number} a @param {number} b @param {number} c */
function paeth(a, b, c) {
  const pa = Math.abs(b - c);
  const pb = Math.abs(a - c);
  const pc = Math.abs(a + b - 2 * c);
  if (pa <= pb && pa <= pc) return a;
  return pb <= pc ? b : c;
}

/**
 * How many different colours a part of a picture has (at most `enough` are counted).
 * @param {Pixels} pixels
 * @param {{x: number, y: number, width: number, height: number}} box
 */
export function coloursIn(pixels, box, enough = 64) {
  const seen = new Set();
  const right = Math.min(pixels.width, Math.floor(box.x + box.width));
  const bottom = Math.min(pixels.height, Math.floor(box.y + box.height));
  for (let y = Math.max(0, Math.ceil(box.y)); y < bottom; ++y)
    for (let x = Math.max(0, Math.ceil(box.x)); x < right; ++x) {
      seen.add(pixels.at(x, y));
      if (seen.size >= enough) return seen.size;
    }
  return seen.size;
}

/** How many pixels of two screenshots of the same size differ. @param {Pixels} one @param {Pixels} two */
export function differing(one, two) {
  let count = 0;
  for (let y = 0; y < Math.min(one.height, two.height); ++y)
    for (let x = 0; x < Math.min(one.width, two.width); ++x) if (one.at(x, y) !== two.at(x, y)) ++count;
  return count;
}
