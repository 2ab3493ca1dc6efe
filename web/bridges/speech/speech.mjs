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
    const parts = pieces(text);
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
