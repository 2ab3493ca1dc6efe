// Splits a linked program into its boot part, which the first page runs, and the rest (docs/adr/0018).
//
// binaryen's wasm-split moves every function that is not on the list to a second module and puts an import into each
// table entry through which the first module reaches one. Here those imports become functions of the boot part itself
// ("doors"): a door asks the page for the rest (web/bridges/rest: it comes at once or throws) and then goes through the
// same table entry again, where the rest has put the real function. So a call that comes too early is late, not wrong.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
  Reader, SECTION, asSection, bodies, concatenated, definedFunctions, functionNames, imports, parameterCounts, sections, signed,
  stripped, tableEntries, unsigned,
} from './wasm.mjs';

/** The import through which a door asks for the rest; its name in the name section. */
const ASK = 'ow_rest_needed';
/** What has one caller is put there up to a size; a larger one makes the parts smaller raw and larger compressed (measured). */
const OPTIMISED = '-Oz --one-caller-inline-max-function-size=40';
const FEATURES = ['--enable-mutable-globals', '--enable-bulk-memory', '--enable-nontrapping-float-to-int', '--enable-sign-ext'];

/** A function of a list: what the compiler numbers anew in every build is left out. @param {string} name */
export const keyOf = (name) => createHash('sha256').update(name.replace(/(\.llvm)?(\.\d+)+$/, '')).digest('hex').slice(0, 10);

/** @param {string} text of a list: "<key> <name for people>" lines and comments @returns {Set<string>} */
export const readList = (text) => new Set(text.split('\n').filter((line) => /^[0-9a-f]/.test(line)).map((line) => line.slice(0, 10)));

/** Runs a tool of binaryen on files of a folder of its own. @param {'wasm-split' | 'wasm-opt'} tool @param {Uint8Array} module @param {string[]} options @param {string[]} results @param {Record<string, string>} [more] further files @returns {Uint8Array[]} */
export function binaryen(tool, module, options, results, more = {}) {
  const split = process.env.OW_WASM_SPLIT;
  if (!split) throw new Error('OW_WASM_SPLIT is not set: build with ./dev');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'onewindow-split-'));
  try {
    fs.writeFileSync(path.join(folder, 'module.wasm'), module);
    for (const [name, text] of Object.entries(more)) fs.writeFileSync(path.join(folder, name), text);
    execFileSync(path.join(path.dirname(split), tool), ['module.wasm', ...FEATURES, ...options], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
    return results.map((name) => new Uint8Array(fs.readFileSync(path.join(folder, name))));
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * A part, optimised by itself. The program is linked with next to no inlining, so that what the first page does not run
 * can be told apart; what is called from one place only is put there now. A part that was optimised before is found in
 * the cache, unless this file has changed since.
 * @param {Uint8Array} part
 */
export function optimised(part) {
  const key = createHash('sha256').update(fs.readFileSync(new URL(import.meta.url))).update(part).digest('hex').slice(0, 32);
  const kept = process.env.OW_CACHE ? path.join(process.env.OW_CACHE, 'optimised', `${key}.wasm`) : '';
  if (kept && fs.existsSync(kept)) return new Uint8Array(fs.readFileSync(kept));
  const [small] = binaryen('wasm-opt', stripped(part), [...OPTIMISED.split(' '), '-o', 'small.wasm'], ['small.wasm']);
  const [ordered] = binaryen('wasm-opt', withPlaces(small), ['--reorder-functions-by-name', '-o', 'ordered.wasm'], ['ordered.wasm']);
  if (kept) {
    fs.mkdirSync(path.dirname(kept), { recursive: true });
    fs.writeFileSync(`${kept}.${process.pid}`, ordered);
    fs.renameSync(`${kept}.${process.pid}`, kept);
  }
  return ordered;
}

/**
 * The module with names by which its functions stand beside those that are like them: compressed it is 2 % smaller.
 * @param {Uint8Array} module
 */
export function withPlaces(module) {
  const imported = imports(module).filter(({ kind }) => kind === 0).length;
  const functions = bodies(module);
  const alike = functions.map((_, index) => index).sort((one, other) =>
    functions[one].type - functions[other].type || Buffer.compare(functions[one].code, functions[other].code));
  // Imports keep their places before all others.
  const order = [...Array(imported).keys(), ...alike.map((index) => imported + index)];
  const names = order.map((index, place) => {
    const name = new TextEncoder().encode(String(place).padStart(6, '0'));
    return [...unsigned(index), ...unsigned(name.length), ...name];
  });
  // Subsection 1 of the custom section "name": names of functions.
  const list = [...unsigned(names.length), ...names.flat()];
  const section = asSection(SECTION.custom, [4, ...new TextEncoder().encode('name'), 1, ...unsigned(list.length), ...list]);
  return concatenated([module, section]);
}

/**
 * @typedef {object} Parts
 * @property {Uint8Array} boot
 * @property {Uint8Array} rest
 * @property {string[]} stale keys of the list that name no function of the program
 * @property {{kept: number, functions: number, doors: number}} counts
 */

/** @param {Uint8Array} named the linked program with its names @param {Set<string>} list @returns {Parts} */
export function split(named, list) {
  const names = functionNames(named);
  const module = stripped(named);
  const imported = imports(module).filter(({ kind }) => kind === 0);
  const asks = imported.findIndex((_, index) => names.get(index) === ASK);
  if (asks < 0) throw new Error(`the program does not import ${ASK}`);
  const functions = definedFunctions(module);
  /** @type {number[]} */
  const kept = [];
  const seen = new Set();
  for (let index = 0; index < functions; ++index) {
    const name = names.get(imported.length + index);
    // What the compiler made of functions that are alike has no name, and is small.
    if (name && !list.has(keyOf(name))) continue;
    if (name) seen.add(keyOf(name));
    kept.push(index);
  }
  // Without a name section wasm-split calls a function by its place among those that are defined.
  const [boot, rest] = binaryen('wasm-split', module, [
    '--keep-funcs=@kept', '--import-namespace=primary', '--placeholder-namespace=door', '--export-prefix=%',
    '-o1', 'boot.wasm', '-o2', 'rest.wasm',
  ], ['boot.wasm', 'rest.wasm'], { kept: kept.join('\n') });
  const doors = imports(boot).filter(({ module: from }) => from === 'door').length;
  return {
    boot: withDoors(optimised(boot), imported[asks]),
    rest: optimised(rest),
    stale: [...list].filter((key) => !seen.has(key)),
    counts: { kept: kept.length, functions, doors },
  };
}

/** Turns the imports of 'door' into functions. They stand last among the imports, so no index changes. @param {Uint8Array} boot @param {{module: string, name: string}} ask the import that asks for the rest */
export function withDoors(boot, ask) {
  const all = imports(boot);
  const functions = all.filter(({ kind }) => kind === 0);
  const asks = functions.findIndex(({ module, name }) => module === ask.module && name === ask.name);
  if (asks < 0) throw new Error(`the boot part does not import ${ask.module}.${ask.name}`);
  const first = functions.findIndex(({ module }) => module === 'door');
  if (first < 0) return boot;
  const doors = functions.slice(first);
  if (doors.some(({ module }) => module !== 'door')) throw new Error('imports of doors are not the last ones');
  const entries = tableEntries(boot);
  const parameters = parameterCounts(boot);
  const bodies = doors.map(({ type }, index) => {
    const entry = entries.get(first + index);
    if (entry === undefined) throw new Error('a door without a table entry');
    const gets = Array.from({ length: parameters[type] }, (_, local) => [0x20, ...unsigned(local)]).flat();
    // No locals; call $asks; local.get …; i32.const entry; call_indirect (type) (table 0); end
    const code = [0, 0x10, ...unsigned(asks), ...gets, 0x41, ...signed(entry), 0x11, ...unsigned(type), 0, 0x0b];
    return [...unsigned(code.length), ...code];
  });
  return concatenated([boot.subarray(0, 8), ...sections(boot).map(({ id, start, from, to }) => {
    const list = new Reader(boot, from, to);
    if (id === SECTION.import) {
      const left = all.filter(({ module }) => module !== 'door');
      return asSection(id, [...unsigned(left.length), ...left.flatMap((one) => [...boot.subarray(one.from, one.to)])]);
    }
    if (id === SECTION.function || id === SECTION.code) {
      const count = list.number();
      const more = id === SECTION.code ? bodies.flat() : doors.flatMap(({ type }) => unsigned(type));
      return asSection(id, [...unsigned(count + doors.length), ...more, ...boot.subarray(list.at, to)]);
    }
    return boot.subarray(start, to);
  })]);
}
