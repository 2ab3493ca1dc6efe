// Icons: assets/icons/icons.json names icons of the Tabler set (npm package @tabler/icons, MIT) and
// gives each a private-use code point; their outlines become path data for Path2D.
import fs from 'node:fs';
import path from 'node:path';

/** @param {string} root @returns {Record<string, string>} code point (decimal) → path data on a 24 × 24 grid */
export function iconPaths(root) {
  const list = path.join(root, 'assets/icons/icons.json');
  if (!fs.existsSync(list)) return {};
  /** @type {Record<string, number>} */
  const names = JSON.parse(fs.readFileSync(list, 'utf8'));
  /** @type {Record<string, string>} */
  const icons = {};
  for (const [name, codepoint] of Object.entries(names)) {
    if (codepoint < 0xe000 || codepoint > 0xf8ff) throw new Error(`icon ${name}: ${codepoint} is not private use`);
    if (icons[codepoint]) throw new Error(`icon ${name}: code point ${codepoint} is given twice`);
    const file = path.join(root, 'node_modules/@tabler/icons/icons/outline', `${name}.svg`);
    if (!fs.existsSync(file)) throw new Error(`icon ${name} is not in the icon set`);
    icons[codepoint] = svgPaths(fs.readFileSync(file, 'utf8'), name).map(shorter).join('');
  }
  return icons;
}

/** The same outline in fewer letters. @param {string} data of one path; several can be written behind each other after it */
function shorter(data) {
  if (!data.startsWith('M')) throw new Error(`an outline begins with a place of its own: ${data}`);
  return data.trim().replace(/l0 (-?[\d.]+)(?=[a-zA-Z]|$)/g, 'v$1').replace(/l(-?[\d.]+) 0(?=[a-zA-Z]|$)/g, 'h$1');
}

/** Path data of every drawn element; shapes that are no path are rewritten as one.
 * @param {string} svg @param {string} name @returns {string[]} */
export function svgPaths(svg, name) {
  const paths = [];
  for (const [, tag, attributes] of svg.matchAll(/<(path|circle|ellipse|rect|line|polyline|polygon)\b([^>]*)>/g)) {
    const get = (/** @type {string} */ key) => new RegExp(`(?:^|\\s)${key}="([^"]*)"`).exec(attributes)?.[1];
    const number = (/** @type {string} */ key) => Number(get(key) ?? 0);
    if (get('stroke') === 'none' && get('fill') === 'none') continue; // the empty bounding box
    if (tag === 'path') paths.push(get('d') ?? '');
    else if (tag === 'line') paths.push(`M${number('x1')} ${number('y1')}L${number('x2')} ${number('y2')}`);
    else if (tag === 'rect') {
      const [x, y, w, h] = [number('x'), number('y'), number('width'), number('height')];
      const r = Math.min(Number(get('rx') ?? get('ry') ?? 0), w / 2, h / 2);
      paths.push(r === 0
        ? `M${x} ${y}h${w}v${h}h${-w}z`
        : `M${x + r} ${y}h${w - 2 * r}a${r} ${r} 0 0 1 ${r} ${r}v${h - 2 * r}a${r} ${r} 0 0 1 ${-r} ${r}` +
          `h${2 * r - w}a${r} ${r} 0 0 1 ${-r} ${-r}v${2 * r - h}a${r} ${r} 0 0 1 ${r} ${-r}z`);
    } else if (tag === 'circle' || tag === 'ellipse') {
      const [rx, ry] = tag === 'circle' ? [number('r'), number('r')] : [number('rx'), number('ry')];
      paths.push(`M${number('cx') - rx} ${number('cy')}a${rx} ${ry} 0 1 0 ${2 * rx} 0a${rx} ${ry} 0 1 0 ${-2 * rx} 0z`);
    } else paths.push(`M${(get('points') ?? '').trim()}${tag === 'polygon' ? 'z' : ''}`);
  }
  if (paths.length === 0) throw new Error(`icon ${name}: nothing to draw`);
  return paths;
}
