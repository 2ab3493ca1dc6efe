// The address, back and forward, the document's title and language; printing, dialling, reloading.

/** @typedef {import('../common/types.mjs').AnswerFunction} AnswerFunction */

/** @param {Window} window */
export function createHistory(window) {
  let known = window.location.hash;

  /**
   * Only fragments of this application; everything else would leave the page.
   * @param {string} url
   * @param {boolean} replace
   */
  function navigate(url, replace) {
    if (!url.startsWith('#')) return;
    known = url;
    // The path and its query stay: they name the page that the program was delivered with.
    const address = window.location.pathname + window.location.search + url;
    if (replace) window.history.replaceState(null, '', address);
    else window.history.pushState(null, '', address);
    known = window.location.hash;
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
   * Reports `meta.event` = `url` with the fragment, when it was not this program that changed it.
   * @param {AnswerFunction} report
   */
  function listen(report) {
    const changed = () => {
      if (window.location.hash === known) return;
      known = window.location.hash;
      report({ more: true, meta: { event: 'url' }, data: known });
    };
    window.addEventListener('popstate', changed);
    window.addEventListener('hashchange', changed);
  }

  return { navigate, back, title, language, print, dial, reload, listen, url: () => window.location.hash };
}
