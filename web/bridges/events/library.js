// Glue between web/bridges/events/events_bridge.hpp and events.mjs.
addToLibrary({
  ow_events_open__deps: ['$owText', '$owCall'],
  ow_events_open: (id, path, size) => owCall('events', 'open', id, owText(path, size)),

  ow_events_close: () => Module['bridges']['events']['close'](),
});
