#pragma once

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

}  // namespace pages

/// The form's page of a step.
[[nodiscard]] Route to_appeal_step(domain::AppealStep step);
/// The step of a route to the form; kind for any other route.
[[nodiscard]] domain::AppealStep appeal_step(const Route& route);

}  // namespace ow::app
