// Glue between web/bridges/photos/photos_bridge.hpp and photos.mjs.
addToLibrary({
  // Called in the very event of the click: nothing before owCall may wait.
  ow_photos_pick__deps: ['$owCall'],
  ow_photos_pick: (id, camera, room, documents) =>
    owCall('photos', 'pick', id, Boolean(camera), room, Boolean(documents)),

  ow_photos_resume__deps: ['$owText', '$owCall'],
  ow_photos_resume: (id, photo, photoSize, name, nameSize) =>
    owCall('photos', 'resume', id, owText(photo, photoSize), owText(name, nameSize)),

  ow_photos_edit__deps: ['$owText', '$owCall'],
  ow_photos_edit: (id, photo, photoSize, corners, cornersSize) =>
    owCall('photos', 'edit', id, owText(photo, photoSize), owText(corners, cornersSize)),

  ow_photos_accept__deps: ['$owCall'],
  ow_photos_accept: (id, room, documents) => owCall('photos', 'accept', id, room, Boolean(documents)),
});
