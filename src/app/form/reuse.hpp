#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "src/app/form/form.hpp"
#include "src/app/remote.hpp"

/// Papers that were handed in once and are used again by their ids (ADR 52): what is offered, and what was said yes to.
namespace ow::app::form {

/// What a body, and a draft on another device, names the fields in where something is used again.
inline constexpr std::string_view reused_member = "reused";

/// A paper that was handed in before.
struct HandedIn {
    std::string field;          ///< the question that asks for it here
    std::string service_title;  ///< what it came with
    domain::Instant at;
    std::vector<domain::LocalPhoto> pictures;  ///< under the server's ids, in order
    bool operator==(const HandedIn&) const = default;
};

/// What may be used again, as the server told it.
using HandedInList = Remote<std::vector<HandedIn>>;

/// Asks for the person's own unless it is there or on its way. \param service code \param number of the case that
/// something is handed in for; "" = of none yet \param mandate under which it is asked for somebody: theirs then
void want_handed_in(HandedInList& list, Env& env, std::string_view service, std::string_view number = {},
                    std::string_view mandate = {});
/// Takes the answer to that. \return whether it was
bool take_handed_in(HandedInList& list, Env& env, RequestId id, const Box& answer);

/// What may be used again at a field, or nullptr.
[[nodiscard]] const HandedIn* handed_in_for(const HandedInList& list, std::string_view field);

/// Whether the field takes all of it beside what is there already: as many, and documents if it is one.
[[nodiscard]] bool fits(const FormDefinition& form, const PhotoSet& photos, const HandedIn& offer);

/// The fields at which something is used again: what `reused` is.
[[nodiscard]] std::vector<std::string> reused_fields(const State& state);
/// Names them in a body or a draft; nothing where there are none.
void name_reused(domain::Value& body, const std::vector<std::string>& fields);
/// The fields that a draft names, taken out of it.
[[nodiscard]] std::vector<std::string> take_reused(domain::Value& answers);
/// Makes it so that at these fields, and no others, something is used again.
/// \return those of which nothing is known yet, or not any more
std::vector<std::string> use_again(State& state, const Setting& setting, const HandedInList& list,
                                   std::vector<std::string> fields);

}  // namespace ow::app::form
