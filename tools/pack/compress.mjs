// Writes the packed files with .br and .gz beside them. Brotli at its highest level takes seconds, so
// its results are kept by content in the shared cache; files that are unchanged are not written again.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';

const compressible = /\.(html|js|mjs|css|json|geojson|wasm|svg|webmanifest|txt)$/;

/** @param {Uint8Array} content @param {boolean} fast @param {string} cache */
function brotli(content, fast, cache) {
  const key = createHash('sha256').update(content).digest('hex').slice(0, 32);
  const kept = path.join(cache, `${key}-${fast ? 'fast' : 'best'}.br`);
  if (fs.existsSync(kept)) {
    const bytes = fs.readFileSync(kept);
    try {
      if (zlib.brotliDecompressSync(bytes).equals(content)) return bytes;
    } catch {
      // damaged: made anew below
    }
  }
  const bytes = zlib.brotliCompressSync(content, {
    params: {
      [zlib.constants.BROTLI_PARAM_QUALITY]: fast ? 4 : 11,
      [zlib.constants.BROTLI_PARAM_LGWIN]: 24,
      [zlib.constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    },
  });
  fs.mkdirSync(cache, { recursive: true });
  const part = `${kept}.${process.pid}`;
  fs.writeFileSync(part, bytes);
  fs.renameSync(part, kept);
  return bytes;
}

/** @param {Map<string, string | Uint8Array>} files @param {string} out @param {boolean} fast @param {string} cache
 * @returns {Map<string, {bytes: number, br: number, gz: number}>} */
export function compressAll(files, out, fast, cache) {
  const next = `${out}.next`;
  fs.rmSync(next, { recursive: true, force: true });
  const sizes = new Map();
  for (const [name, content] of files) {
    const bytes = Buffer.from(content);
    const file = path.join(next, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, bytes);
    if (!compressible.test(name)) {
      sizes.set(name, { bytes: bytes.length, br: bytes.length, gz: bytes.length });
      continue;
    }
    const br = brotli(bytes, fast, cache);
    const gz = zlib.gzipSync(bytes, { level: fast ? 1 : 9 });
    fs.writeFileSync(`${file}.br`, br);
    fs.writeFileSync(`${file}.gz`, gz);
    sizes.set(name, { bytes: bytes.length, br: br.length, gz: gz.length });
  }
  // The folder is exchanged whole, so that a server never sees half of a build.
  fs.rmSync(out, { recursive: true, force: true });
  fs.renameSync(next, out);
  return sizes;
}
