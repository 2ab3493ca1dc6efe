#include "src/app/track/track.hpp"

#include <array>

#include "src/app/feature.hpp"
#include "src/app/field_errors.hpp"
#include "src/app/track/pages.hpp"
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

/// A number from a link; without one what was typed stays.
void enter(Env& env, const Route& route) {
    if (!route.id().empty()) {
        env.state<Model>().number = domain::group_case_number(route.id());
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
        env.signal(CaseTracked{});
        env.effect(FocusHeading{});
    }
}

bool on_answer(Model& model, Env& env, RequestId id, const domain::ApiResult& result) {
    if (!model.result.take(id, result)) {
        return false;
    }
    if (model.result.value && !model.result.error) {
        model.found_code = model.asked_code;
        env.signal(CaseTracked{model.found_code, *model.result.value});
        env.effect(FocusHeading{});
    } else {
        model.found_code.clear();
        env.signal(CaseTracked{});
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

void on_event(Model& model, Env&, const Box& event) {
    if (const auto* seen = event.get<CaseSeen>()) {
        adopt(model, seen->detail);
    }
}

const domain::CaseDetail* shown_case(const app::Model& all) {
    const auto& value = all.get<Model>().result.value;
    return value ? &*value : nullptr;
}

constexpr std::array feature_pages{Page{.address = &pages::track, .enter = enter, .shown_case = shown_case}};

}  // namespace

app::Action to_action(Action action) { return {{&feature, 0}, Box(std::move(action))}; }

constinit const Feature feature{.name = "track",
                                .pages = feature_pages,
                                .update = handle<&update>,
                                .answered = handle<&on_answer>,
                                .heard = handle<&on_event>};

}  // namespace ow::app::track
