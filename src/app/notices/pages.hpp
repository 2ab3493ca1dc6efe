#pragma once

#include "src/app/route.hpp"

namespace ow::app::pages {

/// #/notices
inline constexpr Address notices{.name = "notices", .pattern = "notices", .section = "home"};
/// #/notices/<id>
inline constexpr Address notice{.name = "notice", .pattern = "notices/:id", .section = "home"};

}  // namespace ow::app::pages
