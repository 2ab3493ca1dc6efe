// What the server's answer to a request for a file of ours says.

/** The server has answered, but not with what belongs to this program: it was updated, or the file is damaged. */
export class Gone extends Error {}

/**
 * @param {Response} answer @param {string} address
 * @returns {Response} fails with Gone, or as the network does
 */
export function goodAnswer(answer, address) {
  if (answer.ok) return answer;
  // 4xx: what this page was delivered with is not there any more. 5xx is a trouble that passes.
  throw answer.status >= 400 && answer.status < 500 ? new Gone(`${address}: ${answer.status}`) : new TypeError(`${address}: ${answer.status}`);
}
