#pragma once

#include "src/app/route.hpp"

namespace ow::app::pages {

/// #/cases/<number>/show: 亮证, a granted decision to hold out at a counter.
inline constexpr Address case_show{.name = "case_show",
                                   .pattern = "cases/:number/show",
                                   .access = Access::signed_in,
                                   .section = "mine",
                                   .read = read_case_number};

}  // namespace ow::app::pages
