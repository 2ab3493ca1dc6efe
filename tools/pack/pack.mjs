// The pack step: turns what emcc linked plus web/shell and assets into a folder that a static file
// server can serve as it is.
//
//   node tools/pack/pack.mjs --build build/web-release --out build/web-release/dist [--fast] [--whole]
//
// A release program is split into its boot part and the rest (tools/split) unless --whole is given; --fast is for
// debug builds, which stay whole.
//
// What the folder holds (every file but index.html, manifest.json and offline/pwa's root files has a
// hash of its content in its name and may be cached for ever; beside each text or wasm file lie
// .br and .gz):
//   index.html                 from web/shell/index.html with placeholders replaced
//   onewindow.<hash>.wasm      the program, to be compiled while it streams: its boot part where it is split
//   rest.<hash>.wasm           the rest of it
//   app.<hash>.js              web/shell/main.mjs and all it imports, with emcc's glue, one ES module
//   extras.<hash>.js           web/bridges/extras/extras.mjs: QR codes, reading aloud, drags of maps, the receipt as a picture
//   app.<hash>.css             all web/shell/*.css (app.css first, then by name)
//   zh-CN.<hash>.json …        assets/i18n/<language>/*.json merged into one flat object a language; where the program is
//                              split, the first page's texts (cmake/boot/texts.txt)
//   later.zh-CN.<hash>.json …  then the others
//   icons.<hash>.json          {"<code point, decimal>": ["M…", …]} outlines on a 24 × 24 grid, stroke 2
//   catalogue/<name>.<hash>.json, grids/<name>.<hash>.geojson   the data of assets/
//   icon-192.png …             the sign, and icon-192-whole.png … where a system cuts its own shape out (app_icon.mjs)
//   manifest.json              {"files": {"<name>": {"file", "bytes", "br", "gz"}}, "boot": …} for tests, benches, lint
//
// How the page finds them. main.mjs imports the glue as `./onewindow.mjs` (resolved here to the one in
// the build folder). index.html may use these placeholders anywhere:
//   %app.js% %app.wasm% %app.css% %icons% %strings.zh-CN% %strings.en% …   addresses such as /app.1a2b3c4d.js
//   %word.site.name% …  the text of a key, in Chinese (in what no page can choose the language of)
//   %question%  the first question of the appeal
//   %preload%   <link rel=modulepreload/preload …> for app.js, app.wasm, icons and the strings of %lang%
//   %assets%    JSON for <script type="application/json" id="assets">%assets%</script> (data, so the
//               content security policy allows it): {"wasm": "/onewindow.….wasm", "icons": "/icons.….json",
//               "strings": {"zh-CN": "/zh-CN.….json", "en": …}, "later": {"zh-CN": "/later.….json", …},
//               "catalogue": {"forms": "/catalogue/….json"}, "rest": "/rest.….wasm" or "", "grids": {…}, "extras": "/extras.….js",
//               "programs": {"staff": {"script", "wasm", "rest", "strings"}, "gallery": …}, "version": "<hash of all>"}.
//               main.mjs hands wasm to createOneWindow by locateFile.
// A placeholder that is left over fails the build.
//
// Files of offline/pwa (service worker, web manifest, icons) and web/shell/static are copied to the
// root under their own names, with the same placeholders replaced in .mjs/.js/.json/.webmanifest files.

import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { mergeStrings, parted, readTexts } from './strings.mjs';
import { drawSign, readSign } from './app_icon.mjs';
import { iconPaths } from './icons.mjs';
import { compressAll } from './compress.mjs';
import { firstQuestion } from './question.mjs';
import { optimised, readList, split } from '../split/split.mjs';

const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '../..');

/** @returns {{build: string, out: string, fast: boolean, whole: boolean}} */
function readArguments() {
  const args = process.argv.slice(2);
  const value = (/** @type {string} */ name) => {
    const at = args.indexOf(name);
    if (at < 0 || !args[at + 1]) throw new Error(`missing ${name}`);
    return path.resolve(args[at + 1]);
  };
  return { build: value('--build'), out: value('--out'), fast: args.includes('--fast'), whole: args.includes('--fast') || args.includes('--whole') };
}

/** The share of a boot list that the program may have lost before it is not split by it any more. */
const MOST_STALE = 0.1;

/** @param {string | Uint8Array} content */
const hashOf = (content) => createHash('sha256').update(content).digest('hex').slice(0, 10);

/** All files below a folder, sorted, as paths relative to it; empty where there is no folder.
 * @param {string} folder @returns {string[]} */
function filesBelow(folder) {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => fs.statSync(path.join(folder, name)).isFile())
    .sort();
}

class Pack {
  /** @param {string} out */
  constructor(out) {
    this.out = out;
    /** @type {Map<string, string>} logical name → file name */
    this.names = new Map();
    /** @type {Map<string, string | Uint8Array>} file name → content */
    this.files = new Map();
  }
  /** Adds a file under a hashed name and gives its address. The logical name is what people say.
   * @param {string} logical @param {string} stem @param {string} extension @param {string | Uint8Array} content */
  hashed(logical, stem, extension, content) {
    return this.plain(logical, `${stem}.${hashOf(content)}${extension}`, content);
  }
  /** @param {string} logical @param {string} name @param {string | Uint8Array} content */
  plain(logical, name, content) {
    this.names.set(logical, name);
    this.files.set(name, content);
    return `/${name}`;
  }
}

/** One ES module from an entry and all it imports, with the glue of a program. @param {string} buildDir
 * @param {string} program @param {boolean} fast @param {string} [entry] */
async function bundleScript(buildDir, program, fast, entry = 'web/shell/main.mjs') {
  const glue = path.join(buildDir, 'web', `${program}.mjs`);
  const result = await build({
    entryPoints: [path.join(root, entry)],
    bundle: true,
    write: false,
    format: 'esm',
    target: ['chrome90', 'firefox90', 'safari15'],
    minify: !fast,
    sourcemap: fast ? 'inline' : false,
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
    external: ['node:*', 'module', 'fs', 'path', 'url'],
    define: { __OW_DEBUG__: fast ? 'true' : 'false', __OW_PROGRAM__: JSON.stringify(program.replace('onewindow-', '')) },
    plugins: [
      {
        name: 'glue',
        setup(host) {
          host.onResolve({ filter: /(^|\/)onewindow\.mjs$/ }, () => ({ path: glue }));
        },
      },
    ],
  });
  const text = result.outputFiles[0].text;
  return fast ? text : minifyMore(text);
}

/** A second, slower pass that shortens the emscripten glue further. @param {string} text */
async function minifyMore(text) {
  const { minify } = await import('terser');
  const result = await minify(text, {
    module: true,
    ecma: 2020,
    compress: { passes: 3, pure_getters: true, unsafe_arrows: true },
    mangle: true,
    format: { comments: false },
  });
  return result.code ?? text;
}

async function bundleStyle(/** @type {boolean} */ fast) {
  const folder = path.join(root, 'web/shell');
  const names = filesBelow(folder).filter((name) => name.endsWith('.css') && !name.startsWith('static'));
  names.sort((a, b) => Number(b === 'app.css') - Number(a === 'app.css') || a.localeCompare(b));
  if (names.length === 0) return '';
  const result = await build({
    stdin: { contents: names.map((name) => fs.readFileSync(path.join(folder, name), 'utf8')).join('\n'), resolveDir: folder, loader: 'css' },
    bundle: true,
    write: false,
    minify: !fast,
    charset: 'utf8',
    logLevel: 'warning',
    external: ['/*'],
  });
  return result.outputFiles[0].text;
}

/** All texts in Chinese, by key. @returns {Record<string, string>} */
function chineseWords() {
  const folder = path.join(root, 'assets/i18n/zh-CN');
  const areas = filesBelow(folder).filter((name) => /^[^/]+\.json$/.test(name));
  return Object.assign({}, ...areas.map((name) => JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8'))));
}

/** @param {string} text @param {Record<string, string>} values @param {string} where */
function fill(text, values, where) {
  const filled = text.replace(/%([a-z]+(?:\.[A-Za-z_.-]+)?)%/g, (whole, name) => values[name] ?? whole);
  const left = filled.match(/%(?:app|strings|icons|assets|preload|question|word)[A-Za-z_.-]*%/);
  if (left) throw new Error(`${where}: unknown placeholder ${left[0]}`);
  return filled;
}

/**
 * A program as it is delivered, without the names it was linked with.
 * @param {{build: string, fast: boolean, whole: boolean}} options
 * @param {string} name
 * @returns {{boot: Uint8Array, rest: Uint8Array | null, list?: string, stale?: string[]}} `list`: hash of the boot list
 */
function linked({ build: folder, fast, whole }, name) {
  const named = new Uint8Array(fs.readFileSync(path.join(folder, 'web', `${name}.wasm`)));
  if (fast) return { boot: named, rest: null };
  if (whole) return { boot: optimised(named), rest: null };
  const list = fs.readFileSync(path.join(root, 'cmake/boot', `${name}.txt`), 'utf8');
  const keys = readList(list);
  const parts = split(named, keys);
  const { kept, functions, doors } = parts.counts;
  console.log(`${name}: ${kept} of ${functions} functions in the boot part, ${doors} doors to the rest`);
  if (parts.stale.length) console.log(`${name}: ${parts.stale.length} names of the boot list are no longer there; ./dev boot-list makes it anew`);
  const told = { list: createHash('sha256').update(list).digest('hex'), stale: parts.stale };
  if (parts.stale.length <= keys.size * MOST_STALE) return { boot: parts.boot, rest: parts.rest, ...told };
  console.log(`${name}: which are too many to split by; it stays whole`);
  return { boot: optimised(named), rest: null, ...told };
}

/**
 * What CMake linked (ow_program in cmake/web.cmake): programs by name, and the areas of words that each does without.
 * @param {string} folder @returns {Record<string, {withoutStrings: string[]}>}
 */
const readPrograms = (folder) => JSON.parse(fs.readFileSync(path.join(folder, 'web/programs.json'), 'utf8'));

/**
 * Puts a program and its words among the files.
 * @param {Pack} pack
 * @param {string} logical
 * @param {string} stem
 * @param {{boot: Uint8Array, rest: Uint8Array | null}} program
 * @param {{withoutStrings: string[]}} about
 * @param {Set<string>} [firstTexts] of a program that is split: the keys of its first page
 */
function delivered(pack, logical, stem, program, about, firstTexts = new Set()) {
  const prefix = logical === 'app' ? '' : `${logical}.`;
  /** @type {Record<string, string>} */
  const strings = {};
  /** Those that the first page does without, by language. */
  /** @type {Record<string, string>} */
  const later = {};
  for (const [language, words] of mergeStrings(path.join(root, 'assets/i18n'), about.withoutStrings)) {
    const { first, others } = program.rest ? parted(words, (key) => firstTexts.has(key)) : { first: words, others: null };
    strings[language] = pack.hashed(`${prefix}strings.${language}`, `${prefix}${language}`, '.json', JSON.stringify(first));
    if (others) later[language] = pack.hashed(`${prefix}later.${language}`, `${prefix}later.${language}`, '.json', JSON.stringify(others));
  }
  return {
    wasm: pack.hashed(`${logical}.wasm`, stem, '.wasm', program.boot),
    rest: program.rest ? pack.hashed(`${prefix}rest.wasm`, `${prefix}rest`, '.wasm', program.rest) : '',
    strings,
    later,
  };
}

async function main() {
  const started = Date.now();
  const options = readArguments();
  const pack = new Pack(options.out);

  const programs = readPrograms(options.build);
  const program = linked(options, 'onewindow');
  const firstTexts = readTexts(fs.readFileSync(path.join(root, 'cmake/boot/texts.txt'), 'utf8'));
  const assets = {
    ...delivered(pack, 'app', 'onewindow', program, programs.onewindow, firstTexts),
    icons: '',
    catalogue: /** @type {Record<string, string>} */ ({}),
    grids: /** @type {Record<string, string>} */ ({}),
    /** The other programs, by name; the first one leads over to them (web/shell/programs.mjs). */
    programs: /** @type {Record<string, object>} */ ({}),
    extras: '',
    version: '',
  };
  assets.icons = pack.hashed('icons', 'icons', '.json', JSON.stringify(iconPaths(root)));
  for (const folder of /** @type {const} */ (['catalogue', 'grids'])) {
    for (const name of filesBelow(path.join(root, 'assets', folder))) {
      // The server publishes services in each language (docs/services.md).
      if (/^(forms\/|services\/|facts\.json|form_parts\.json)/.test(name)) continue;
      const extension = path.extname(name);
      const stem = name.slice(0, -extension.length);
      const content = JSON.stringify(JSON.parse(fs.readFileSync(path.join(root, 'assets', folder, name), 'utf8')));
      assets[folder][stem] = pack.hashed(`${folder}/${stem}`, `${folder}/${stem}`, extension, content);
    }
  }
  // Small and wanted together: the forms are one file.
  const forms = path.join(root, 'assets/catalogue/forms');
  const own = filesBelow(forms).filter((name) => !name.startsWith('services/'));
  const definitions = own.map((name) => JSON.parse(fs.readFileSync(path.join(forms, name), 'utf8')));
  assets.catalogue.forms = pack.hashed('catalogue/forms', 'catalogue/forms', '.json', JSON.stringify(definitions));
  const style = pack.hashed('app.css', 'app', '.css', await bundleStyle(options.fast));
  const script = pack.hashed('app.js', 'app', '.js', await bundleScript(options.build, 'onewindow', options.fast));
  for (const name of Object.keys(programs).filter((one) => one !== 'onewindow')) {
    const short = name.replace('onewindow-', '');
    assets.programs[short] = {
      ...delivered(pack, short, short, linked({ ...options, whole: true }, name), programs[name]),
      script: pack.hashed(`${short}.js`, short, '.js', await bundleScript(options.build, name, options.fast)),
    };
  }
  const extras = await bundleScript(options.build, 'onewindow', options.fast, 'web/bridges/extras/extras.mjs');
  assets.extras = pack.hashed('extras.js', 'extras', '.js', extras);
  assets.version = hashOf([...pack.names.values()].join('\n'));

  const preload = [
    `<link rel="modulepreload" href="${script}">`,
    `<link rel="preload" href="${assets.wasm}" as="fetch" type="application/wasm" crossorigin>`,
    `<link rel="preload" href="${assets.icons}" as="fetch" crossorigin>`,
    `<link rel="preload" href="${assets.strings['zh-CN'] ?? ''}" as="fetch" crossorigin>`,
  ].join('\n');
  /** @type {Record<string, string>} */
  const values = {
    'app.js': script,
    'app.wasm': assets.wasm,
    'app.css': style,
    icons: assets.icons,
    preload,
    question: firstQuestion(root),
    assets: JSON.stringify(assets).replaceAll('<', '\\u003c'),
  };
  for (const [language, address] of Object.entries(assets.strings)) values[`strings.${language}`] = address;
  for (const [key, word] of Object.entries(chineseWords())) values[`word.${key}`] = word;

  for (const folder of ['web/shell/static', 'offline/pwa']) {
    for (const name of filesBelow(path.join(root, folder))) {
      if (/\.(md|test\.mjs|d\.ts)$/.test(name)) continue;
      const content = fs.readFileSync(path.join(root, folder, name));
      const text = /\.(mjs|js|json|webmanifest|html|txt)$/.test(name);
      pack.plain(name, name, text ? fill(content.toString('utf8'), values, name) : content);
    }
  }
  const sign = readSign(fs.readFileSync(path.join(root, 'web/shell/static/favicon.svg'), 'utf8'));
  for (const edge of [192, 512]) {
    pack.plain(`icon-${edge}`, `icon-${edge}.png`, drawSign(sign, edge));
    pack.plain(`icon-${edge}-whole`, `icon-${edge}-whole.png`, drawSign(sign, edge, { maskable: true }));
  }
  for (const name of filesBelow(path.join(root, 'web/shell')).filter((file) => /^[^/]+\.html$/.test(file))) {
    const text = fs.readFileSync(path.join(root, 'web/shell', name), 'utf8');
    pack.plain(name, name, fill(text, values, `web/shell/${name}`));
  }

  const cache = path.join(process.env.OW_CACHE ?? path.join(options.build, '.pack'), 'compressed');
  const sizes = compressAll(pack.files, options.out, options.fast, cache);
  const manifest = {
    version: assets.version,
    files: /** @type {Record<string, object>} */ ({}),
    /** What tests/lint/boot.py reads. */
    boot: program.list ? { onewindow: { list: program.list, stale: program.stale } } : {},
  };
  for (const [logical, name] of pack.names) manifest.files[logical] = { file: name, ...sizes.get(name) };
  fs.writeFileSync(path.join(options.out, 'manifest.json'), `${JSON.stringify(manifest, null, 1)}\n`);

  const show = (/** @type {string} */ logical) => {
    const size = sizes.get(pack.names.get(logical) ?? '');
    return size ? `${logical} ${Math.round(size.bytes / 1024)} KB (${Math.round(size.br / 1024)} KB brotli)` : '';
  };
  console.log(`packed ${pack.files.size} files in ${((Date.now() - started) / 1000).toFixed(1)} s: ` +
    ['app.wasm', 'rest.wasm', 'app.js', 'app.css', 'strings.zh-CN', 'icons'].map(show).filter(Boolean).join(', '));
}

await main();
