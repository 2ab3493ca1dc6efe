#pragma once

#include "src/app/route.hpp"

namespace ow::app::pages {

/// #/settings
inline constexpr Address settings{.name = "settings", .pattern = "settings", .section = "mine"};

}  // namespace ow::app::pages
