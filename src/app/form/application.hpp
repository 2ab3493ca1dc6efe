#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "src/app/form/form.hpp"
#include "src/domain/service.hpp"

/// Asking for a service with its form, by whoever fills it in: what is known of whom it is for, what may follow later,
/// what is sent. Known facts are a tree by path: {"value": …, "source": "…"}.
namespace ow::app::form {

/// The facts of an answer {"facts": {"person.name": {"value", "source"}}} as such a tree; what has no value is left
/// out.
[[nodiscard]] domain::Value read_facts(const domain::Value& answer);
/// Values by path, as conditions look at them.
[[nodiscard]] domain::Value values_of(const domain::Value& facts);

/// The materials that the person said will follow later, and that are not here: paths of their fields.
[[nodiscard]] std::vector<std::string> promised_later(const domain::Service& service, const domain::Value& facts,
                                                      const State& state);
/// Answers as the server has them, on the way from this device: what follows later stands under "later".
void name_later(domain::Value& answers, const domain::Service& service, domain::CivilDate today);
/// The same on the way here. The day is this device's own: it says it before anything is sent.
void take_later(domain::Value& answers, const domain::Service& service);
/// Until when they are promised.
[[nodiscard]] domain::CivilDate later_by(domain::CivilDate today);

/// The body of POST /cases. \param whom "self" or "family"
[[nodiscard]] domain::Value application_body(const Setting& setting, const State& state, const domain::Service& service,
                                             const domain::Value& facts, std::string_view whom);

}  // namespace ow::app::form
