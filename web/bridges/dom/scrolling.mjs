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
