// Small things that must be known before the first frame: settings and who was signed in (localStorage), what the
// system prefers, and what the page was delivered with.

import { placeOf } from '../history/history.mjs';

/** @typedef {import('../common/types.mjs').AnswerFunction} AnswerFunction */

const PREFIX = 'onewindow.';

const PREFERENCES = {
  contrast: '(prefers-contrast: more)',
  forced: '(forced-colors: active)',
  dark: '(prefers-color-scheme: dark)',
  motion: '(prefers-reduced-motion: reduce)',
};

/**
 * @param {Window} window
 * @param {string} [version] of the program
 */
export function createSettings(window, version = '') {
  /** Where the browser gives no storage, things live as long as the page. */
  /** @type {Map<string, string>} */
  const memory = new Map();

  /**
   * @param {string} name
   * @returns {string} '' when there is nothing
   */
  function load(name) {
    try {
      return window.localStorage.getItem(PREFIX + name) ?? memory.get(name) ?? '';
    } catch {
      return memory.get(name) ?? '';
    }
  }

  /**
   * @param {string} name
   * @param {string} value '' = forget
   */
  function save(name, value) {
    if (value) memory.set(name, value);
    else memory.delete(name);
    try {
      if (value) window.localStorage.setItem(PREFIX + name, value);
      else window.localStorage.removeItem(PREFIX + name);
    } catch {
      // Kept in memory; a preference is not worth a message.
    }
  }

  /**
   * @param {string} name
   * @param {AnswerFunction} answer
   */
  function read(name, answer) {
    answer({ status: 0, data: load(name) });
  }

  function preferences() {
    const matches = (/** @type {string} */ query) => (window.matchMedia(query).matches ? 1 : 0);
    return {
      contrast: matches(PREFERENCES.contrast) || matches(PREFERENCES.forced),
      dark: matches(PREFERENCES.dark),
      motion: matches(PREFERENCES.motion),
    };
  }

  /**
   * What the program needs to start, all at once, as answer meta.
   * @param {AnswerFunction} answer
   */
  function surroundings(answer) {
    answer({
      status: 0,
      meta: {
        ...preferences(),
        online: window.navigator.onLine === false ? 0 : 1,
        demo: window.document.documentElement.hasAttribute('data-demo') ? 1 : 0,
        url: window.location.hash,
        ...placeOf(window.history?.state),
        settings: load('settings'),
        account: load('account'),
        version,
      },
    });
  }

  /**
   * Reports `meta.event` = `preferences`, `online`, `visible`.
   * @param {AnswerFunction} report
   */
  function listen(report) {
    for (const query of Object.values(PREFERENCES))
      window.matchMedia(query).addEventListener('change', () =>
        report({ more: true, meta: { event: 'preferences', ...preferences() } }));
    window.addEventListener('online', () => report({ more: true, meta: { event: 'online', online: 1 } }));
    window.addEventListener('offline', () => report({ more: true, meta: { event: 'online', online: 0 } }));
    const visibility = () =>
      report({ more: true, meta: { event: 'visible', visible: window.document.hidden ? 0 : 1 } });
    window.document.addEventListener('visibilitychange', visibility);
    // Leaving and coming back by the browser's arrows does not change visibility everywhere.
    window.addEventListener('pageshow', visibility);
    window.addEventListener('pagehide', () => report({ more: true, meta: { event: 'visible', visible: 0 } }));
  }

  return { load, save, read, surroundings, listen };
}
