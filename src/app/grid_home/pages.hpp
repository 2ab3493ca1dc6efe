#pragma once

#include "src/app/route.hpp"

namespace ow::app::pages {

/// #/grid: the grid worker's day.
inline constexpr Address grid{.name = "grid",
                              .pattern = "grid",
                              .access = Access::staff,
                              .section = "grid",
                              .clocks = Clocks::running,
                              .navigation = {.resident = 0, .staff = 0, .grid_worker = 1}};

}  // namespace ow::app::pages
