#include "src/app/info/info.hpp"

#include <array>

#include "src/app/info/pages.hpp"

namespace ow::app::info {

namespace {

constexpr std::array feature_pages{
    Page{.address = &pages::council},
    Page{.address = &pages::supervision},
    Page{.address = &pages::help},
    Page{.address = &pages::about},
};

}  // namespace

constinit const Feature feature{.name = "info", .pages = feature_pages};

}  // namespace ow::app::info
