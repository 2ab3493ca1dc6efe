// Glue between web/bridges/history/history_bridge.hpp and history.mjs.
addToLibrary({
  ow_history_navigate__deps: ['$owText'],
  ow_history_navigate: (url, size, how, depth, start) =>
    Module['bridges']['history']['navigate'](owText(url, size), how, depth, start),

  ow_history_back: () => Module['bridges']['history']['back'](),

  ow_history_title__deps: ['$owText'],
  ow_history_title: (title, size) => Module['bridges']['history']['title'](owText(title, size)),

  ow_history_language__deps: ['$owText'],
  ow_history_language: (language, size) => Module['bridges']['history']['language'](owText(language, size)),

  ow_history_print: () => Module['bridges']['history']['print'](),

  ow_history_dial__deps: ['$owText'],
  ow_history_dial: (number, size) => Module['bridges']['history']['dial'](owText(number, size)),

  ow_history_reload: () => Module['bridges']['history']['reload'](),

  ow_history_save_receipt__deps: ['$owText'],
  ow_history_save_receipt: (lines, linesSize, name, nameSize) =>
    Module['bridges']['history']['saveReceipt'](owText(lines, linesSize), owText(name, nameSize)),

  ow_history_save_text__deps: ['$owText'],
  ow_history_save_text: (text, textSize, name, nameSize) =>
    Module['bridges']['history']['saveText'](owText(text, textSize), owText(name, nameSize)),
});
