#pragma once

#include "src/app/route.hpp"

namespace ow::app::pages {

/// #/visits/<id>
inline constexpr Address visit{
    .name = "visit", .pattern = "visits/:id", .access = Access::staff, .section = "grid", .clocks = Clocks::running};

}  // namespace ow::app::pages
