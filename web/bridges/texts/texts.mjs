// The texts of a language. Those of the first page are a file of their own (cmake/boot/texts.txt); the others come with
// the rest of the program (web/shell/rest.mjs) and are handed over before the gate opens. A text that is wanted before
// is fetched in the same call: one that is missing from the list costs time and never shows its key.

import { failure } from '../common/types.mjs';

/** @typedef {import('../common/types.mjs').AnswerFunction} AnswerFunction */

/** What stands for a text that cannot be had. */
const LOST = '…';

/**
 * @param {Pick<Window & typeof globalThis, 'performance' | 'XMLHttpRequest'>} window
 * @param {(name: string) => Promise<string>} load "strings/en", "later/en"
 * @param {Record<string, string>} later where the others are, by language; a program that comes whole has none
 * @param {Pick<import('../../shell/rest.mjs').Rest, 'there'>} rest
 */
export function createTexts(window, load, later, rest) {
  /** The language of which the program has the first page's texts only. */
  let open = '';
  /** @type {Record<string, string> | null} its others, once one of them was wanted too early */
  let others = null;
  let lost = false;
  /** Fetched with the rest. */
  let fetched = { language: '', texts: '' };

  /** What the program gets now. @param {string} language @returns {Promise<string>} a JSON object */
  async function wanted(language) {
    const first = await load(`strings/${language}`);
    if (!later[language]) return first;
    if (rest.there) return `${first.slice(0, -1)},${(await load(`later/${language}`)).slice(1)}`;
    open = language;
    others = null;
    return first;
  }

  return {
    /** @param {string} language @param {AnswerFunction} answer */
    read(language, answer) {
      wanted(language).then((data) => answer({ status: 0, data }), () => answer(failure('network')));
    },

    /** What comes with the rest of the program. */
    async fetch() {
      const language = open;
      if (language) fetched = { language, texts: await load(`later/${language}`) };
    },

    /** The rest of the program is there, and the other texts with it. @param {AnswerFunction} report */
    async handOver(report) {
      const language = open;
      if (!language) return;
      const texts = language === fetched.language ? fetched.texts : await load(`later/${language}`).catch(() => '');
      if (open !== language || !texts) return;
      open = '';
      others = null;
      report({ more: true, meta: { event: 'texts' }, data: texts });
    },

    /** One text before that. @param {string} key @returns {string | undefined} */
    late(key) {
      if (!open || lost) return open ? LOST : undefined;
      window.performance.mark('text-late', { detail: key });
      try {
        return (others ??= fetchAtOnce(window, later[open]))[key];
      } catch {
        lost = true;
        return LOST;
      }
    },
  };
}

/**
 * @param {Pick<Window & typeof globalThis, 'XMLHttpRequest'>} window @param {string} address
 * @returns {Record<string, string>}
 */
function fetchAtOnce(window, address) {
  const request = new window.XMLHttpRequest();
  request.open('GET', address, false);
  request.send();
  if (request.status !== 200) throw new Error(`${address}: ${request.status}`);
  return JSON.parse(request.responseText);
}
