// @ts-check
// Has the page kept on the device, so that it opens without a network (offline/pwa/worker.mjs, docs/adr/0032).

/** At the latest so long after the program is whole. Milliseconds. */
const LATEST = 5_000;

/**
 * To be called once all of the program is there: what it keeps would share the line with what people wait for. Where
 * the browser has no such thing, or refuses it, the page works as before, with a network.
 * @param {Window & typeof globalThis} window
 * @param {import('./programs.mjs').Program} program the one that this device runs
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
  if (window.requestIdleCallback) window.requestIdleCallback(keep, { timeout: LATEST });
  else window.setTimeout(keep, LATEST);
}
