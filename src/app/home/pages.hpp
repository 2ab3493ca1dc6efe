#pragma once

#include "src/app/route.hpp"

namespace ow::app::pages {

/// #/
inline constexpr Address home{.name = "home",
                              .pattern = "",
                              .section = "home",
                              .clocks = Clocks::running,
                              .navigation = {.resident = 1, .staff = 1}};

}  // namespace ow::app::pages
