// The portal's sign as PNG, for home screens that take no SVG: drawn from web/shell/static/favicon.svg, so there is one
// sign. It knows what that file uses: one rect that fills it, and one path of straight strokes (M, h, v, H, V, z).

import { encodePng } from './png.mjs';

/** @typedef {{x1: number, y1: number, x2: number, y2: number}} Line */
/** @typedef {{size: number, radius: number, ground: number[], stroke: number[], width: number, lines: Line[]}} Sign */

/** @param {string} text @param {string} name @returns {string} */
function attribute(text, name) {
  const found = new RegExp(`\\b${name}="([^"]*)"`).exec(text);
  if (!found) throw new Error(`the sign has no ${name}: ${text}`);
  return found[1];
}

/** @param {string} hex "#0a5bb5" or "#fff" @returns {number[]} red, green, blue */
function colour(hex) {
  const long = hex.length === 4 ? hex.replace(/[^#]/g, '$&$&') : hex;
  if (!/^#[0-9a-f]{6}$/.test(long)) throw new Error(`the sign has a colour that is none: ${hex}`);
  return [1, 3, 5].map((at) => Number.parseInt(long.slice(at, at + 2), 16));
}

/** @param {string} path @returns {Line[]} */
export function linesOf(path) {
  /** @type {Line[]} */
  const lines = [];
  let x = 0, y = 0, startX = 0, startY = 0;
  const to = (/** @type {number} */ newX, /** @type {number} */ newY) => {
    lines.push({ x1: x, y1: y, x2: newX, y2: newY });
    [x, y] = [newX, newY];
  };
  for (const [, command, given] of path.matchAll(/([a-zA-Z])([^a-zA-Z]*)/g)) {
    const numbers = given.trim().split(/[\s,]+/).filter(Boolean).map(Number);
    if (command === 'M') [x, y] = [startX, startY] = numbers;
    else if (command === 'h') to(x + numbers[0], y);
    else if (command === 'H') to(numbers[0], y);
    else if (command === 'v') to(x, y + numbers[0]);
    else if (command === 'V') to(x, numbers[0]);
    else if (command === 'z') to(startX, startY);
    else throw new Error(`the sign has a stroke that is not known: ${command}`);
  }
  return lines;
}

/** @param {string} svg @returns {Sign} */
export function readSign(svg) {
  const size = Number(attribute(svg, 'viewBox').split(' ')[2]);
  const rect = /<rect[^>]*>/.exec(svg)?.[0] ?? '';
  const path = /<path[^>]*>/.exec(svg)?.[0] ?? '';
  return {
    size,
    radius: Number(attribute(rect, 'rx')),
    ground: colour(attribute(rect, 'fill')),
    stroke: colour(attribute(path, 'stroke')),
    width: Number(attribute(path, 'stroke-width')),
    lines: linesOf(attribute(path, 'd')),
  };
}

/** How far a place is from a line. @param {Line} line @param {number} x @param {number} y */
function distance({ x1, y1, x2, y2 }, x, y) {
  const dx = x2 - x1, dy = y2 - y1, long = dx * dx + dy * dy;
  const at = long === 0 ? 0 : Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / long));
  return Math.hypot(x - x1 - at * dx, y - y1 - at * dy);
}

/**
 * @param {Sign} sign
 * @param {number} edge pixels
 * @param {{maskable?: boolean}} [options] `maskable`: the ground reaches the edges and the drawing lies within the
 *     middle four fifths, which no system cuts off
 */
export function drawSign(sign, edge, { maskable = false } = {}) {
  const unit = sign.size / edge;
  const shrunk = maskable ? 0.8 : 1;
  const middle = sign.size / 2;
  const pixels = new Uint8Array(edge * edge * 4);
  /** How much of a pixel lies within, where its middle is so far outside of an edge. @param {number} outside */
  const share = (outside) => Math.min(1, Math.max(0, 0.5 - outside / unit));
  for (let row = 0; row < edge; ++row) {
    for (let column = 0; column < edge; ++column) {
      const x = (column + 0.5) * unit, y = (row + 0.5) * unit;
      const overX = Math.max(0, Math.abs(x - middle) - (middle - sign.radius));
      const overY = Math.max(0, Math.abs(y - middle) - (middle - sign.radius));
      const ground = maskable ? 1 : share(Math.hypot(overX, overY) - sign.radius);
      const inX = (x - middle) / shrunk + middle, inY = (y - middle) / shrunk + middle;
      const near = Math.min(...sign.lines.map((line) => distance(line, inX, inY)));
      const drawn = share((near - sign.width / 2) * shrunk);
      const at = (row * edge + column) * 4;
      for (let part = 0; part < 3; ++part) pixels[at + part] = Math.round(sign.ground[part] * (1 - drawn) + sign.stroke[part] * drawn);
      pixels[at + 3] = Math.round(255 * ground);
    }
  }
  return encodePng(edge, edge, pixels);
}
