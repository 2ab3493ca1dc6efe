#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "src/app/env.hpp"
#include "src/app/remote.hpp"
#include "src/domain/case.hpp"

/// The resident's word on a closed case. Field paths: "score", "solved", "comment".
namespace ow::app::rating {

inline constexpr int comment_max = 500;  ///< code points

/// The answers chosen so far, and whether they were sent.
struct Model {
    std::string number;
    std::string query_code;  ///< set when rating without an account
    int score = 0;           ///< 1–5 (5 非常满意 … 1 非常不满意); 0 = not chosen
    std::optional<bool> solved;
    std::string comment;
    std::vector<domain::FieldError> errors;
    Write write;
    bool done = false;  ///< thank you; `reopened` says what follows
    bool reopened = false;
    bool operator==(const Model&) const = default;
};

struct ScoreChosen {
    int score = 0;
};
struct SolvedChosen {
    bool solved = false;
};
struct CommentEdited {
    std::string value;
};
/// 提交评价
struct Submitted {};

using Action = std::variant<ScoreChosen, SolvedChosen, CommentEdited, Submitted>;

/// Whether the answers chosen now would reopen the case (≤ 2 or not solved): said before sending.
[[nodiscard]] bool would_reopen(const Model& model);

/// \param query_code "" for the signed-in filer.
void enter(Model& model, Env& env, const std::string& number, const std::string& query_code);
void update(Model& model, Env& env, const Action& action);
bool on_answer(Model& model, Env& env, RequestId id, const domain::ApiResult& result);

}  // namespace ow::app::rating
