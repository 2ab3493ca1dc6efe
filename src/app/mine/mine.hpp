#pragma once

#include <string>
#include <variant>

#include "src/app/case_list.hpp"
#include "src/app/env.hpp"

/// My cases, newest first, live.
namespace ow::app::mine {

struct Model {
    CaseList list;
    bool operator==(const Model&) const = default;
};

/// The end of the list comes into sight.
struct MoreWanted {};
/// Pull, or "try again".
struct RefreshPressed {};

using Action = std::variant<MoreWanted, RefreshPressed>;

void enter(Model& model, Env& env);
void update(Model& model, Env& env, const Action& action);
bool on_answer(Model& model, Env& env, RequestId id, const domain::ApiResult& result);
/// An event said that a case moved on.
void on_case_changed(Model& model, Env& env, const std::string& number, std::int64_t version);
/// A case is known in a newer state.
void adopt(Model& model, const domain::CaseDetail& detail);
/// Something new was filed.
void on_filed(Model& model, Env& env);

}  // namespace ow::app::mine
