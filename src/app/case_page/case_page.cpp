#include "src/app/case_page/case_page.hpp"

namespace ow::app::case_page {

namespace api = domain::api;

namespace {

void show(Model& model, Env& env, const std::string& number) {
    if (model.number == number) {
        return;
    }
    forget(model, env);
    model.number = number;
}

}  // namespace

void enter(Model& model, Env& env, const std::string& number) {
    show(model, env, number);
    model.detail.load(env, api::GetCase{number});
}

void enter_access(Model& model, Env& env, const std::string& number) {
    show(model, env, number);
    model.detail.load_once(env, api::GetCase{number});
    model.access.load(env, api::GetAccess{number});
}

bool on_answer(Model& model, Env& env, RequestId id, const domain::ApiResult& result) {
    if (model.detail.take(id, result)) {
        if (result.ok() && model.detail.value) {
            env.signal(CaseSeen{*model.detail.value});
        }
        return true;
    }
    return model.access.take(id, result);
}

void on_case_changed(Model& model, Env& env, const std::string& number, std::int64_t version) {
    const bool shown = !number.empty() && number == model.number;
    if (shown && model.detail.value && model.detail.value->summary.version < version) {
        reload(model, env);
    }
}

void adopt(Model& model, const domain::CaseDetail& detail) {
    const bool shown = detail.summary.number == model.number;
    if (shown && (!model.detail.value || model.detail.value->summary.version <= detail.summary.version)) {
        model.detail.value = detail;
        model.detail.error.reset();
    }
}

void reload(Model& model, Env& env) {
    if (!model.number.empty()) {
        model.detail.load(env, api::GetCase{model.number});
    }
}

void forget(Model& model, Env& env) {
    model.detail.forget(env);
    model.access.forget(env);
    model.number.clear();
}

}  // namespace ow::app::case_page
