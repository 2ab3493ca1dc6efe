#pragma once

#include "src/app/route.hpp"

namespace ow::app::pages {

/// #/gallery (demo only)
inline constexpr Address gallery{.name = "gallery", .pattern = "gallery"};

}  // namespace ow::app::pages
