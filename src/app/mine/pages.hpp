#pragma once

#include "src/app/route.hpp"

namespace ow::app::pages {

/// #/mine
inline constexpr Address mine{.name = "mine",
                              .pattern = "mine",
                              .access = Access::resident,
                              .section = "mine",
                              .clocks = Clocks::running,
                              .navigation = {.resident = 5, .staff = 0}};

}  // namespace ow::app::pages
