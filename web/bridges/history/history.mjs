// The address, back and forward, the document's title and language; printing, dialling, reloading.

/** @typedef {import('../common/types.mjs').AnswerFunction} AnswerFunction */

/** app::NavigateHow */
const PUSH = 0;
const REPLACE = 1;
const LEAVE = 2;

/** Going back through the history is answered within milliseconds; where it is not, no entry was there. */
const LONGEST_WAY_BACK_MS = 1000;

/**
 * Where an entry of the history stands, as app::HistoryPlace; empty for an entry that the program did not write.
 * @param {any} state history.state
 * @returns {{depth: number, start: number} | {}}
 */
export function placeOf(state) {
  return Number.isInteger(state?.depth) && Number.isInteger(state?.start)
    ? { depth: state.depth, start: state.start } : {};
}

/** @param {Window} window */
export function createHistory(window) {
  let known = window.location.hash;
  /** What is written once the browser is back where a flow began. @type {[string, number, number, number][] | null} */
  let leaving = null;
  /** @type {any} */
  let patience = 0;

  /**
   * @param {string} url
   * @param {number} how
   * @param {number} depth
   * @param {number} start
   */
  function write(url, how, depth, start) {
    // The path and its query stay: they name the page that the program was delivered with.
    const address = window.location.pathname + window.location.search + url;
    if (how === PUSH) window.history.pushState({ depth, start }, '', address);
    else window.history.replaceState({ depth, start }, '', address);
    known = window.location.hash;
  }

  function left() {
    window.clearTimeout(patience);
    const entries = leaving ?? [];
    leaving = null;
    for (const entry of entries) write(...entry);
  }

  /**
   * Writes one entry over all entries of the flow, whose first stands at `depth`.
   * @param {string} url
   * @param {number} depth
   * @param {number} start
   */
  function leave(url, depth, start) {
    const here = window.history.state?.depth ?? depth;
    // Pushed after the entry before the flow, so that nothing of it lies ahead; the first of all is replaced instead.
    const back = here - depth + (depth > 0 ? 1 : 0);
    if (here <= depth) {
      write(url, REPLACE, depth, start);
      return;
    }
    leaving = [[url, depth > 0 ? PUSH : REPLACE, depth, start]];
    patience = window.setTimeout(left, LONGEST_WAY_BACK_MS);
    window.history.go(-back);
  }

  /**
   * Only fragments of this application; everything else would leave the page.
   * @param {string} url
   * @param {number} how
   * @param {number} depth
   * @param {number} start
   */
  function navigate(url, how, depth, start) {
    if (!url.startsWith('#')) return;
    if (leaving) leaving.push([url, how === PUSH ? PUSH : REPLACE, depth, start]);
    else if (how === LEAVE) leave(url, depth, start);
    else write(url, how, depth, start);
  }

  function back() {
    window.history.back();
  }

  /** @param {string} title */
  function title(title) {
    window.document.title = title;
  }

  /** @param {string} language */
  function language(language) {
    window.document.documentElement.lang = language;
  }

  function print() {
    window.print();
  }

  /**
   * Must run inside the event of the person's own click or key.
   * @param {string} number
   */
  function dial(number) {
    window.location.href = `tel:${number.replace(/[^0-9+*#,]/g, '')}`;
  }

  function reload() {
    window.location.reload();
  }

  /**
   * Reports `meta.event` = `url` with the fragment, when it was not this program that changed it, and where the entry
   * stands when this program wrote it (`depth`, `start`).
   * @param {AnswerFunction} report
   */
  function listen(report) {
    const changed = () => {
      if (leaving || window.location.hash === known) return;
      known = window.location.hash;
      report({ more: true, meta: { event: 'url', ...placeOf(window.history.state) }, data: known });
    };
    window.addEventListener('popstate', () => {
      if (leaving) left();
      else changed();
    });
    window.addEventListener('hashchange', changed);
  }

  return { navigate, back, title, language, print, dial, reload, listen, url: () => window.location.hash };
}
