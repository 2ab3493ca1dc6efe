// What the keys of a map are, and where a press on it was.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pressOf } from '../../web/bridges/dom/gestures.mjs';
import { keyOf } from '../../web/bridges/dom/keys.mjs';

const node = { states: 0, popup: 0 };
const key = (/** @type {string} */ name, more = {}) =>
  keyOf('map', node, { key: name, shiftKey: false, ctrlKey: false, altKey: false, metaKey: false, ...more });

test('arrows, plus, minus and Home move a map, Enter and Space choose, Tab and shortcuts stay the browser\'s', () => {
  for (const name of ['ArrowLeft', 'ArrowDown', '+', '=', '-', 'Home'])
    assert.deepEqual(key(name), { action: 'key', value: name });
  for (const name of ['Enter', ' ']) assert.equal(key(name)?.action, 'click');
  for (const name of ['Tab', 'a', 'Escape', 'PageDown']) assert.equal(key(name), undefined);
  assert.equal(key('+', { ctrlKey: true }), undefined);
});

test('a press is told from the corner of the map, a click without a pointer has no place', () => {
  const map = /** @type {Element} */ (/** @type {unknown} */ ({ getBoundingClientRect: () => ({ left: 16, top: 200.4 }), hasAttribute: () => false }));
  const at = (/** @type {number} */ detail) => /** @type {MouseEvent} */ ({ detail, clientX: 116, clientY: 250 });
  assert.equal(pressOf(map, at(1)), '100 50');
  assert.equal(pressOf(map, at(0)), '');
});
