#include "src/app/info/info.hpp"

#include <array>

#include "src/app/info/pages.hpp"

namespace ow::app::info {

namespace {

std::optional<PageError> demo_only(const Model& model) {
    return model.demo ? std::nullopt : std::optional(PageError{});
}

constexpr std::array feature_pages{
    Page{.address = &pages::services}, Page{.address = &pages::assist},
    Page{.address = &pages::council},  Page{.address = &pages::supervision},
    Page{.address = &pages::help},     Page{.address = &pages::about},
    Page{.address = &pages::gallery, .error = demo_only},
};

}  // namespace

constinit const Feature feature{.name = "info", .pages = feature_pages};

}  // namespace ow::app::info
