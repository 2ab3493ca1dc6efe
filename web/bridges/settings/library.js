// Glue between web/bridges/settings/settings_bridge.hpp and settings.mjs.
addToLibrary({
  ow_settings_save__deps: ['$owText'],
  ow_settings_save: (name, nameSize, value, valueSize) =>
    Module['bridges']['settings']['save'](owText(name, nameSize), owText(value, valueSize)),

  ow_settings_load__deps: ['$owText', '$owCall'],
  ow_settings_load: (id, name, size) => owCall('settings', 'read', id, owText(name, size)),

  ow_settings_surroundings__deps: ['$owCall'],
  ow_settings_surroundings: (id) => owCall('settings', 'surroundings', id),

  // Text data delivered with the program: 'strings/<language>', 'catalogue/forms'.
  ow_settings_asset__deps: ['$owText', '$owCall'],
  ow_settings_asset: (id, name, size) => owCall('assets', 'read', id, owText(name, size)),
});
