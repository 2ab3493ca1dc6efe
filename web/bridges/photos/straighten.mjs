// A paper that was photographed at an angle, made straight by its four corners: what lies between them fills the page.

/** @typedef {{x: number, y: number}} Point */
/** @typedef {{data: Uint8ClampedArray, width: number, height: number}} Pixels */

/**
 * The eight numbers of the projection that takes the unit square to a quadrilateral (P. Heckbert, Fundamentals of
 * Texture Mapping, 1989, section 2.2.3); null where the corners lie on a line.
 * @param {Point[]} corners top left, top right, bottom right, bottom left
 */
export function projection([p0, p1, p2, p3]) {
  const [dx1, dx2, sx] = [p1.x - p2.x, p3.x - p2.x, p0.x - p1.x + p2.x - p3.x];
  const [dy1, dy2, sy] = [p1.y - p2.y, p3.y - p2.y, p0.y - p1.y + p2.y - p3.y];
  const area = dx1 * dy2 - dx2 * dy1;
  if (!area) return null;
  const g = (sx * dy2 - dx2 * sy) / area, h = (dx1 * sy - sx * dy1) / area;
  return [p1.x - p0.x + g * p1.x, p3.x - p0.x + h * p3.x, p0.x, p1.y - p0.y + g * p1.y, p3.y - p0.y + h * p3.y, p0.y, g, h];
}

/** @param {number[]} by of projection() @param {number} u @param {number} v @returns {Point} */
export function project([a, b, c, d, e, f, g, h], u, v) {
  const w = g * u + h * v + 1;
  return { x: (a * u + b * v + c) / w, y: (d * u + e * v + f) / w };
}

/** How large what lies between the corners is, by its longer sides, pixels. @param {Point[]} corners */
export function sizeOf([p0, p1, p2, p3]) {
  /** @param {Point} from @param {Point} to */
  const length = (from, to) => Math.hypot(to.x - from.x, to.y - from.y);
  return { width: Math.max(length(p0, p1), length(p3, p2)), height: Math.max(length(p0, p3), length(p1, p2)) };
}

/** Every other channel of a pixel, so that two are mixed by one multiplication. */
const PAIR = 0x00ff00ff;

/**
 * What lies between the corners, in a size of its own; each pixel is mixed of the four that it falls between.
 * @param {Pixels} from
 * @param {Point[]} corners pixels of `from`; what lies outside of it is taken for the nearest that does not
 * @param {Pixels} to what is filled
 */
export function straighten(from, corners, to) {
  const by = projection(corners);
  if (!by) throw new Error('the corners lie on a line');
  const [a, b, c, d, e, f, g, h] = by;
  const { width, height } = from;
  const source = new Uint32Array(from.data.buffer, from.data.byteOffset, width * height);
  const out = new Uint32Array(to.data.buffer, to.data.byteOffset, to.width * to.height);
  const right = width - 1, below = height - 1;
  for (let y = 0, at = 0; y < to.height; ++y) {
    const v = (y + 0.5) / to.height, x0 = b * v + c, y0 = e * v + f, w0 = h * v + 1;
    for (let x = 0; x < to.width; ++x, ++at) {
      const u = (x + 0.5) / to.width, w = 1 / (g * u + w0);
      let sx = (a * u + x0) * w - 0.5, sy = (d * u + y0) * w - 0.5;
      sx = sx < 0 ? 0 : sx > right ? right : sx;
      sy = sy < 0 ? 0 : sy > below ? below : sy;
      const left = sx | 0, top = sy | 0, i = top * width + left;
      // Shares of 256 of the four.
      const fx = ((sx - left) * 16) | 0, fy = ((sy - top) * 16) | 0;
      const w11 = fx * fy, w10 = 16 * fx - w11, w01 = 16 * fy - w11, w00 = 256 - w11 - w10 - w01;
      const p = source[i], q = left < right ? source[i + 1] : p;
      const under = top < below ? i + width : i, r = source[under], s = left < right ? source[under + 1] : r;
      const one = ((p & PAIR) * w00 + (q & PAIR) * w10 + (r & PAIR) * w01 + (s & PAIR) * w11) >>> 8 & PAIR;
      const other = (p >>> 8 & PAIR) * w00 + (q >>> 8 & PAIR) * w10 + (r >>> 8 & PAIR) * w01 + (s >>> 8 & PAIR) * w11;
      out[at] = one | other & ~PAIR;
    }
  }
}
