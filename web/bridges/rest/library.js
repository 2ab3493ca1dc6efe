// Glue between web/bridges/rest/rest_bridge.hpp and web/shell/rest.mjs.
addToLibrary({
  ow_rest_needed: () => Module['bridges']['rest']['atOnce'](),
});
