// Builds the peer as the portal is packed: hashed names, brotli and gzip beside each file, a manifest.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { compressAll } from '../../../tools/pack/compress.mjs';
import { ROOT } from '../../e2e/support/server.mjs';

/** The components in use; each says itself which style sheets it needs. */
const COMPONENTS = ['button', 'cell', 'cell-group', 'checkbox', 'collapse', 'collapse-item', 'field', 'form', 'grid', 'grid-item', 'list', 'radio', 'radio-group', 'search',
  'tabbar', 'tabbar-item', 'tag'];

/** @returns {Promise<string>} the folder to serve */
export async function buildPeer() {
  const here = import.meta.dirname;
  const out = path.join(ROOT, 'build/bench-peer/dist');
  const styles = COMPONENTS.map((name) => `vant/es/${name}/style/index.mjs`);
  const { outputFiles } = await build({
    stdin: { contents: [...styles, './main.mjs'].map((name) => `import '${name}';`).join('\n'), resolveDir: here },
    bundle: true, write: false, outdir: out, format: 'esm', minify: true, charset: 'utf8', legalComments: 'none',
    target: ['chrome90', 'firefox90', 'safari15'], logLevel: 'warning',
    define: {
      'process.env.NODE_ENV': '"production"', __VUE_OPTIONS_API__: 'false', __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
  });
  /** @type {Map<string, string | Uint8Array>} */
  const files = new Map();
  /** @type {Map<string, string>} */
  const names = new Map();
  const keep = (/** @type {string} */ logical, /** @type {string} */ extension, /** @type {string | Uint8Array} */ content) => {
    const name = `${path.parse(logical).name}.${createHash('sha256').update(content).digest('hex').slice(0, 10)}${extension}`;
    files.set(name, content);
    names.set(logical, name);
    return `/${name}`;
  };
  /** @param {string} extension */
  const text = (extension) => outputFiles.find((file) => file.path.endsWith(extension))?.text ?? '';
  // The icon font stands in Vant's CSS as data, which the server's content security policy refuses: a file of its own.
  const style = text('.css').replace(/url\("?data:[^;,"]*;(?:charset=[^;,"]*;)?base64,([A-Za-z0-9+/=]+)"?\)/, (_, data) =>
    `url(${keep('icons.woff2', '.woff2', Buffer.from(data, 'base64'))})`);
  const script = keep('app.js', '.js', text('.js'));
  const sheet = keep('app.css', '.css', style);
  const page = fs.readFileSync(path.join(here, 'index.html'), 'utf8').replaceAll('%app.js%', script).replaceAll('%app.css%', sheet);
  files.set('index.html', page);
  names.set('index.html', 'index.html');
  const sizes = compressAll(files, out, false, path.join(process.env.OW_CACHE ?? path.join(ROOT, 'build'), 'compressed'));
  const manifest = { files: Object.fromEntries([...names].map(([logical, file]) => [logical, { file, ...sizes.get(file) }])) };
  fs.writeFileSync(path.join(out, 'manifest.json'), `${JSON.stringify(manifest, null, 1)}\n`);
  return out;
}
