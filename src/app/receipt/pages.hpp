#pragma once

#include "src/app/route.hpp"

namespace ow::app::pages {

/// #/receipt/<number>
inline constexpr Address receipt{.name = "receipt",
                                 .pattern = "receipt/:number",
                                 .section = "appeals",
                                 .clocks = Clocks::running,
                                 .read = read_case_number};

}  // namespace ow::app::pages
