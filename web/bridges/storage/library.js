// Glue between web/bridges/storage/storage_bridge.hpp and storage.mjs.
addToLibrary({
  ow_storage_write__deps: ['$owText', '$owCall'],
  ow_storage_write: (id, operations, size) => owCall('storage', 'write', id, owText(operations, size)),

  ow_storage_read__deps: ['$owText', '$owCall'],
  ow_storage_read: (id, store, storeSize, key, keySize) =>
    owCall('storage', 'read', id, owText(store, storeSize), owText(key, keySize)),

  ow_storage_list__deps: ['$owText', '$owCall'],
  ow_storage_list: (id, store, size) => owCall('storage', 'list', id, owText(store, size)),

  ow_storage_sweep_photos__deps: ['$owText', '$owCall'],
  ow_storage_sweep_photos: (id, keep, size) => owCall('storage', 'sweepPhotos', id, owText(keep, size)),

  ow_storage_estimate__deps: ['$owCall'],
  ow_storage_estimate: (id) => owCall('storage', 'estimate', id),

  ow_storage_ask_for_lock: () => Module['bridges']['storage']['askForLock'](),
});
