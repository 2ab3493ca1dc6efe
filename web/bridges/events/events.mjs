// The server's event stream, open only while somebody looks at the page.
//
// Reports, with `more`: `meta.event` = `opened` (also after every reconnection and when the page is looked at again:
// time to fetch what was missed), `lost`, `case` and `queues` (with the event's data).

/** @typedef {import('../common/types.mjs').AnswerFunction} AnswerFunction */

/** Waits before trying again after the stream ended for good; the browser itself retries what merely broke off. */
export const RETRY_MS = 60_000;

/**
 * @typedef {object} EventsEnvironment
 * @property {(new (url: string) => EventSource) | undefined} EventSource
 * @property {Document} document
 * @property {(run: () => void, ms: number) => any} setTimeout
 * @property {(timer: any) => void} clearTimeout
 */

/** @param {EventsEnvironment} environment */
export function createEvents(environment) {
  /** @type {AnswerFunction | null} who listens; null = closed */
  let listener = null;
  let url = '';
  /** @type {EventSource | null} */
  let source = null;
  /** @type {any} */
  let timer;
  let connected = false;

  function disconnect() {
    environment.clearTimeout(timer);
    source?.close();
    source = null;
    connected = false;
  }

  function connect() {
    if (source || !listener || !environment.EventSource || environment.document.hidden) return;
    const opened = new environment.EventSource(url);
    source = opened;
    opened.onopen = () => {
      connected = true;
      listener?.({ more: true, meta: { event: 'opened' } });
    };
    opened.onerror = () => {
      if (source !== opened) return;
      if (connected) listener?.({ more: true, meta: { event: 'lost' } });
      connected = false;
      // 2 = closed: the answer was no stream (signed out, 503); the browser does not try again.
      if (opened.readyState === 2) {
        disconnect();
        timer = environment.setTimeout(connect, RETRY_MS);
      }
    };
    for (const name of ['case', 'queues'])
      opened.addEventListener(name, (event) => {
        const { data } = /** @type {MessageEvent} */ (event);
        listener?.({ more: true, meta: { event: name }, data: String(data) });
      });
  }

  /**
   * Opens the stream; opening twice is opening once.
   * @param {string} path
   * @param {AnswerFunction} answer
   */
  function open(path, answer) {
    const again = listener !== null && path === url;
    url = path;
    listener = answer;
    if (!again) disconnect();
    connect();
  }

  function close() {
    listener = null;
    disconnect();
  }

  /** To be called when the page is shown or hidden, and when the network is back. */
  function wake() {
    if (environment.document.hidden) {
      // A sleeping page keeps no connection; what it misses is fetched when it is looked at.
      if (source) disconnect();
      else environment.clearTimeout(timer);
    } else {
      environment.clearTimeout(timer);
      connect();
    }
  }

  return { open, close, wake };
}
