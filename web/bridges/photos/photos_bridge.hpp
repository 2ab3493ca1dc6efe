#pragma once

#include <cstdint>

/// Pictures picked, dropped or pasted, shrunk and kept under a local id (photos.mjs). For each: `state` `working`, then
/// `ready` (`width`, `height`, `bytes`, `fault`, `stored` = "" or the storage error) or `refused` (`error`), all with
/// `local_id`, `name`; the last answer has `too_many`.
extern "C" {
/// Must be called within the event of the person's click.
/// \param documents whether a PDF may be chosen too: `ready` has `document` then, and `pages` where they are known.
void ow_photos_pick(std::uint32_t request, int camera, int room, int documents);
/// Goes on with a picture whose shrinking a reload interrupted: `ready` or `refused`.
void ow_photos_resume(std::uint32_t request, const char* local_id, std::uint32_t local_id_size, const char* name,
                      std::uint32_t name_size);
/// Makes another picture of a kept one: `working` and `ready`, or `refused` of the old one, all without a name. Between
/// the corners (eight whole numbers, x and y in ten-thousandths, from the top left clockwise), or, without any, turned
/// by a quarter to the right.
void ow_photos_edit(std::uint32_t request, const char* local_id, std::uint32_t local_id_size, const char* corners,
                    std::uint32_t corners_size);
/// Takes what is dropped or pasted, at most `room`; below 0 nothing is taken. Answers for as long as it is on, to
/// the request of the drop. \param documents whether a PDF is taken too
void ow_photos_accept(std::uint32_t request, int room, int documents);
}
