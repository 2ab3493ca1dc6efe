#pragma once

#include <optional>
#include <string>

#include "src/app/env.hpp"
#include "src/app/event.hpp"
#include "src/app/remote.hpp"
#include "src/app/submission.hpp"
#include "src/domain/draft.hpp"

/// Open cases nearby that may be the same thing as what is being written: asked for between "where" and "contact",
/// offered once, and never in the way: where the server cannot say in time, filing goes on without.
namespace ow::app::appeal {

/// The offer, and joining one of the cases (我也遇到了).
struct Similar {
    domain::api::FindSimilar asked;  ///< what `found` answers
    Remote<domain::api::SimilarCases> found;
    bool declined = false;  ///< none of them was it: not offered again for the same words and place
    Submission join;
    std::optional<domain::ApiError> refusal;  ///< why joining was refused
    std::string joining;                      ///< the case whose button was pressed last
    std::string joined;                       ///< the case that was joined here, or will be, "" = none
    bool operator==(const Similar&) const = default;
};

/// The case that was joined here, or nullptr.
[[nodiscard]] const domain::CaseSummary* joined_case(const Similar& similar);

/// Asks the server unless the same was asked and declined, or there is no network.
/// \return whether an answer is to be waited for.
[[nodiscard]] bool look(Similar& similar, Env& env, const domain::AppealDraft& draft);
/// Sends that this person met it too; one at a time.
void join(Similar& similar, Env& env, const std::string& number);
/// What has become of it: waiting counts as done, a refusal is said and thrown away, since nothing in it can be mended.
void on_join_seen(Similar& similar, Env& env, const domain::CommandStatus& status);
/// A success shows the confirmation.
void on_join_done(Similar& similar, Env& env, const CommandDone& done);

}  // namespace ow::app::appeal
