#pragma once
/// Photos of any page, opened large over it.

#include "ui/views/view.hpp"
#include "ui/widgets/photo_grid.hpp"
#include "ui/widgets/picture_row.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace ow::ui {

/// Opens the photos at the given one (0-based). They stay open until somebody closes them or leaves the page.
void open_photos(const View& view, std::vector<PictureItem> photos, std::size_t at);

/// The same for the photos of a form; those that were refused have nothing to show.
void open_photos(const View& view, std::span<const PhotoView> photos, std::string_view key);

/// Draws what is open; the last thing of a frame.
void draw_photo_viewer(const View& view);

}  // namespace ow::ui
