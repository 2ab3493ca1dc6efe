// One tab at a time sends what waits: the one that holds a Web Lock. A tab that holds it and sleeps (frozen in the
// background, stuck) holds up no other: it is asked, and when it does not answer, the lock is taken over. Whatever
// both may send then is carried out once, by its idempotency key.

/** @typedef {import('../common/types.mjs').AnswerFunction} AnswerFunction */

export const OUTBOX_LOCK = 'onewindow-outbox';

/** How long the holder has to answer. A tab in the background answers messages at once as long as it runs at all. */
export const ANSWER_WITHIN_MS = 8_000;

/**
 * @typedef {object} LockEnvironment
 * @property {LockManager | undefined} locks
 * @property {(typeof BroadcastChannel) | undefined} BroadcastChannel
 * @property {(run: () => void, ms: number) => any} setTimeout
 */

/** @param {LockEnvironment} environment */
export function createOutboxLock({ locks, BroadcastChannel, setTimeout }) {
  let held = false;
  let asking = false;
  let answered = false;
  /** @type {BroadcastChannel | null} */
  let channel = null;
  /** @type {AnswerFunction} */
  let report = () => {};

  /** @param {boolean} now */
  function become(now) {
    held = now;
    report({ more: true, meta: { event: 'lock', held: now ? 1 : 0 } });
  }

  /** @param {LockOptions} options */
  function request(options) {
    /** @type {LockManager} */ (locks)
      .request(OUTBOX_LOCK, options, () => {
        become(true);
        return new Promise(() => {});
      })
      .catch(() => {
        const taken = held;
        become(false);
        // Taken over by another tab: when that one goes, it is this one's turn again.
        if (taken) request({});
      });
  }

  /**
   * Asks for the lock and keeps it until the page goes. Reports `meta.event` = `lock`, `meta.held` 1 or 0.
   * Browsers without Web Locks get it at once.
   * @param {AnswerFunction} answer
   */
  function hold(answer) {
    report = answer;
    if (!locks) {
      become(true);
      return;
    }
    if (BroadcastChannel) {
      channel = new BroadcastChannel(OUTBOX_LOCK);
      channel.onmessage = ({ data }) => {
        if (data === 'ask' && held) channel?.postMessage('here');
        if (data === 'here') answered = true;
      };
    }
    request({});
  }

  /** Something waits here: takes the lock over unless the tab that holds it says that it is awake. */
  function ask() {
    if (held || asking || !locks || !channel) return;
    asking = true;
    answered = false;
    channel.postMessage('ask');
    setTimeout(() => {
      asking = false;
      if (!held && !answered) request({ steal: true });
    }, ANSWER_WITHIN_MS);
  }

  /** For tests. */
  const close = () => channel?.close();

  return { hold, ask, close };
}
