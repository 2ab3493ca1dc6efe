#pragma once

#include "src/app/route.hpp"

namespace ow::app::pages {

/// #/council and #/supervision: nothing stands behind them yet, so no navigation and no search leads there; an
/// address that somebody kept says so.
inline constexpr Address council{.name = "council", .pattern = "council"};
inline constexpr Address supervision{.name = "supervision", .pattern = "supervision"};
/// #/help
inline constexpr Address help{.name = "help", .pattern = "help"};
/// #/about
inline constexpr Address about{.name = "about", .pattern = "about"};

}  // namespace ow::app::pages
