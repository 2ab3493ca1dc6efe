#pragma once

#include <cstdint>
#include <string>

#include "src/app/env.hpp"
#include "src/app/remote.hpp"
#include "src/domain/case.hpp"

/// One case with its timeline, and who saw its personal data. What may be done to it is in steps::Model.
namespace ow::app::case_page {

/// The case that is shown, and its access ledger.
struct Model {
    std::string number;
    Remote<domain::CaseDetail> detail;
    Remote<domain::api::AccessLedger> access;
    bool operator==(const Model&) const = default;
};

/// The page of a case was opened: reads it, and shows what is known of it meanwhile.
void enter(Model& model, Env& env, const std::string& number);
/// The page of its access ledger was opened.
void enter_access(Model& model, Env& env, const std::string& number);
/// Takes an answer if it is one that is waited for.
bool on_answer(Model& model, Env& env, RequestId id, const domain::ApiResult& result);
/// An event said that a case moved on: reads it again when it is the one shown and older.
void on_case_changed(Model& model, Env& env, const std::string& number, std::int64_t version);
/// The case is known in a newer state.
void adopt(Model& model, const domain::CaseDetail& detail);
/// Reads the case again, keeping what is shown.
void reload(Model& model, Env& env);
/// Forgets the case: another account may be next.
void forget(Model& model, Env& env);

}  // namespace ow::app::case_page
