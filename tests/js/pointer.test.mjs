// What draws by hand: one pen or finger at a time, no palm, with its pressure.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { watchPointer } from '../../web/bridges/dom/pointer.mjs';

/** @type {string[]} what the program was told */
let told = [];
/** @type {EventTarget} */
let field;

beforeEach(() => {
  told = [];
  field = Object.assign(new EventTarget(), {
    getBoundingClientRect: () => ({ left: 10, top: 20 }),
    classList: { contains: (/** @type {string} */ name) => name === 'drag' },
  });
  let pressure = 0;
  watchPointer(
    /** @type {HTMLElement} */ (field),
    (x, y, down) => told.push(x < 0 ? 'gone' : `${x},${y} ${down ? 'down' : 'up'} ${pressure}`),
    (now) => { pressure = now; },
  );
});

const pointer = (/** @type {string} */ type, more = {}) => field.dispatchEvent(Object.assign(new Event(type), {
  pointerId: 1, pointerType: 'touch', clientX: 110, clientY: 70, button: type === 'pointerdown' ? 0 : -1, buttons: 1,
  width: 20, height: 20, pressure: 0.25, ...more,
}));

test('a finger draws with its pressure until it is let go', () => {
  pointer('pointerdown');
  pointer('pointermove', { clientX: 120 });
  pointer('pointerup');
  assert.deepEqual(told, ['100,50 down 0.25', '110,50 down 0.25', 'gone']);
});

test('a second finger draws nothing and ends nothing', () => {
  pointer('pointerdown');
  pointer('pointerdown', { pointerId: 2, clientX: 300 });
  pointer('pointermove', { pointerId: 2, clientX: 310 });
  pointer('pointerup', { pointerId: 2 });
  pointer('pointermove', { clientX: 120 });
  assert.deepEqual(told, ['100,50 down 0.25', '110,50 down 0.25']);
});

test('a finger that draws makes no gesture: it zooms nothing, and the tap after it is a press', () => {
  const touch = () => {
    const event = new Event('touchstart', { cancelable: true });
    field.dispatchEvent(event);
    return event.defaultPrevented;
  };
  pointer('pointerdown');
  assert.ok(touch(), 'the page would be zoomed, or flung on letting go');
  pointer('pointerup');
  pointer('pointerdown', { width: 90, height: 70 });
  assert.ok(!touch(), 'what draws nothing is left to the browser');
});

test('a palm draws nothing, wherever it lies', () => {
  pointer('pointerdown', { width: 90, height: 70 });
  pointer('pointermove', { width: 90, height: 70 });
  assert.deepEqual(told, []);
});

test('where a pen is near, the hand that holds it draws nothing', () => {
  pointer('pointermove', { pointerId: 5, pointerType: 'pen', buttons: 0, pressure: 0 });
  told = [];
  pointer('pointerdown', { pointerId: 6 });
  pointer('pointermove', { pointerId: 6 });
  assert.deepEqual(told, []);
  pointer('pointerdown', { pointerId: 5, pointerType: 'pen', pressure: 0.8 });
  assert.deepEqual(told, ['100,50 down 0.8']);
});

test('a mouse and a pen without a sense of pressure press evenly', () => {
  pointer('pointerdown', { pointerType: 'mouse', pressure: 0 });
  assert.deepEqual(told, ['100,50 down 0.5']);
});
