#pragma once

#include "src/app/route.hpp"

namespace ow::app::pages {

/// #/track, #/track?number=…
inline constexpr Address track{.name = "track",
                               .pattern = "track?number",
                               .section = "appeals",
                               .clocks = Clocks::running,
                               .read = read_case_number};

}  // namespace ow::app::pages
