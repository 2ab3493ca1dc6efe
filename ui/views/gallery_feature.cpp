/// The gallery's page; how it looks is linked into the gallery program only (ADR 10).

#include "src/app/gallery_page/gallery_page.hpp"
#include "src/app/gallery_page/pages.hpp"
#include "ui/views/feature.hpp"
#include "ui/views/gallery/gallery.hpp"

#include <array>

namespace ow::ui {

namespace {

constexpr std::array gallery_pages{PageView{.page = &app::pages::gallery, .draw = draw_gallery}};

}  // namespace

const Feature gallery_feature{&app::gallery_page::feature, gallery_pages};

}  // namespace ow::ui
