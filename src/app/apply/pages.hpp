#pragma once

#include "src/app/route.hpp"

namespace ow::app::pages {

/// #/apply/<code>: what is filled in and what is still to do; "service" is what 办不成事 is about
inline constexpr Address apply{.name = "apply",
                               .pattern = "apply/:code?service",
                               .access = Access::resident,
                               .section = "services",
                               .flow = "apply"};
/// #/apply/<code>/<page>: one page of the form
inline constexpr Address apply_page{.name = "apply_page",
                                    .pattern = "apply/:code/:page",
                                    .access = Access::resident,
                                    .section = "services",
                                    .flow = "apply"};

/// #/cases/<number>/mend: what the office asked for, or was promised, and nothing else; of its person or who helps
inline constexpr Address case_mend{.name = "case_mend",
                                   .pattern = "cases/:number/mend",
                                   .access = Access::signed_in,
                                   .section = "mine",
                                   .read = read_case_number};

}  // namespace ow::app::pages
