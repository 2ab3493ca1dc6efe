// Glue between web/bridges/geolocation/geolocation_bridge.hpp and geolocation.mjs.
addToLibrary({
  ow_geolocation_locate__deps: ['$owCall'],
  ow_geolocation_locate: (id) => owCall('geolocation', 'locate', id),
});
