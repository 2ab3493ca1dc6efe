#pragma once

#include "src/app/route.hpp"

namespace ow::app::pages {

/// #/apply/<code>: what is filled in and what is still to do
inline constexpr Address apply{
    .name = "apply", .pattern = "apply/:code", .access = Access::resident, .section = "services", .flow = "apply"};
/// #/apply/<code>/<page>: one page of the form
inline constexpr Address apply_page{.name = "apply_page",
                                    .pattern = "apply/:code/:page",
                                    .access = Access::resident,
                                    .section = "services",
                                    .flow = "apply"};

/// #/cases/<number>/mend: what the office asked for, or was promised, and nothing else
inline constexpr Address case_mend{.name = "case_mend",
                                   .pattern = "cases/:number/mend",
                                   .access = Access::resident,
                                   .section = "mine",
                                   .read = read_case_number};

}  // namespace ow::app::pages
