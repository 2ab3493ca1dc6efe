#pragma once

#include "src/app/route.hpp"

namespace ow::app::pages {

/// #/appeals/sent/<filing key>: on its way, waiting, or to be mended
inline constexpr Address appeal_sent{.name = "appeal_sent",
                                     .pattern = "appeals/sent/:key",
                                     .access = Access::resident,
                                     .section = "appeals",
                                     .clocks = Clocks::running};

}  // namespace ow::app::pages
