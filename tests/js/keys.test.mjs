// Which keys of menus, trees, grids and comboboxes go to the program, and which stay the browser's.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { keyOf, takeKeys } from '../../web/bridges/dom/keys.mjs';
import { ACTION, POPUPS, ROLES, SORTS, STATE } from '../../web/bridges/dom/roles.mjs';

const press = (/** @type {string} */ key, more = {}) => ({ key, shiftKey: false, ctrlKey: false, altKey: false, metaKey: false, ...more });
const closed = { states: 0, popup: 0 };
const open = { states: STATE.expanded, popup: 0 };

test('the arrow keys move among suggestions, the caret keeps all other keys', () => {
  assert.deepEqual(keyOf('combobox', closed, press('ArrowDown')), { action: 'key', value: 'ArrowDown' });
  assert.deepEqual(keyOf('combobox', closed, press('ArrowUp', { altKey: true })), { action: 'key', value: 'Alt+ArrowUp' });
  for (const key of ['a', 'Home', 'End', 'ArrowLeft', 'Tab', 'Enter'])
    assert.equal(keyOf('combobox', closed, press(key)), undefined);
  assert.deepEqual(keyOf('combobox', open, press('Enter')), { action: 'key', value: 'Enter' });
});

test('a menu button opens by the arrow keys, other buttons keep them', () => {
  const menu = { states: 0, popup: POPUPS.indexOf('menu') };
  assert.equal(keyOf('button', menu, press('ArrowDown'))?.action, 'key');
  assert.equal(keyOf('button', closed, press('ArrowDown')), undefined);
  assert.equal(keyOf('button', menu, press('Enter')), undefined);
});

test('Enter and Space press an item, letters search for one, Tab leaves a menu', () => {
  for (const role of ['menuitem', 'treeitem', 'gridcell'])
    for (const key of ['Enter', ' ']) assert.equal(keyOf(role, closed, press(key))?.action, 'click');
  assert.deepEqual(keyOf('menuitem', closed, press('d')), { action: 'key', value: 'd' });
  assert.equal(keyOf('gridcell', closed, press('d')), undefined);
  assert.equal(keyOf('menuitem', closed, press('Tab'))?.action, 'dismiss');
  assert.equal(keyOf('treeitem', closed, press('Tab')), undefined);
});

test('in a calendar the page keys turn months, with Shift years', () => {
  assert.equal(keyOf('gridcell', closed, press('PageDown'))?.value, 'PageDown');
  assert.equal(keyOf('gridcell', closed, press('PageDown', { shiftKey: true }))?.value, 'Shift+PageDown');
});

test('shortcuts of the browser are never taken', () => {
  for (const role of ['combobox', 'menuitem', 'gridcell', 'treeitem'])
    assert.equal(keyOf(role, open, press('ArrowDown', { ctrlKey: true })), undefined);
});

/** The members of an enum class in a header. */
const members = (/** @type {string} */ header, /** @type {string} */ name) =>
  header.split(`enum class ${name} : std::uint8_t {`)[1].split('}')[0].replace(/\/\/.*$/gm, '')
    .split(',').map((/** @type {string} */ word) => word.trim()).filter(Boolean);

test('both sides of the bridge list the same roles, popups, orders and actions', async () => {
  const node = await readFile(new URL('../../src/a11y/node.hpp', import.meta.url), 'utf8');
  const tree = await readFile(new URL('../../src/a11y/tree.hpp', import.meta.url), 'utf8');
  const plain = (/** @type {string} */ word) => word.replaceAll('_', '').replace('switchcontrol', 'switch');
  assert.deepEqual(members(node, 'Role').filter((/** @type {string} */ role) => role !== 'count_').map(plain), ROLES.map(plain));
  assert.deepEqual(members(node, 'Popup').map(plain).slice(1), POPUPS.slice(1));
  assert.equal(members(node, 'Sort').length, SORTS.length);
  assert.deepEqual(members(tree, 'ActionKind').map(plain), Object.keys(ACTION).map((name) => name.toLowerCase()));
});

/** The little of an element that listening needs. */
class Part extends EventTarget {
  /** @param {boolean} field */
  constructor(field) {
    super();
    this.field = field;
  }
  matches() {
    return this.field;
  }
}
// @ts-expect-error: Node has no elements of its own
globalThis.Element ??= Part;

/** @param {object} values */
const keydown = (values) => Object.assign(new Event('keydown', { cancelable: true }), values);

test('Keys that nothing inside wants reach the photo viewer; the browser keeps its own', () => {
  const element = new Part(false);
  /** @type {string[]} */
  const sent = [];
  takeKeys(/** @type {any} */ (element), (key) => sent.push(key));
  for (const key of ['+', '0', 'ArrowLeft', 'PageDown']) element.dispatchEvent(keydown({ key }));
  assert.deepEqual(sent, ['+', '0', 'ArrowLeft', 'PageDown']);
  for (const key of ['Tab', 'Enter', ' ', 'Escape', 'F5']) element.dispatchEvent(keydown({ key }));
  element.dispatchEvent(keydown({ key: '+', ctrlKey: true }));
  element.dispatchEvent(keydown({ key: 'r', metaKey: true }));
  assert.equal(sent.length, 4, 'leaving, pressing and zooming the page stay what they are');
});

test('The wheel over the viewer makes the photo larger, with Ctrl it is the page', () => {
  const element = new Part(false);
  /** @type {string[]} */
  const sent = [];
  takeKeys(/** @type {any} */ (element), (key) => sent.push(key));
  const wheel = (/** @type {object} */ values) => {
    const event = Object.assign(new Event('wheel', { cancelable: true }), values);
    element.dispatchEvent(event);
    return event.defaultPrevented;
  };
  assert.equal(wheel({ deltaY: -30, ctrlKey: false }), true);
  assert.equal(wheel({ deltaY: 30, ctrlKey: false }), true);
  assert.equal(wheel({ deltaY: -30, ctrlKey: true }), false);
  assert.deepEqual(sent, ['WheelUp', 'WheelDown']);
});

test('What is typed into a field of the viewer stays in the field', () => {
  const field = new Part(true);
  /** @type {string[]} */
  const sent = [];
  takeKeys(/** @type {any} */ (field), (key) => sent.push(key));
  field.dispatchEvent(keydown({ key: 'r' }));
  assert.deepEqual(sent, []);
});
