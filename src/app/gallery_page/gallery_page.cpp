#include "src/app/gallery_page/gallery_page.hpp"

#include <array>

#include "src/app/gallery_page/pages.hpp"

namespace ow::app::gallery_page {

namespace {

std::optional<PageError> demo_only(const Model& model) {
    return model.demo ? std::nullopt : std::optional(PageError{});
}

constexpr std::array feature_pages{Page{.address = &pages::gallery, .error = demo_only}};

}  // namespace

constinit const Feature feature{.name = "gallery_page", .pages = feature_pages};

}  // namespace ow::app::gallery_page
