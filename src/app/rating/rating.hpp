#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>

#include "src/app/env.hpp"
#include "src/app/form/form.hpp"
#include "src/app/remote.hpp"
#include "src/app/submission.hpp"
#include "src/domain/case.hpp"

/// The resident's word on a closed case: an instance of the form "rating".
namespace ow::app::rating {

inline constexpr std::string_view form_code = "rating";

/// What programs put into their lists.
extern const Feature feature;

/// A case that was opened by its number and query code: it may be rated without an account.
struct Tracked {
    std::string number;
    std::string query_code;
    bool operator==(const Tracked&) const = default;
};

/// The answers chosen so far, and whether they were sent.
struct Model {
    std::string number;
    std::string query_code;  ///< set when rating without an account
    form::State form;        ///< score 1–5 (5 非常满意 … 1 非常不满意), solved, what went well or wrong, comment
    Submission submission;
    bool done = false;  ///< thank you; `reopened` says what follows
    bool reopened = false;
    Remote<domain::CaseDetail> detail;  ///< the case that is rated
    Tracked tracked;
    std::map<std::string, domain::CommandStatus> waiting;  ///< ratings that the outbox has, by the case's number
    std::optional<domain::CaseDetail> seen;                ///< the case that was on the screen last
    bool operator==(const Model&) const = default;
};

/// What the form's view sends; SubmitPressed is 提交评价.
struct Filled {
    form::Action action;
};
/// 不提交了: throws the refused rating away; opens the dialog discard_command.
struct GivenUp {};
/// The person confirmed.
struct GiveUpConfirmed {};

using Action = std::variant<Filled, GivenUp, GiveUpConfirmed>;

/// The rating of a case that the outbox has, or nullptr.
[[nodiscard]] const domain::CommandStatus* find_waiting(const Model& model, const std::string& number);

/// Whether the answers chosen now would reopen the case (≤ 2 or not solved): said before sending.
[[nodiscard]] bool would_reopen(const Model& model);

/// For this feature.
[[nodiscard]] app::Action to_action(Action action);

}  // namespace ow::app::rating
