// Reading aloud before its code is there: whoever presses waits for it, and only for what was asked for last.

import { failure } from '../common/types.mjs';

/**
 * @param {import('./speech.mjs').SpeechEnvironment} environment
 * @param {() => Promise<typeof import('../extras/extras.mjs')>} load
 * @returns {ReturnType<typeof import('./speech.mjs').createSpeech>}
 */
export function createAskedSpeech(environment, load) {
  /** @type {ReturnType<typeof import('./speech.mjs').createSpeech> | undefined} */
  let speech;
  /** @type {(() => void) | null} ends the waiting */
  let leave = null;

  function stop() {
    leave?.();
    speech?.stop();
  }

  return {
    speak(text, language, rate, answer) {
      if (speech) {
        speech.speak(text, language, rate, answer);
        return;
      }
      stop();
      let waits = true;
      leave = () => {
        if (waits) answer({ status: 0, meta: { finished: 0 } });
        waits = false;
      };
      load().then((extras) => {
        speech ??= extras.createSpeech(environment);
        if (waits) speech.speak(text, language, rate, answer);
        waits = false;
      }).catch(() => {
        if (waits) answer(failure('failed'));
        waits = false;
      });
    },
    stop,
  };
}
