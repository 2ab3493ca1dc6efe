// Copying a text (a case number, a query code) for the person.

import { failure } from '../common/types.mjs';

/** @typedef {import('../common/types.mjs').AnswerFunction} AnswerFunction */

/**
 * @param {Clipboard | undefined} clipboard
 * @param {Document} document
 */
export function createClipboard(clipboard, document) {
  /**
   * The old way, for pages without a secure context and browsers that refuse the new one.
   * @param {string} text
   * @returns {boolean}
   */
  function copyBySelection(text) {
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    const area = document.createElement('textarea');
    area.value = text;
    area.readOnly = true;
    area.setAttribute('aria-hidden', 'true');
    area.className = 'ow-offscreen';
    document.body.append(area);
    area.select();
    let copied = false;
    try {
      copied = document.execCommand('copy');
    } catch {
      copied = false;
    }
    area.remove();
    focused?.focus({ preventScroll: true });
    return copied;
  }

  /**
   * Must run inside the event of the person's own click or key. Answers success, or the error `refused`.
   * @param {string} text
   * @param {AnswerFunction} answer
   */
  function copy(text, answer) {
    const fallBack = () => answer(copyBySelection(text) ? { status: 0 } : failure('refused'));
    if (!clipboard?.writeText) {
      fallBack();
      return;
    }
    clipboard.writeText(text).then(() => answer({ status: 0 }), fallBack);
  }

  return { copy };
}
