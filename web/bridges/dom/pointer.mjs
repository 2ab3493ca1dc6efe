// @ts-check
/**
 * ImGui draws hover and pressed looks from the pointer; what a press does comes from the DOM's click. What is drawn by
 * hand (class "drag") follows one pointer at a time: a palm, or a second finger, draws nothing and ends nothing.
 */

/** A finger that covers more than this, CSS px, is a palm. */
const PALM = 60;

/** So long after a pen was near, a finger that lies on the field is the hand that holds it, ms. */
const PEN_NEAR = 2000;

/**
 * @param {EventTarget | null} target
 * @returns {boolean} whether something is drawn or moved there by hand
 */
const isDrag = (target) => target !== null && 'classList' in target
  && /** @type {Element} */ (target).classList.contains('drag');

/**
 * Tells of the pointer over `host`.
 * @param {HTMLElement} host
 * @param {(x: number, y: number, down: boolean) => void} tell off the page: x and y negative
 * @param {(pressure: number) => void} press how hard what draws presses, 0–1; before its place
 */
export function watchPointer(host, tell, press) {
  /** @type {number | null} the pointer that draws */
  let drawing = null;
  let penAt = -Infinity;
  const gone = () => tell(-1, -1, false);
  const at = (/** @type {PointerEvent} */ event, /** @type {boolean} */ down) => {
    const { left, top } = host.getBoundingClientRect();
    tell(event.clientX - left, event.clientY - top, down);
  };
  /** @param {PointerEvent} event */
  const isHand = (event) => event.pointerType === 'touch'
    && (Math.max(event.width, event.height) > PALM || event.timeStamp - penAt < PEN_NEAR);
  /** @param {PointerEvent} event whether it is of another pointer than the one that draws */
  const isOther = (event) => drawing !== null && event.pointerId !== drawing;
  /** @param {PointerEvent} event */
  const weigh = (event) => {
    if (event.pointerType === 'pen') penAt = event.timeStamp;
    press(event.pointerType === 'mouse' || !(event.pressure > 0) ? 0.5 : event.pressure);
  };

  host.addEventListener('pointermove', (event) => {
    const drags = isDrag(event.target);
    if (isOther(event) || (drags && drawing === null && isHand(event))) return;
    if (drags) weigh(event);
    if (event.pointerType !== 'touch' || drags) at(event, (event.buttons & 1) !== 0);
  }, { passive: true });
  host.addEventListener('pointerdown', (event) => {
    if (isOther(event)) return;
    if (isDrag(event.target)) {
      if (isHand(event)) return;
      drawing = event.pointerId;
      weigh(event);
    }
    at(event, event.button === 0);
  }, { passive: true });
  /** @param {PointerEvent} event */
  const end = (event) => {
    if (isOther(event)) return;
    drawing = null;
    if (event.type !== 'pointerup' || event.pointerType === 'touch') gone();
    else at(event, false);
  };
  for (const name of /** @type {const} */ (['pointerup', 'pointercancel', 'pointerleave']))
    host.addEventListener(name, end, { passive: true });
  // A finger that draws is no gesture of the browser's: two of them would zoom the page and break the stroke off, and after
  // one that was lifted in motion the next tap would only stop the fling, and be no click.
  host.addEventListener('touchstart', (event) => {
    if (isDrag(event.target) && drawing !== null) event.preventDefault();
  }, { passive: false });
}
