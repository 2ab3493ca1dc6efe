// Where the device is, asked once, when the person wants it.

import { failure } from '../common/types.mjs';

/** @typedef {import('../common/types.mjs').AnswerFunction} AnswerFunction */

/** The longest that is waited for the browser, its question to the person included. */
const LONGEST_MS = 30_000;
const ERRORS = ['', 'denied', 'unavailable', 'timeout'];

/**
 * @param {Geolocation | undefined} geolocation
 * @param {boolean} secure whether this is a secure context (browsers refuse the position elsewhere)
 */
export function createGeolocation(geolocation, secure) {
  /**
   * Answers `meta.lon`, `meta.lat` (WGS 84 degrees, six decimals) and `meta.accuracy` (metres), or one of the errors
   * `denied`, `unavailable`, `timeout`, `unsupported`, `insecure`.
   * @param {AnswerFunction} answer
   */
  function locate(answer) {
    if (!secure || !geolocation) {
      answer(failure(secure ? 'unsupported' : 'insecure'));
      return;
    }
    let answered = false;
    /** @param {import('../common/types.mjs').Answer} result */
    const once = (result) => {
      clearTimeout(patience);
      if (!answered) answer(result);
      answered = true;
    };
    // A browser whose question to the person is neither answered nor closed may never answer.
    const patience = setTimeout(() => once(failure('timeout')), LONGEST_MS);
    geolocation.getCurrentPosition(
      ({ coords }) => once({
        status: 0,
        meta: {
          lon: coords.longitude.toFixed(6), lat: coords.latitude.toFixed(6), accuracy: Math.round(coords.accuracy),
        },
      }),
      (error) => once(failure(ERRORS[error.code] || 'unavailable')),
      { enableHighAccuracy: true, timeout: 20_000, maximumAge: 60_000 },
    );
  }

  return { locate };
}
