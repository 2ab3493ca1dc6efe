// @ts-check
// Has the page kept on the device, so that it opens without a network (offline/pwa/worker.mjs, docs/adr/0032).

/** At the latest so long after the program is whole. Milliseconds. */
const LATEST = 5_000;

/**
 * To be called once all of the program is there: what it keeps would share the line with what people wait for. Where
 * the browser has no such thing, or refuses it, the page works as before, with a network.
 * @param {Window & typeof globalThis} window
 * @param {import('../../shell/programs.mjs').Program} program the one that this device runs
 */
export function keepForLater(window, program) {
  const workers = window.navigator.serviceWorker;
  if (!workers) return;
  const keep = async () => {
    try {
      await workers.register('/worker.mjs', { updateViaCache: 'none' });
      (await workers.ready).active?.postMessage({ keep: program });
    } catch (error) {
      console.warn('the page is not kept for later:', error);
    }
  };
  whenQuiet(window, keep);
}

/** @param {Window & typeof globalThis} window @param {() => void} run */
function whenQuiet(window, run) {
  if (window.requestIdleCallback) window.requestIdleCallback(run, { timeout: LATEST });
  else window.setTimeout(run, LATEST);
}

/**
 * Has the files of all services kept on a grid worker's tablet, so that what is applied for at a door without a network
 * needs no guide that was opened before (docs/adr/0048): now, when the network is back, and whenever the function that
 * it gives is told that who is signed in, or the language, may be another.
 * @param {Window & typeof globalThis} window
 * @param {() => string} role of whoever is signed in here
 * @returns {() => void}
 */
export function keepServicesAhead(window, role) {
  const { navigator, document } = window;
  /** The language that was last asked for, "" where it has to be asked for anew. */
  let asked = '';
  const ask = async () => {
    const language = document.documentElement.lang;
    if (!navigator.serviceWorker || role() !== 'grid_worker' || navigator.onLine === false || asked === language) return;
    asked = language;
    (await navigator.serviceWorker.ready).active?.postMessage({ ahead: language });
  };
  const check = () => whenQuiet(window, ask);
  const anew = () => {
    asked = '';
    check();
  };
  window.addEventListener('online', anew);
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) anew();
  });
  check();
  return check;
}
