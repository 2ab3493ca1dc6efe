#pragma once

#include "src/app/route.hpp"

namespace ow::app::pages {

/// #/me
inline constexpr Address my_data{.name = "my_data", .pattern = "me", .access = Access::resident, .section = "mine"};

}  // namespace ow::app::pages
