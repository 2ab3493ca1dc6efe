#pragma once

#include "src/app/route.hpp"

namespace ow::app::pages {

/// #/search?q=…
inline constexpr Address search{.name = "search", .pattern = "search?q", .section = "home"};

}  // namespace ow::app::pages
