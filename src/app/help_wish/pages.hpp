#pragma once

#include "src/app/route.hpp"

namespace ow::app {

/// Command::act of a wish.
inline constexpr std::string_view help_wish_act = "help_wish";

namespace pages {

/// #/assist: who comes to help, asked for and looked after.
inline constexpr Address assist{.name = "assist", .pattern = "assist"};

}  // namespace pages

}  // namespace ow::app
