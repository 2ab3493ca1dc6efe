// The doors of a split program (tools/split), with a module made by hand and run for real.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyOf, readList, withDoors, withPlaces } from '../../tools/split/split.mjs';
import { Reader, SECTION, asSection, concatenated, functionNames, imports, signed, stripped, unsigned } from '../../tools/split/wasm.mjs';

const HEAD = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
const text = (/** @type {string} */ words) => [...unsigned(words.length), ...new TextEncoder().encode(words)];
/** Types: 0 = nothing, 1 = a number to a number. */
const TYPES = asSection(SECTION.type, [2, 0x60, 0, 0, 0x60, 1, 0x7f, 1, 0x7f]);
/** A table of two; its entry 1 is what `run` calls. */
const BOOT = concatenated([
  HEAD, TYPES,
  asSection(SECTION.import, [2, ...text('env'), ...text('ask'), 0, 0, ...text('door'), ...text('1'), 0, 1]),
  asSection(SECTION.function, [1, 1]),
  asSection(SECTION.table, [1, 0x70, 0, 2]),
  asSection(SECTION.export, [2, ...text('run'), 0, 2, ...text('table'), 1, 0]),
  asSection(SECTION.element, [1, 0, 0x41, 1, 0x0b, 1, 1]),
  asSection(SECTION.code, [1, 9, 0, 0x20, 0, 0x41, 1, 0x11, 1, 0, 0x0b]),
  asSection(SECTION.custom, [...text('name'), 1, 7, 1, 0, ...text('asks')]),
]);
const ASK = { module: 'env', name: 'ask' };
/** Exports what doubles a number. */
const REST = concatenated([
  HEAD, TYPES,
  asSection(SECTION.function, [1, 1]),
  asSection(SECTION.export, [1, ...text('double'), 0, 0]),
  asSection(SECTION.code, [1, 7, 0, 0x20, 0, 0x20, 0, 0x6a, 0x0b]),
]);

const made = (/** @type {Uint8Array} */ bytes, /** @type {any} */ given = {}) =>
  /** @type {any} */ (new WebAssembly.Instance(new WebAssembly.Module(/** @type {any} */ (bytes)), given).exports);

test('a door asks for the rest and then does what the rest does; afterwards it is not there any more', () => {
  let asked = 0;
  const boot = made(withDoors(BOOT, ASK), {
    env: { ask: () => { asked += 1; boot.table.set(1, made(REST).double); } },
  });
  assert.equal(boot.run(21), 42);
  assert.equal(boot.run(4), 8);
  assert.equal(asked, 1);
});

test('a door through which the rest cannot be had lets nothing happen', () => {
  const boot = made(withDoors(BOOT, ASK), { env: { ask: () => { throw new Error('no network'); } } });
  assert.throws(() => boot.run(21), /no network/);
});

test('only the doors are taken out of the imports, and names do not travel', () => {
  const boot = withDoors(BOOT, ASK);
  assert.deepEqual(imports(boot).map(({ name }) => name), ['ask']);
  assert.deepEqual([...functionNames(BOOT)], [[0, 'asks']]);
  assert.equal(functionNames(stripped(BOOT)).size, 0);
});

test('a boot part that cannot ask for the rest gets no doors', () => {
  assert.throws(() => withDoors(BOOT, { module: 'env', name: 'other' }), /does not import env.other/);
});

test('functions that are alike get places side by side: by type, then by what they do; imports stay first', () => {
  const module = concatenated([
    HEAD, TYPES,
    asSection(SECTION.import, [1, ...text('env'), ...text('ask'), 0, 0]),
    asSection(SECTION.function, [3, 1, 0, 1]),
    // local.get 0; nop; end, nothing, local.get 0; end
    asSection(SECTION.code, [3, 5, 0, 0x20, 0, 0x01, 0x0b, 2, 0, 0x0b, 4, 0, 0x20, 0, 0x0b]),
  ]);
  assert.deepEqual([...functionNames(withPlaces(module))], [[0, '000000'], [2, '000001'], [1, '000002'], [3, '000003']]);
});

test('a module that is cut short or no module at all is refused', () => {
  assert.throws(() => imports(Uint8Array.of(1, 2, 3, 4)), /no WebAssembly module/);
  assert.throws(() => imports(BOOT.subarray(0, 40)), /cut short/);
});

test('numbers are written as they are read', () => {
  for (const number of [0, 1, 63, 64, 127, 128, 8191, 8192, 2 ** 31 - 1]) {
    assert.equal(new Reader(Uint8Array.from(unsigned(number))).number(), number);
    assert.equal(new Reader(Uint8Array.from(signed(number))).signed(), number);
  }
  for (const number of [-1, -64, -65, -(2 ** 31)]) assert.equal(new Reader(Uint8Array.from(signed(number))).signed(), number);
});

test('a list finds a function again in a build that numbers it otherwise', () => {
  assert.equal(keyOf('_ZN2ow2ui4hrefE.403'), keyOf('_ZN2ow2ui4hrefE'));
  assert.equal(keyOf('_ZN2ow2ui4hrefE.llvm.8123'), keyOf('_ZN2ow2ui4hrefE'));
  assert.notEqual(keyOf('_ZN2ow2ui4hrefE'), keyOf('_ZN2ow2ui5href2E'));
  assert.deepEqual([...readList('# words\n0011223344 ow::a()\n5566778899 ow::b()\n')], ['0011223344', '5566778899']);
});
