// @ts-check
/**
 * Drags, pinches and the wheel on a map. Until the map has the focus a finger and the wheel belong to the page, so that
 * it can be scrolled past; a mouse drags at once, for a page is never scrolled that way.
 */

/** A press may wander this far, CSS px. */
const SLACK = 6;

/** On maps whose last press was a drag; on the element, since what takes drags lies in a file of its own. */
const DRAGGED = 'data-dragged';

/**
 * Where a click on a map was, from its corner: "" when it has no place (keyboard, assistive technology), undefined when
 * it ended a drag and means nothing.
 * @param {Element} map
 * @param {MouseEvent} event
 */
export function pressOf(map, event) {
  if (event.detail === 0) return '';
  if (map.hasAttribute(DRAGGED)) return undefined;
  const box = map.getBoundingClientRect();
  return `${Math.round(event.clientX - box.left)} ${Math.round(event.clientY - box.top)}`;
}

/**
 * @param {HTMLElement} map
 * @param {(kind: 'pan' | 'zoom', value: string, number: number) => void} send
 */
export function takeGestures(map, send) {
  /** @type {Map<number, {x: number, y: number}>} pointers that are down */
  const down = new Map();
  let start = { x: 0, y: 0 };
  // What the program was told so far: whole pixels, so that nothing is lost in rounding.
  let told = { x: 0, y: 0 };
  let spread = 0;

  const middle = () => {
    let x = 0;
    let y = 0;
    for (const at of down.values()) {
      x += at.x / down.size;
      y += at.y / down.size;
    }
    return { x: Math.round(x), y: Math.round(y) };
  };
  const width = () => {
    const [a, b] = down.values();
    return b ? Math.hypot(a.x - b.x, a.y - b.y) : 0;
  };
  /** @param {number} factor @param {{x: number, y: number}} at */
  const zoom = (factor, at) => {
    const box = map.getBoundingClientRect();
    send('zoom', `${Math.round(at.x - box.left)} ${Math.round(at.y - box.top)}`, factor);
  };
  const begin = () => {
    told = middle();
    spread = width();
  };

  map.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || (event.pointerType === 'touch' && document.activeElement !== map)) {
      if (down.size === 0) map.removeAttribute(DRAGGED);
      return;
    }
    map.setPointerCapture(event.pointerId);
    if (down.size === 0) {
      map.removeAttribute(DRAGGED);
      start = { x: event.clientX, y: event.clientY };
    }
    down.set(event.pointerId, { x: event.clientX, y: event.clientY });
    begin();
  });
  map.addEventListener('pointermove', (event) => {
    if (!down.has(event.pointerId)) return;
    down.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (down.size === 1 && !map.hasAttribute(DRAGGED) && Math.hypot(event.clientX - start.x, event.clientY - start.y) < SLACK) return;
    map.setAttribute(DRAGGED, '');
    const at = middle();
    if (at.x !== told.x || at.y !== told.y) send('pan', `${at.x - told.x} ${at.y - told.y}`, 0);
    told = at;
    const wide = width();
    if (wide > 0 && spread > 0) zoom(wide / spread, at);
    spread = wide;
  });
  const up = (/** @type {PointerEvent} */ event) => {
    if (down.delete(event.pointerId)) begin();
  };
  map.addEventListener('pointerup', up);
  map.addEventListener('pointercancel', up);
  // The style says the same by touch-action, but the browser may still go by the picture from before the focus: a finger
  // that moves at once would scroll the page, and its drag and the next press would be lost.
  map.addEventListener('touchmove', (event) => {
    if (document.activeElement === map && event.cancelable) event.preventDefault();
  }, { passive: false });
  map.addEventListener('wheel', (event) => {
    if (document.activeElement !== map) return;
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    zoom(2 ** (-event.deltaY * lines / 400), { x: event.clientX, y: event.clientY });
  }, { passive: false });
}
