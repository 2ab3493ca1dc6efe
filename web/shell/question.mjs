// @ts-check
// The first question of an appeal, in HTML, for who pressed 我要反映 before all of the program is there: it is asked and
// answered at once, and the program goes on from there. The words are put in when the page is packed, from the form's
// definition.

import { shown } from './painted.mjs';

/** The page it stands for. */
const ADDRESS = '#/appeals/new/kind';
/** How often is looked whether the program's page stands: its first frame may still be that of the first page. Milliseconds. */
const LOOK = 40;
/** With all of the program there its page stands after so many looks, or another one does (who comes back to it). */
const LOOKS = 25;

/** @typedef {Pick<import('./rest.mjs').Rest, 'there' | 'press'>} Rest */

/**
 * @param {Window & typeof globalThis} window
 * @param {string} settings as they are kept on the device
 */
export function createFirstQuestion(window, settings) {
  const { document } = window;
  const root = document.documentElement;
  const form = /** @type {HTMLFormElement} */ (document.getElementById('first-question'));
  const title = /** @type {HTMLElement} */ (form.querySelector('h1'));
  const next = /** @type {HTMLButtonElement} */ (form.querySelector('button:not([type])'));
  /** @param {string} name @returns {string} '' where nothing was chosen */
  const chosen = (name) => new RegExp(`"${name}":"?([^",}]+)`).exec(settings)?.[1] ?? '';
  /** It is asked in the page's own language and look; who chose another one, or whose system did, waits for the program. */
  const suits = ['', root.lang].includes(chosen('language')) && ['', 'automatic', 'normal'].includes(chosen('contrast')) &&
    chosen('one_handed') !== 'true' && !window.matchMedia('(prefers-contrast: more)').matches;
  let onward = false;
  /** What the program's page needs, once that page has taken over. @type {Rest | null} */
  let rest = null;
  let takeOver = () => {};
  let looks = 0;

  const asks = () => suits && window.location.hash === ADDRESS && !rest?.there;

  function show() {
    const asked = asks();
    if (asked === !form.hidden) return;
    form.hidden = !asked;
    form.parentElement?.classList.toggle('asked', asked);
    root.classList.toggle('asks', asked);
    if (!asked) return;
    // Who went back while it was being opened is asked anew.
    onward = false;
    next.removeAttribute('aria-busy');
    if (rest) {
      // Its page stood already, and comes back with the next one.
      root.classList.remove('live');
      looks = 0;
      look();
    }
    title.focus();
  }

  form.classList.toggle('elder', chosen('mode') === 'elder');
  form.classList.toggle('light', chosen('contrast') === 'normal');
  if (chosen('mode') === 'elder') form.style.setProperty('--body', `${chosen('elder_text_px') || 22}px`);
  else form.style.setProperty('--scale', String(Number(chosen('text_percent') || 100) / 100));
  form.querySelector('button[type]')?.addEventListener('click', () => window.history.back());
  form.addEventListener('submit', (event) => {
    // The browser says by itself where nothing was chosen.
    event.preventDefault();
    onward = true;
    next.setAttribute('aria-busy', 'true');
    /** @type {HTMLElement} */ (form.querySelector('[role=status]')).textContent = document.getElementById('shell-opening')?.textContent ?? '';
  });
  window.addEventListener('hashchange', show);

  /** @param {string} selector @param {(element: HTMLElement) => boolean} [is] */
  const drawn = (selector, is = () => true) =>
    /** @type {HTMLElement[]} */ ([...document.querySelectorAll(`#mirror ${selector}`)]).find(is);

  /** What was answered is answered in the program's page too. Whether that page stands. */
  function answer() {
    const checked = /** @type {HTMLInputElement | null} */ (form.querySelector('input:checked'));
    const labels = [...form.querySelectorAll('label b')].map((label) => label.textContent);
    const radios = labels.map((label) => drawn('input[type=radio]', (radio) => radio.getAttribute('aria-label') === label));
    if (!radios.every(Boolean)) return false;
    const focused = document.activeElement;
    if (checked) radios[[...form.querySelectorAll('input')].indexOf(checked)]?.click();
    if (onward) drawn('button', (button) => button.textContent === next.textContent)?.click();
    else if (focused && form.contains(focused)) (focused === title ? drawn('h1') : drawn('input[type=radio]:checked') ?? drawn('h1'))?.focus();
    return true;
  }

  /** The program's page takes the place of the question as soon as it is the one that was asked for. */
  function look() {
    if (!form.hidden && !answer() && (!rest?.there || ++looks < LOOKS)) return void window.setTimeout(look, LOOK);
    hide();
    takeOver();
  }

  function hide() {
    form.hidden = true;
    form.parentElement?.classList.remove('asked');
    root.classList.remove('asks');
  }

  return {
    /** Lets it be on the screen, where it is asked for, before the processor is wanted for long. */
    async seen() {
      if (!asks()) return;
      show();
      await shown(window);
    },

    /**
     * The program has drawn.
     * @param {Rest} all
     * @param {() => void} then its page takes the place of the shell
     */
    handOver(all, then) {
      rest = all;
      takeOver = then;
      look();
      document.getElementById('mirror')?.addEventListener('click', (event) => {
        const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey;
        if (!suits || all.there || elsewhere || !(/** @type {Element} */ (event.target)).closest(`a[href="${ADDRESS}"]`)) return;
        event.preventDefault();
        event.stopPropagation();
        // What was pressed before is not wanted any more.
        all.press(() => {});
        window.location.hash = ADDRESS;
      }, true);
    },

    /** The program will not come: the links lead to the plain pages. */
    close: hide,
  };
}
