#pragma once

#include <string>
#include <string_view>

#include "src/app/route.hpp"
#include "src/domain/draft.hpp"

namespace ow::app {

/// Reads the step of the form's address.
[[nodiscard]] std::optional<std::string> read_appeal_step(std::string_view name, std::string value);

namespace pages {

/// #/appeals
inline constexpr Address appeals{
    .name = "appeals", .pattern = "appeals", .section = "appeals", .navigation = {.resident = 3, .staff = 0}};
/// #/appeals/new/<kind|what|where|contact|check>; #/appeals/new is the first step
inline constexpr Address appeal_form{.name = "appeal_form",
                                     .pattern = "appeals/new/:step",
                                     .access = Access::resident,
                                     .section = "appeals",
                                     .read = read_appeal_step,
                                     .alias = "appeals/new",
                                     .alias_value = "kind",
                                     .flow = "appeal"};
/// #/appeals/similar: open cases nearby that may be the same thing, between where and contact
inline constexpr Address appeal_similar{.name = "appeal_similar",
                                        .pattern = "appeals/similar",
                                        .access = Access::resident,
                                        .section = "appeals",
                                        .flow = "appeal"};

/// The code of a draft of the form.
inline constexpr std::string_view appeal_draft = "appeal";
/// The address of the form for a person who gave a mandate: a page without script.
[[nodiscard]] inline std::string plain_appeal_for(std::string_view person) {
    return "/plain/appeal/" + std::string(person);
}
/// Of a draft the form's page for the person it is for; "" where it is another form's, or for oneself.
[[nodiscard]] inline std::string plain_appeal_of(std::string_view draft) {
    const std::size_t at = draft.find('@');
    return at != draft.npos && draft.substr(0, at) == appeal_draft ? plain_appeal_for(draft.substr(at + 1)) : "";
}

}  // namespace pages

/// The form's page of a step.
[[nodiscard]] Route to_appeal_step(domain::AppealStep step);
/// The step of a route to the form; kind for any other route.
[[nodiscard]] domain::AppealStep appeal_step(const Route& route);

}  // namespace ow::app
