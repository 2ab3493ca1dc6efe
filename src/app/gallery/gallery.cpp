#include "src/app/gallery/gallery.hpp"

#include <array>

#include "src/app/gallery/pages.hpp"

namespace ow::app::gallery {

namespace {

std::optional<PageError> demo_only(const Model& model) {
    return model.demo ? std::nullopt : std::optional(PageError{});
}

constexpr std::array feature_pages{Page{.address = &pages::gallery, .error = demo_only}};

}  // namespace

constinit const Feature feature{.name = "gallery", .pages = feature_pages};

}  // namespace ow::app::gallery
