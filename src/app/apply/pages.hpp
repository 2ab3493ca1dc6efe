#pragma once

#include <string>
#include <utility>

#include "src/app/route.hpp"

namespace ow::app::pages {

/// #/apply/<code>: what is filled in and what is still to do; "service" is what 办不成事 is about, "for" the person
/// for whom it is asked under a mandate
inline constexpr Address apply{.name = "apply",
                               .pattern = "apply/:code?service&for",
                               .access = Access::resident,
                               .section = "services",
                               .flow = "apply"};
/// #/apply/<code>/<page>: one page of the form
inline constexpr Address apply_page{.name = "apply_page",
                                    .pattern = "apply/:code/:page?for",
                                    .access = Access::resident,
                                    .section = "services",
                                    .flow = "apply"};

/// The form of a service, for a person who gave a mandate ("" = for oneself or the family).
[[nodiscard]] inline Route to_apply(std::string code, const std::string& person) {
    Route route = to_page(apply, std::move(code));
    route.set("for", person);
    return route;
}
/// Likewise of a draft: its code is the service's, or that and the person's id parted by '@'.
[[nodiscard]] inline Route to_draft(const std::string& code) {
    const std::size_t at = code.find('@');
    return at == std::string::npos ? to_page(apply, code) : to_apply(code.substr(0, at), code.substr(at + 1));
}

/// #/cases/<number>/mend: what the office asked for, or was promised, and nothing else; of its person or who helps
inline constexpr Address case_mend{.name = "case_mend",
                                   .pattern = "cases/:number/mend",
                                   .access = Access::signed_in,
                                   .section = "mine",
                                   .read = read_case_number};

}  // namespace ow::app::pages
