// A pane of the document stands where its picture is drawn, whatever becomes of its content meanwhile.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { followDrawn } from '../../web/bridges/dom/scrolling.mjs';

/** A scroll area of a browser: no further than its content goes. @param {number} content */
function pane(content) {
  let top = 0;
  const within = (/** @type {number} */ value) => Math.max(0, Math.min(value, content - 700));
  const area = {
    /** @param {number} height */
    holds(height) {
      content = height;
      top = within(top);
    },
    element: {
      get scrollTop() { return top; },
      set scrollTop(value) { top = within(value); },
    },
    node: { range: [0, content, 0, 0] },
    /** @type {number | undefined} */
    told: undefined,
  };
  return area;
}

test('a pane made anew with little in it goes where it is drawn once its content is there', () => {
  const area = pane(700);
  followDrawn(area);
  assert.equal(area.element.scrollTop, 0);
  area.holds(2400);
  area.node.range = [0, 2400, 919, 0];
  followDrawn(area);
  assert.equal(area.element.scrollTop, 919);
});

test('a pane whose content became shorter stands at its end, and so does its picture', () => {
  const area = pane(2400);
  area.node.range = [0, 2400, 919, 0];
  followDrawn(area);
  area.holds(900);
  area.node.range = [0, 900, 200, 0];
  // The browser has moved it by itself, and will tell so: nothing is to do.
  followDrawn(area);
  assert.equal(area.element.scrollTop, 200);
  area.told = 200;
  area.holds(2400);
  area.node.range = [0, 2400, 200, 0];
  followDrawn(area);
  assert.equal(area.element.scrollTop, 200);
});

test('what a person has just scrolled is not taken back by an older picture', () => {
  const area = pane(2400);
  followDrawn(area);
  area.element.scrollTop = 500;
  area.node.range = [0, 2400, 480, 0];
  followDrawn(area);
  assert.equal(area.element.scrollTop, 500);
});
