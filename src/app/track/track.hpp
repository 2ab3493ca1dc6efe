#pragma once

#include <string>
#include <variant>
#include <vector>

#include "src/app/env.hpp"
#include "src/app/remote.hpp"
#include "src/domain/case.hpp"

/// What became of it, by number and query code, with no account. Field paths: "number", "query_code".
namespace ow::app::track {

/// What programs put into their lists.
extern const Feature feature;

/// What was typed, and the case it led to.
struct Model {
    std::string number;      ///< as typed
    std::string query_code;  ///< as typed
    std::vector<domain::FieldError> errors;
    Remote<domain::CaseDetail> result;
    std::string found_code;  ///< the code that opened `result`, canonical; needed to rate it
    std::string asked_code;  ///< the code of the question on its way
    bool operator==(const Model&) const = default;
};

struct NumberEdited {
    std::string value;
};
struct QueryCodeEdited {
    std::string value;
};
/// 查询
struct TrackPressed {};
/// Back to the empty form.
struct AnotherWanted {};

using Action = std::variant<NumberEdited, QueryCodeEdited, TrackPressed, AnotherWanted>;

/// For this feature.
[[nodiscard]] app::Action to_action(Action action);

}  // namespace ow::app::track
