// Glue between web/bridges/dom/dom_bridge.hpp and mirror.mjs: patches go out, action requests come back through
// ow_dom_action (see dom.mjs).
addToLibrary({
  ow_dom_apply: (pointer, size) => Module['bridges']['dom']['apply'](HEAPU8.subarray(pointer, pointer + size)),
  ow_dom_focus: (id) => Module['bridges']['dom']['focus'](id >>> 0),
  ow_dom_focus_heading: () => Module['bridges']['dom']['focusHeading'](),
  ow_dom_scroll: (id, offset) => Module['bridges']['dom']['scroll'](id >>> 0, offset),
  ow_dom_announce__deps: ['$owText'],
  ow_dom_announce: (text, size, assertive) =>
    Module['bridges']['dom']['announce'](owText(text, size), Boolean(assertive)),
  ow_dom_surround: (colour) => Module['bridges']['dom']['surround'](colour),
  ow_dom_request_frame: (delay) => Module['bridges']['dom']['requestFrame'](delay),
});
