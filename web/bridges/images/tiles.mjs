// @ts-check
/**
 * Fetches tiles of the street's map service from its own hosts: without cookies, with no more of our address than where
 * the page is, and kept by nobody but the browser as the service allows (the service worker leaves them alone).
 */

/** @typedef {Pick<Window & typeof globalThis, 'fetch' | 'AbortController' | 'navigator' | 'console'>} Environment */

export function createTiles() {
  /** @type {Map<string, AbortController>} */
  const running = new Map();
  let unreadable = false;

  /**
   * Whether the service answers pages of its own only: then no page may read its tiles.
   * @param {Environment} window
   * @param {string} address
   */
  async function isUnreadable(window, address) {
    try {
      await window.fetch(address, { mode: 'no-cors', credentials: 'omit', referrerPolicy: 'strict-origin' });
      return true;
    } catch {
      return false;
    }
  }

  return {
    /**
     * @param {Environment} window
     * @param {string} address
     * @returns {Promise<Blob>}
     */
    async load(window, address) {
      if (unreadable) throw new Error('tiles: not for other pages');
      if (!window.navigator.onLine) throw new Error('tiles: offline');
      const abort = new window.AbortController();
      running.set(address, abort);
      try {
        const answer = await window.fetch(address, {
          mode: 'cors', credentials: 'omit', referrerPolicy: 'strict-origin', signal: abort.signal,
        });
        if (!answer.ok) throw new RangeError(`tile: ${answer.status}`);
        return await answer.blob();
      } catch (error) {
        if (error instanceof TypeError && window.navigator.onLine && await isUnreadable(window, address) && !unreadable) {
          unreadable = true;
          window.console.warn(`The tile service ${new URL(address).origin} allows no other page to read its tiles (CORS); the map is drawn without them.`);
        }
        throw error;
      } finally {
        if (running.get(address) === abort) running.delete(address);
      }
    },
    /** @param {string} address */
    cancel(address) {
      running.get(address)?.abort();
    },
  };
}

/** Those of the page. */
export const tiles = createTiles();
