// Picture files made by code, and reading the PNG that a screenshot is.
import zlib from 'node:zlib';

/** @param {string} type @param {Uint8Array} data */
function chunk(type, data) {
  const out = Buffer.alloc(data.length + 12);
  out.writeUInt32BE(data.length, 0);
  out.write(type, 4, 'latin1');
  out.set(data, 8);
  out.writeUInt32BE(crc32(out.subarray(4, data.length + 8)), data.length + 8);
  return out;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; ++k) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

/** @param {Uint8Array} bytes */
function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = CRC_TABLE[(crc ^ byte) & 0xff] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** A picture of two colours. @param {number} width @param {number} height @returns {Buffer} */
export function png(width, height) {
  const raw = Buffer.alloc((width * 3 + 1) * height);
  for (let y = 0; y < height; ++y)
    for (let x = 0; x < width; ++x) raw.set([80 + (x % 120), 90 + (y % 100), 150], y * (width * 3 + 1) + 1 + x * 3);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', zlib.deflateSync(raw)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
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
