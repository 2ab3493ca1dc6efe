// What the capabilities share.

/**
 * What a capability answers to a request of the program.
 * `more` is set on every answer but the last (progress). `status` is 0 for success, an HTTP status where there is
 * one, and -1 for failures, which name themselves in `meta.error`.
 * @typedef {object} Answer
 * @property {number} [status]
 * @property {boolean} [more]
 * @property {Record<string, string | number>} [meta]
 * @property {Uint8Array | string} [data]
 */

/** @typedef {(answer: Answer) => void} AnswerFunction */

/**
 * A failure with a name that the program knows how to word.
 * @param {string} error
 * @param {Record<string, string | number>} [more]
 * @returns {Answer}
 */
export function failure(error, more) {
  return { status: -1, meta: { error, ...more } };
}
