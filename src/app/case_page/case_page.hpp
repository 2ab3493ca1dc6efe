#pragma once

#include <cstdint>
#include <string>

#include "src/app/env.hpp"
#include "src/app/remote.hpp"
#include "src/domain/case.hpp"

/// One case with its timeline, and who saw its personal data. What may be done to it is in steps::Model.
namespace ow::app::case_page {

struct Model {
    std::string number;
    Remote<domain::CaseDetail> detail;
    Remote<domain::api::AccessLedger> access;
    bool operator==(const Model&) const = default;
};

void enter(Model& model, Env& env, const std::string& number);
void enter_access(Model& model, Env& env, const std::string& number);
bool on_answer(Model& model, Env& env, RequestId id, const domain::ApiResult& result);
void on_case_changed(Model& model, Env& env, const std::string& number, std::int64_t version);
void adopt(Model& model, const domain::CaseDetail& detail);
void reload(Model& model, Env& env);
void forget(Model& model, Env& env);

}  // namespace ow::app::case_page
