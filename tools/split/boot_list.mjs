// Makes the list of functions that the first page runs: ./dev boot-list.
//
//   node tools/split/boot_list.mjs --build build/web-release
//
// The linked program is given a counter a function (wasm-split --instrument), served as it is, and visited as
// first_page.mjs says. What ran on the first page goes into cmake/boot/onewindow.txt, a line a function: the key by
// which the split finds it again, and its name for whoever reads the list. What was said there goes into
// cmake/boot/texts.txt: the page gets no texts at first, and each that it asks for is told (web/bridges/texts).
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { launch, newPerson } from '../../tests/e2e/support/browser.mjs';
import { startServer } from '../../tests/e2e/support/server.mjs';
import { mergeStrings, parted } from '../pack/strings.mjs';
import { withFamilies } from './families.mjs';
import { VISITS, lookAround, prepare } from './first_page.mjs';
import { binaryen, keyOf } from './split.mjs';
import { definedFunctions, functionNames, imports, stripped } from './wasm.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const PROGRAM = 'onewindow';
/** A profile is 8 bytes that say of which module, then 4 a function: when it first ran, 0 = never. */
const PROFILE_HEAD = 8;

/** Serves the counting program from a folder of its own. @param {string} build @param {Uint8Array} counting */
function packCounting(build, counting) {
  const out = path.join(root, 'build/boot-list/dist');
  execFileSync('node', ['tools/pack/pack.mjs', '--build', build, '--out', out, '--whole'], { cwd: root, stdio: 'inherit' });
  const { file } = JSON.parse(fs.readFileSync(path.join(out, 'manifest.json'), 'utf8')).files['app.wasm'];
  fs.writeFileSync(path.join(out, file), counting);
  // What begins once the rest is there is not of the first page: here it never comes, though nothing is missing.
  const page = path.join(out, 'index.html');
  fs.writeFileSync(page, fs.readFileSync(page, 'utf8').replaceAll('"rest":""', '"rest":"/never.wasm"'));
  fs.writeFileSync(page, fs.readFileSync(page, 'utf8').replaceAll('"later":{}', JSON.stringify(withoutTexts(out)).slice(1, -1)));
  for (const name of [file, 'index.html'])
    for (const suffix of ['.br', '.gz']) fs.rmSync(path.join(out, name + suffix), { force: true });
  return out;
}

/** Takes the texts away, to come late. @param {string} out @returns {{later: Record<string, string>}} where they are */
function withoutTexts(out) {
  /** @type {Record<string, string>} */
  const later = {};
  const { files } = JSON.parse(fs.readFileSync(path.join(out, 'manifest.json'), 'utf8'));
  for (const [logical, { file }] of Object.entries(files)) {
    if (!logical.startsWith('strings.')) continue;
    fs.renameSync(path.join(out, file), path.join(out, `later.${file}`));
    // What the page's own script says: the program reads it, and never asks for it.
    const { first } = parted(JSON.parse(fs.readFileSync(path.join(out, `later.${file}`), 'utf8')), (key) => key.startsWith('rest.'));
    fs.writeFileSync(path.join(out, file), JSON.stringify(first));
    for (const suffix of ['.br', '.gz']) fs.rmSync(path.join(out, file + suffix), { force: true });
    later[logical.slice('strings.'.length)] = `/later.${file}`;
  }
  return { later };
}

/** Which texts a page asked for. @param {import('playwright-core').Page} page @returns {Promise<string[]>} */
const said = (page) => page.evaluate(() =>
  performance.getEntriesByName('text-late').map((mark) => /** @type {PerformanceMark} */ (mark).detail));

/** Keeps what the program exports, which its glue does not hand out. Put into the page. */
function keepExports() {
  const original = WebAssembly.instantiate.bind(WebAssembly);
  /** @type {any} */ (WebAssembly).instantiate = async (/** @type {any[]} */ ...given) => {
    const instance = await /** @type {any} */ (original)(...given);
    /** @type {any} */ (window).counted = instance.exports;
    return instance;
  };
}

/** Which functions have run in a page, by place. @param {import('playwright-core').Page} page @param {number} functions */
async function ran(page, functions) {
  const times = await page.evaluate((size) => {
    const { counted, oneWindow } = /** @type {any} */ (window);
    const at = oneWindow._ow_allocate(size);
    counted.__write_profile(at, size);
    return [...new Uint32Array(oneWindow.HEAPU8.slice(at, at + size).buffer, 8)];
  }, PROFILE_HEAD + 4 * functions);
  return times.flatMap((time, index) => (time ? [index] : []));
}

const build = path.resolve(process.argv[process.argv.indexOf('--build') + 1]);
const named = new Uint8Array(fs.readFileSync(path.join(build, 'web', `${PROGRAM}.wasm`)));
const module = stripped(named);
const functions = definedFunctions(module);
const [counting] = binaryen('wasm-split', module, ['--instrument', '-o', 'counting.wasm'], ['counting.wasm']);
process.env.OW_WEB_DIST = packCounting(build, counting);

/** @type {Set<number>} */
const first = new Set();
/** @type {Set<string>} */
const texts = new Set();
const server = await startServer();
const browser = await launch();
try {
  for (const visit of VISITS) {
    const person = await newPerson(browser, server.url, visit.options);
    await prepare(person.context, visit, server.url);
    await person.context.addInitScript(keepExports);
    const before = first.size;
    // The second time the device knows who it is.
    for (let time = 0; time < 2; ++time) {
      await person.page.goto(`${server.url}/`);
      await lookAround(person.page);
      for (const index of await ran(person.page, functions)) first.add(index);
      for (const key of await said(person.page)) texts.add(key);
      await person.page.goto('about:blank');
    }
    console.log(`${visit.name}: ${first.size - before} more functions, ${first.size} so far`);
    await person.context.close();
  }
} finally {
  await browser.close();
  await server.stop();
}

const names = functionNames(named);
const offset = imports(module).filter(({ kind }) => kind === 0).length;
const listed = [...first].map((index) => names.get(offset + index) ?? '').filter(Boolean);
const readable = execFileSync('llvm-cxxfilt-19', { input: listed.join('\n'), encoding: 'utf8', maxBuffer: 2 ** 28 }).split('\n');
const lines = new Set(listed.map((name, index) => `${keyOf(name)} ${readable[index].replace(/std::__2::/g, 'std::').slice(0, 100).trim()}`));
const byName = (/** @type {string} */ line) => `${line.slice(11)}\0${line}`;
fs.writeFileSync(path.join(root, 'cmake/boot', `${PROGRAM}.txt`), [
  '# What the first page runs (docs/adr/0018). Made by ./dev boot-list; not to be edited.',
  ...[...lines].sort((one, other) => (byName(one) < byName(other) ? -1 : 1)), '',
].join('\n'));

const [all] = mergeStrings(path.join(root, 'assets/i18n')).values();
const keys = withFamilies(texts, Object.keys(all), path.join(root, 'assets/catalogue'));
fs.writeFileSync(path.join(root, 'cmake/boot/texts.txt'), [
  '# What the first page says, by the keys of assets/i18n (docs/adr/0018). Made by ./dev boot-list; not to be edited.',
  ...keys, '',
].join('\n'));
console.log(`cmake/boot/texts.txt: ${keys.length} of ${Object.keys(all).length} texts`);
console.log(`cmake/boot/${PROGRAM}.txt: ${lines.size} of ${functions} functions`);
