// @ts-check
/** Scrolling by keyboard: areas without anything to Tab to, and the keys that scroll a page when no area has the focus. */

const CONTROLS =
  'a[href], button, input, select, textarea, [role=option], [role=menuitem], [role=treeitem], [role=gridcell], [role=application]';

/**
 * An area whose content does not fit and holds nothing that takes the focus takes it itself, named by its page.
 * @param {HTMLElement} host
 * @param {{ element: HTMLElement, inner: HTMLElement, node: { rect: number[], range: number[] } }} area
 */
export function settleArea(host, { element, inner, node }) {
  const alone = node.range[1] > node.rect[3] + 1 && !inner.querySelector(CONTROLS);
  if (alone) {
    element.tabIndex = 0;
    element.setAttribute('role', 'region');
    element.setAttribute('aria-labelledby', host.querySelector('h1')?.id ?? '');
  } else if (element.hasAttribute('tabindex')) {
    for (const name of ['tabindex', 'role', 'aria-labelledby']) element.removeAttribute(name);
  }
}

/**
 * A pane whose content became shorter and longer again, or that was made anew while its content was on its way, is drawn
 * where it was; its element cannot be there before the content is. Once it can, it follows. What the person has scrolled,
 * and the program has not heard of yet, goes before.
 * @param {{ element: { scrollTop: number }, node: { range: number[] }, told?: number }} area `told`: what the program
 *   heard last of the element's place, or put it to
 */
export function followDrawn(area) {
  const { element, node } = area;
  const here = element.scrollTop;
  if (area.told === undefined) area.told = here;
  if (here !== area.told || Math.abs(node.range[2] - here) <= 1) return;
  element.scrollTop = node.range[2];
  area.told = element.scrollTop;
}

/** So much stays free at the edge, px. */
const MARGIN = 12;

/** What was unfolded may still be on its way for so long. Milliseconds. */
const COMES_WITHIN = 3_000;

/**
 * What a person has unfolded stands under its button: where it reaches over the lower edge it is brought up as far as its
 * button allows. It may come piece by piece, and is followed until all is there or the person does something else.
 */
export function createReveal() {
  /** @type {{ button: HTMLElement, since: number } | null} */
  let under = null;
  return {
    /** @param {HTMLElement} button */
    begin(button) {
      const area = /** @type {HTMLElement | null} */ (button.closest('.r-scroll_area'));
      if (!area || button.ownerDocument.activeElement !== button) return;
      under = { button, since: Date.now() };
      const stop = () => { under = null; };
      for (const name of ['wheel', 'touchstart', 'keydown', 'pointerdown'])
        area.addEventListener(name, stop, { once: true, passive: true });
    },

    /** A patch is whole. */
    go() {
      const area = /** @type {HTMLElement | null | undefined} */ (under?.button.closest('.r-scroll_area'));
      if (!under || !area || Date.now() - under.since > COMES_WITHIN) {
        under = null;
        return;
      }
      const edge = area.getBoundingClientRect();
      const above = under.button.getBoundingClientRect().top - edge.top;
      const below = (under.button.nextElementSibling?.getBoundingClientRect().bottom ?? 0) - edge.bottom;
      const by = Math.min(above, below + 2 * MARGIN) - MARGIN;
      if (by > 1) area.scrollBy({ top: by });
    },
  };
}

/**
 * How far a key scrolls, in px; undefined for keys that do not.
 * @param {KeyboardEvent} event
 * @param {HTMLElement} area
 */
function distance(event, area) {
  const page = area.clientHeight * 0.9;
  /** @type {Record<string, number>} */
  const down = { ArrowDown: 60, ArrowUp: -60, PageDown: page, PageUp: -page, End: area.scrollHeight, Home: -area.scrollHeight };
  return event.key === ' ' ? (event.shiftKey ? -page : page) : down[event.key];
}

/**
 * A document would scroll itself; here the main area does, for whoever has the focus on a heading or nowhere.
 * @param {HTMLElement} host
 */
export function scrollByKeys(host) {
  host.ownerDocument.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest('.r-scroll_area, dialog') || target?.matches(CONTROLS)) return;
    const area = /** @type {HTMLElement | null} */ (host.querySelector('main .r-scroll_area'));
    const by = area ? distance(event, area) : undefined;
    if (!area || by === undefined || area.closest('[inert]') || host.querySelector('dialog[open]')) return;
    event.preventDefault();
    area.scrollBy({ top: by });
  });
}
