// One tab at a time sends waiting filings: the one that holds a Web Lock.

/** @typedef {import('../common/types.mjs').AnswerFunction} AnswerFunction */

export const OUTBOX_LOCK = 'onewindow-outbox';

/**
 * Asks for the lock and keeps it until the page goes. Reports `meta.event` = `lock`, `meta.held` 1 or 0.
 * Browsers without Web Locks get it at once: the server's idempotency keys still keep a filing single.
 * @param {LockManager | undefined} locks
 * @param {AnswerFunction} report
 */
export function holdOutboxLock(locks, report) {
  /** @param {number} held */
  const say = (held) => report({ more: true, meta: { event: 'lock', held } });
  if (!locks) {
    say(1);
    return;
  }
  locks
    .request(OUTBOX_LOCK, () => {
      say(1);
      return new Promise(() => {});
    })
    .catch(() => say(0));
}
