#include "src/app/track/track.hpp"

#include <array>

#include "src/app/feature.hpp"
#include "src/app/track/pages.hpp"
#include "src/domain/ids.hpp"

namespace ow::app::track {

namespace {

form::Setting setting_of(const Env& env) { return form::setting_of(env, form_code); }

void ask(Model& model, Env& env) {
    const domain::Value kept = form::kept_answers(setting_of(env), model.form);
    model.asked_code = kept.text_at("query_code");
    model.result.forget(env);
    model.result.load(env, domain::api::Track{std::string(kept.text_at("number")), model.asked_code});
}

/// A number from a link; without one what was typed stays.
void enter(Env& env, const Route& route) {
    if (!route.id().empty()) {
        env.state<Model>().form.answers.set("number", domain::group_case_number(route.id()));
    }
}

void update(Model& model, Env& env, const Action& action) {
    if (const auto* filled = std::get_if<Filled>(&action)) {
        if (model.result.busy() && std::holds_alternative<form::SubmitPressed>(filled->action)) {
            return;
        }
        const form::Outcome outcome = form::update(model.form, setting_of(env), env, filled->action);
        if (outcome.edited || outcome.submit) {
            model.result.error.reset();
        }
        if (outcome.submit && !model.result.busy()) {
            ask(model, env);
        }
        return;
    }
    model.result.forget(env);
    model = Model{};
    env.signal(CaseTracked{});
    env.effect(FocusHeading{});
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
        form::show_errors(model.form, env, result.ok() ? std::vector<domain::FieldError>{} : result.error().fields);
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
