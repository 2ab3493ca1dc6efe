// @ts-check
/** Where the focus goes when what had it vanishes. */

/** What holds things that belong together: who loses one of them goes on with what stands there now. */
const TOGETHER = '.r-group, .r-form, .r-list, .r-ordered_list, .r-radiogroup, .r-toolbar, .r-table';
const REACHED = 'button, a[href], input, select, textarea, [tabindex="0"]';
/** What counts for a place: a picture that cannot be opened yet has one too. */
const COUNTED = `${REACHED}, .r-image`;
const OFF = ':disabled, [aria-disabled="true"]';

/**
 * The place of an element; to be asked before the page changes.
 * @param {HTMLElement} focused
 * @param {HTMLElement} host
 * @returns {() => HTMLElement | null} what stands there afterwards: the next of its group, else the heading of what it
 *   was part of
 */
export function placeOf(focused, host) {
  /** @type {{around: HTMLElement, at: number}[]} from the inside out; at = its place among what can be reached, or -1 */
  const places = [];
  for (let around = focused.parentElement; around && around !== host; around = around.parentElement) {
    const at = around.matches(TOGETHER) ? [...around.querySelectorAll(COUNTED)].indexOf(focused) : -1;
    places.push({ around, at });
  }
  return () => {
    const left = places.filter(({ around }) => around.isConnected);
    for (const { around, at } of left) {
      const now = at < 0 ? [] : /** @type {HTMLElement[]} */ ([...around.querySelectorAll(COUNTED)]);
      const here = Math.min(at, now.length - 1);
      const next = [...now.slice(here), ...now.slice(0, here).reverse()].find((one) => one.matches(REACHED) && !one.matches(OFF));
      if (next) return next;
    }
    for (const { around } of left) {
      const heading = around.querySelector(':is(h1, h2)[tabindex="-1"]');
      if (heading) return /** @type {HTMLElement} */ (heading);
    }
    return host.querySelector('h1');
  };
}
