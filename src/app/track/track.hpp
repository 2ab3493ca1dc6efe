#pragma once

#include <string>
#include <variant>

#include "src/app/env.hpp"
#include "src/app/form/form.hpp"
#include "src/app/remote.hpp"
#include "src/domain/case.hpp"

/// What became of it, by number and query code, with no account: an instance of the form "track".
namespace ow::app::track {

inline constexpr std::string_view form_code = "track";

/// What programs put into their lists.
extern const Feature feature;

/// What was typed, and the case it led to.
struct Model {
    form::State form;  ///< number, query_code
    Remote<domain::CaseDetail> result;
    std::string found_code;  ///< the code that opened `result`, canonical; needed to rate it
    std::string asked_code;  ///< the code of the question on its way
    bool operator==(const Model&) const = default;
};

/// What the form's view sends; SubmitPressed is 查询.
struct Filled {
    form::Action action;
};
/// Back to the empty form.
struct AnotherWanted {};

using Action = std::variant<Filled, AnotherWanted>;

/// For this feature.
[[nodiscard]] app::Action to_action(Action action);

}  // namespace ow::app::track
