#pragma once

#include "src/app/route.hpp"

namespace ow::app::pages {

/// #/cases/<number>/rate
inline constexpr Address case_rate{.name = "case_rate",
                                   .pattern = "cases/:number/rate",
                                   .access = Access::signed_in,
                                   .section = "mine",
                                   .read = read_case_number};

}  // namespace ow::app::pages
