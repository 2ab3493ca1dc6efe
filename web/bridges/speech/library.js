// Glue between web/bridges/speech/speech_bridge.hpp and speech.mjs.
addToLibrary({
  ow_speech_speak__deps: ['$owText', '$owCall'],
  ow_speech_speak: (id, text, textSize, language, languageSize, rate) =>
    owCall('speech', 'speak', id, owText(text, textSize), owText(language, languageSize), rate),

  ow_speech_stop: () => Module['bridges']['speech']['stop'](),
});
