// Reading aloud with the device's own voices. Only ever starts because a person asked.

import { failure } from '../common/types.mjs';

/** @typedef {import('../common/types.mjs').AnswerFunction} AnswerFunction */

/** Some engines fall silent in the middle of long texts; a piece is at most this long. */
const MAX_PIECE = 120;

/** Runs of text with the marks that end them: . ! ? ; in full width, and their ASCII forms but the full stop. */
const SENTENCES =
  /[^\u3002\uff01\uff1f\uff1b!?;\n]+[\u3002\uff01\uff1f\uff1b!?;\n]*|[\u3002\uff01\uff1f\uff1b!?;\n]+/gu;

/** The full-width comma, the enumeration comma, and the comma of Latin text. */
const COMMAS = ['\uff0c', '\u3001', ', '];

/** Milliseconds after which a voice that has not begun counts as missing. */
const START_LIMIT = 4000;

/**
 * What stands before, and a number that is called: emergency calls, hotlines, landlines with their area, mobiles; no part
 * of a longer number.
 */
const CALLED =
  /(^|[^\d.,-])(1(?:10|19|20|22)|12[0-9]{3}|9[56][0-9]{3}|[48]00-?\d{3}-?\d{4}|0\d{2,3}-?\d{7,8}|1[3-9]\d(?:\d{4}|\*{4})\d{4})(?![\d,]|\.\d)/gu;
/** What is counted or measured is no number to call: 120 people, 110 yuan. In Chinese characters by their code points. */
const COUNTED =
  /^\s*(?:[\u4ef6\u4e2a\u4eba\u5929\u5e74\u6708\u65e5\u53f7\u697c\u5ba4\u7c73\u5c81\u6b21\u6237\u5f20\u5143\u5757\u9879\u540d\u4f4d\u5206\u79d2\u5e73\u516c\u5428\u5347\u4e07\u4ebf\u5b57%\uff05]|\u5c0f\u65f6|m\b|km\b)/u;
/** Digits as one says them on the telephone, zero first; one is "yao". */
const DIGITS = '\u96f6\u5e7a\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d';
/** In place of a hidden digit: a star. */
const HIDDEN = '\u661f';

/** What stands before, year, month and day. */
const DATE = /(^|[^\d-])(\d{4})-(\d{1,2})-(\d{1,2})(?![\d-])/gu;
/** What stands before, hour and minute of a clock. */
const TIME = /(^|[^\d:])([01]?\d|2[0-3]):([0-5]\d)(?![\d:])/gu;
/** What stands before, and a number that counts nothing: of a case, a card, an account. */
const NAMED = /(^|[^\d.,-])(\d{6,})(?![\d,]|\.\d)/gu;
/** Year, month, day, hour, minute, zero and "to", as they are said. */
const SAID = { year: '\u5e74', month: '\u6708', day: '\u65e5', hour: '\u70b9', minute: '\u5206', zero: '\u96f6', to: '\u5230' };
/** From one time to another: the dash between them. */
const UNTIL = new RegExp(`([${SAID.hour}${SAID.minute}])\\s*[\u2013\u2014~-]\\s*(?=\\d)`, 'gu');

/** @param {string} digits */
const oneByOne = (digits) => Array.from(digits, (digit) => (digit === '*' ? HIDDEN : DIGITS[Number(digit)])).join('');

/** @param {string} hour @param {string} minute */
function clock(hour, minute) {
  const begin = `${Number(hour)}${SAID.hour}`;
  if (minute === '00') return begin;
  return `${begin}${minute.startsWith('0') ? SAID.zero : ''}${Number(minute)}${SAID.minute}`;
}

/**
 * A text as it is to be spoken: in Chinese the numbers that are called digit by digit, in groups; dates and times as one
 * says them; numbers that name something, of a case or a card, digit by digit too.
 * @param {string} text
 * @param {string} language
 * @returns {string}
 */
export function spoken(text, language) {
  if (!language.toLowerCase().startsWith('zh')) return text;
  return text.replace(CALLED, (found, /** @type {string} */ before, /** @type {string} */ number, /** @type {number} */ at) => {
    if (COUNTED.test(text.slice(at + found.length))) return found;
    const mobile = number.length === 11 && number.startsWith('1');
    const groups = mobile ? [number.slice(0, 3), number.slice(3, 7), number.slice(7)] : number.split('-');
    return before + groups
      .map(oneByOne)
      .join('\uff0c');
  })
    .replace(DATE, (_, before, year, month, day) => `${before}${year}${SAID.year}${Number(month)}${SAID.month}${Number(day)}${SAID.day}`)
    .replace(TIME, (_, before, hour, minute) => before + clock(hour, minute))
    .replace(UNTIL, `$1${SAID.to}`)
    .replace(NAMED, (found, /** @type {string} */ before, /** @type {string} */ number, /** @type {number} */ at, /** @type {string} */ whole) =>
      COUNTED.test(whole.slice(at + found.length)) ? found : before + (number.match(/\d{1,4}/g) ?? []).map(oneByOne).join('\uff0c'));
}

/**
 * Splits a text where a reader would breathe: after sentence marks, then after commas, then by length.
 * @param {string} text
 * @returns {string[]}
 */
export function pieces(text) {
  const sentences = text.match(SENTENCES) ?? [];
  /** @type {string[]} */
  const result = [];
  for (const sentence of sentences) {
    let rest = sentence.trim();
    while ([...rest].length > MAX_PIECE) {
      const head = [...rest].slice(0, MAX_PIECE).join('');
      const comma = Math.max(...COMMAS.map((mark) => head.lastIndexOf(mark)));
      const cut = comma > 0 ? comma + 1 : head.length;
      result.push(rest.slice(0, cut).trim());
      rest = rest.slice(cut).trim();
    }
    if (rest) result.push(rest);
  }
  return result;
}

/**
 * The best voice for a language: exactly that language first, a local one before one that needs the network.
 * @param {SpeechSynthesisVoice[]} voices
 * @param {string} language
 * @returns {SpeechSynthesisVoice | null}
 */
export function chooseVoice(voices, language) {
  const wanted = language.toLowerCase();
  const primary = wanted.split('-')[0];
  /** @param {SpeechSynthesisVoice} voice */
  const score = (voice) => {
    const tag = voice.lang.replace('_', '-').toLowerCase();
    let points = 0;
    if (tag === wanted) points += 8;
    else if (primary === 'zh' && (tag.startsWith('cmn') || tag.startsWith('zh-hans'))) points += 6;
    else if (tag.split('-')[0] === primary) points += 4;
    else return 0;
    if (voice.localService) points += 2;
    if (voice.default) points += 1;
    return points;
  };
  let best = null;
  let bestScore = 0;
  for (const voice of voices) {
    if (score(voice) > bestScore) {
      best = voice;
      bestScore = score(voice);
    }
  }
  return best;
}

/**
 * @typedef {object} SpeechEnvironment
 * @property {SpeechSynthesis | undefined} speechSynthesis
 * @property {(typeof SpeechSynthesisUtterance) | undefined} SpeechSynthesisUtterance
 * @property {(run: () => void, ms: number) => any} setTimeout
 * @property {(timer: any) => void} clearTimeout
 */

/** @param {SpeechEnvironment} environment */
export function createSpeech(environment) {
  /** @type {(() => void) | null} ends what is being read */
  let stopCurrent = null;

  /**
   * Reads a text from the beginning; what is being read stops. Answers with `more` and `meta.piece`, `meta.pieces`
   * as it goes, then once at the end with `meta.finished` 1 (or 0 when stopped), or an error: `unsupported`,
   * `no_voice`, `failed`.
   * @param {string} text
   * @param {string} language
   * @param {number} rate 0.5–2, 1 is normal
   * @param {AnswerFunction} answer
   */
  function speak(text, language, rate, answer) {
    stop();
    const synthesis = environment.speechSynthesis;
    const Utterance = environment.SpeechSynthesisUtterance;
    if (!synthesis || !Utterance) {
      answer(failure('unsupported'));
      return;
    }
    const parts = pieces(spoken(text, language));
    let done = false;
    /** @type {any} */
    let timer;
    /** @param {import('../common/types.mjs').Answer} result */
    const end = (result) => {
      if (done) return;
      done = true;
      environment.clearTimeout(timer);
      stopCurrent = null;
      answer(result);
    };
    stopCurrent = () => {
      end({ status: 0, meta: { finished: 0 } });
      synthesis.cancel();
    };

    /** @param {number} index */
    const say = (index) => {
      if (done) return;
      if (index >= parts.length) {
        end({ status: 0, meta: { finished: 1 } });
        return;
      }
      const utterance = new Utterance(parts[index]);
      const voice = chooseVoice(synthesis.getVoices(), language);
      if (voice) utterance.voice = voice;
      utterance.lang = language;
      utterance.rate = Math.min(2, Math.max(0.5, rate));
      utterance.onstart = () => {
        environment.clearTimeout(timer);
        if (!done) answer({ more: true, meta: { piece: index + 1, pieces: parts.length } });
      };
      utterance.onend = () => say(index + 1);
      utterance.onerror = (event) => {
        if (event.error === 'canceled' || event.error === 'interrupted') end({ status: 0, meta: { finished: 0 } });
        else end(failure(event.error === 'voice-unavailable' || event.error === 'language-unavailable'
          ? 'no_voice' : 'failed'));
      };
      // Engines without any voice say nothing at all, not even an error.
      timer = environment.setTimeout(() => {
        end(failure('no_voice'));
        synthesis.cancel();
      }, START_LIMIT);
      synthesis.speak(utterance);
    };
    // Chromium keeps a paused state over reloads, and loads its voices only when asked.
    synthesis.cancel();
    synthesis.resume();
    say(0);
  }

  /** Stops reading; whoever asked for it is told. */
  function stop() {
    stopCurrent?.();
  }

  return { speak, stop };
}
