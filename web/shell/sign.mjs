// @ts-check
// The sign at the foot of the page that says how the rest of the program is (rest.mjs).

/** @typedef {import('./rest.mjs').State} State */

const WORDS = { waiting: 'rest.waiting', network: 'rest.network', gone: 'rest.gone' };

/**
 * @param {Document} document
 * @param {(language: string) => Promise<Record<string, string>>} texts
 * @param {{again: () => void, reload: () => void}} ways what its button does
 * @returns {(state: State) => void}
 */
export function createSign(document, texts, ways) {
  const words = /** @type {HTMLElement} */ (document.getElementById('rest-words'));
  const button = /** @type {HTMLButtonElement} */ (document.getElementById('rest-way'));
  /** @type {State} */
  let shown = '';
  button.addEventListener('click', () => (shown === 'gone' ? ways.reload() : ways.again()));
  return async (state) => {
    if (state === shown) return;
    shown = state;
    if (state === '') {
      words.textContent = '';
      button.hidden = true;
      return;
    }
    const say = await texts(document.documentElement.lang).catch(() => /** @type {Record<string, string>} */ ({}));
    if (shown !== state) return;
    words.textContent = say[WORDS[state]] ?? '';
    button.textContent = say[state === 'gone' ? 'rest.reload' : 'rest.again'] ?? '';
    button.hidden = state === 'waiting' || !button.textContent;
  };
}
