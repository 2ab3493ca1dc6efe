#pragma once

#include "src/app/route.hpp"

namespace ow::app::pages {

/// #/cases/<number>
inline constexpr Address case_detail{.name = "case_detail",
                                     .pattern = "cases/:number",
                                     .access = Access::signed_in,
                                     .section = "mine",
                                     .clocks = Clocks::running,
                                     .read = read_case_number};
/// #/cases/<number>/access
inline constexpr Address case_access{.name = "case_access",
                                     .pattern = "cases/:number/access",
                                     .access = Access::signed_in,
                                     .section = "mine",
                                     .read = read_case_number};

}  // namespace ow::app::pages

namespace ow::app {

/// The page of a case.
[[nodiscard]] inline Route to_case(std::string number) { return to_page(pages::case_detail, std::move(number)); }

}  // namespace ow::app
