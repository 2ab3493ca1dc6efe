#include "src/app/track/track.hpp"

#include "src/app/field_errors.hpp"
#include "src/domain/ids.hpp"

namespace ow::app::track {

namespace {

void add_error(Model& model, std::string path, domain::FieldCode code) {
    domain::FieldError error;
    error.path = std::move(path);
    error.code = code;
    model.errors.push_back(std::move(error));
}

void ask(Model& model, Env& env) {
    if (model.result.busy()) {
        return;
    }
    model.errors.clear();
    model.result.error.reset();
    const auto number = domain::CaseNumber::parse(model.number);
    const auto code = domain::normalise_query_code(model.query_code);
    if (!number.ok()) {
        add_error(model, "number", number.error());
    }
    if (!code.ok()) {
        add_error(model, "query_code", code.error());
    }
    if (!model.errors.empty()) {
        env.effect(FocusNode{std::string(error_summary_node)});
        return;
    }
    model.asked_code = *code;
    model.result.forget(env);
    model.result.load(env, domain::api::Track{number->text(), *code});
}

}  // namespace

void enter(Model& model, const std::string& number) {
    if (!number.empty()) {
        model.number = domain::group_case_number(number);
    }
}

void update(Model& model, Env& env, const Action& action) {
    if (const auto* number = std::get_if<NumberEdited>(&action)) {
        model.number = number->value;
        clear_error(model.errors, "number");
        model.result.error.reset();
    } else if (const auto* code = std::get_if<QueryCodeEdited>(&action)) {
        model.query_code = code->value;
        clear_error(model.errors, "query_code");
        model.result.error.reset();
    } else if (std::holds_alternative<TrackPressed>(action)) {
        ask(model, env);
    } else {
        model.result.forget(env);
        model = Model{};
        env.effect(FocusHeading{});
    }
}

bool on_answer(Model& model, Env& env, RequestId id, const domain::ApiResult& result) {
    if (!model.result.take(id, result)) {
        return false;
    }
    if (model.result.value && !model.result.error) {
        model.found_code = model.asked_code;
        env.effect(FocusHeading{});
    } else {
        model.found_code.clear();
        model.errors = result.ok() ? std::vector<domain::FieldError>{} : result.error().fields;
        env.effect(FocusNode{std::string(error_summary_node)});
    }
    return true;
}

void adopt(Model& model, const domain::CaseDetail& detail) {
    if (model.result.value && model.result.value->summary.number == detail.summary.number &&
        model.result.value->summary.version <= detail.summary.version) {
        model.result.value = detail;
    }
}

}  // namespace ow::app::track
