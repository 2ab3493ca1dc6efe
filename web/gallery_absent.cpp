/// The portal's own program carries no gallery: web/shell/main.mjs loads the one that does for #/gallery.

#include "ui/views/gallery/gallery.hpp"
#include "ui/views/info/info_pages.hpp"

namespace ow::ui {

void draw_gallery(const View& view) { draw_not_found(view); }

}  // namespace ow::ui
