#include "ui/views/gallery/gallery.hpp"

#include "ui/views/page.hpp"
#include "ui/views/words.hpp"

namespace ow::ui {

void draw_gallery(const View& view) {
    page(view, {.title = tr("page.gallery.title")}, [] {});
}

}  // namespace ow::ui
