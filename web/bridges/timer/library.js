// Glue between web/bridges/timer/timer_bridge.hpp and timer.mjs.
addToLibrary({
  ow_timer_set__deps: ['$owCall'],
  ow_timer_set: (id, alarm, delayMs) => owCall('timer', 'set', id, alarm, delayMs),

  ow_timer_clear: (alarm) => Module['bridges']['timer']['clear'](alarm),
});
