// What a first visit transfers, from the manifest of the built portal.
import fs from 'node:fs';
import path from 'node:path';

/** @typedef {import('./report.mjs').Row} Row */

/** Kilobytes as transfers are counted: 1 KB = 1000 bytes. @param {number} bytes */
const kb = (bytes) => Math.round(bytes / 100) / 10;

/** What the peer's whole program transfers. @param {string} dist @param {'br' | 'gz'} kind */
function peerTotal(dist, kind) {
  /** @type {Record<string, {br: number, gz: number}>} */
  const files = JSON.parse(fs.readFileSync(path.join(dist, 'manifest.json'), 'utf8')).files;
  return kb(Object.values(files).reduce((sum, one) => sum + one[kind], 0));
}

/** @param {string} dist @param {string} peer @returns {{rows: Row[], table: {file: string, bytes: number, br: number, gz: number}[]}} */
export function measureSizes(dist, peer) {
  /** @type {Record<string, {file: string, bytes: number, br?: number, gz?: number}>} */
  const files = JSON.parse(fs.readFileSync(path.join(dist, 'manifest.json'), 'utf8')).files;
  const table = Object.entries(files).map(([name, one]) => {
    const size = (/** @type {string} */ suffix) => {
      const beside = path.join(dist, one.file + suffix);
      return fs.existsSync(beside) ? fs.statSync(beside).size : one.bytes;
    };
    return { file: name, bytes: one.bytes, br: one.br ?? size('.br'), gz: one.gz ?? size('.gz') };
  });
  // index.html is not hashed and may be missing from the manifest.
  if (!table.some((one) => one.file === 'index.html')) {
    const of = (/** @type {string} */ suffix) => fs.statSync(path.join(dist, `index.html${suffix}`)).size;
    table.push({ file: 'index.html', bytes: of(''), br: of('.br'), gz: of('.gz') });
  }
  const home = table.filter(({ file }) => /^(index\.html|app\.(wasm|js|css)|icons|strings\.zh-CN)$/.test(file));
  const whole = [...home, ...table.filter(({ file }) => /^(rest\.wasm|later\.zh-CN|catalogue\/forms)$/.test(file))];
  const total = (/** @type {'br' | 'gz'} */ kind, of = home) => of.reduce((sum, one) => sum + one[kind], 0);
  const fonts = table.filter(({ file }) => /\.(woff2?|ttf|otf)$/.test(file));
  return {
    table,
    rows: [
      { what: 'first visit, everything for Home, brotli', figure: kb(total('br')), unit: 'KB', most: 200, peer: peerTotal(peer, 'br'),
        note: home.map((one) => `${one.file} ${kb(one.br)}`).join(', ') },
      { what: 'first visit, everything for Home, gzip', figure: kb(total('gz')), unit: 'KB', peer: peerTotal(peer, 'gz') },
      { what: 'the whole program, brotli', figure: kb(total('br', whole)), unit: 'KB', most: 330, peer: peerTotal(peer, 'br'),
        note: 'with what comes after the first frame' },
      { what: 'font files', figure: fonts.length, unit: '', most: 0 },
    ],
  };
}
