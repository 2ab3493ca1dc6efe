// Glue between web/bridges/clipboard/clipboard_bridge.hpp and clipboard.mjs.
addToLibrary({
  ow_clipboard_copy__deps: ['$owText', '$owCall'],
  ow_clipboard_copy: (id, text, size) => owCall('clipboard', 'copy', id, owText(text, size)),
});
