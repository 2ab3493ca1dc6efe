#pragma once

#include "src/app/route.hpp"

namespace ow::app::pages {

/// #/assist
inline constexpr Address assist{.name = "assist", .pattern = "assist"};
/// #/council
inline constexpr Address council{
    .name = "council", .pattern = "council", .section = "council", .navigation = {.resident = 4, .staff = 4}};
/// #/supervision
inline constexpr Address supervision{.name = "supervision",
                                     .pattern = "supervision",
                                     .section = "supervision",
                                     .navigation = {.resident = 0, .staff = 5}};
/// #/help
inline constexpr Address help{.name = "help", .pattern = "help"};
/// #/about
inline constexpr Address about{.name = "about", .pattern = "about"};

}  // namespace ow::app::pages
