#include "src/app/whole/whole.hpp"

#include <algorithm>
#include <utility>

#include "src/app/feature.hpp"
#include "src/app/field_errors.hpp"
#include "src/app/remote_tree.hpp"

namespace ow::app::whole {

namespace {

using domain::Value;

/// The numbers are shown so long at most, and, where the clocks of device and server disagree, so long at least.
constexpr std::int64_t shown_most_ms = 600'000;
constexpr std::int64_t shown_least_ms = 60'000;
constexpr TimerId hide_timer = 0;

void hide(Model& model, Env& env) {
    if (!model.numbers.empty()) {
        env.effect(StopTimer{hide_timer});
    }
    model = Model{};
}

struct Apply {
    Model& model;
    Env& env;

    void operator()(const Opened& opened) const {
        const domain::CaseDetail* shown = env.shown_case();
        if (shown == nullptr || shown->summary.number != opened.number || !may_ask(*shown)) {
            return;
        }
        hide(model, env);
        model.number = opened.number;
        model.open = true;
        env.effect(FocusNode{field_node("reason")});
    }
    void operator()(const Closed&) const {
        hide(model, env);
        env.effect(FocusNode{std::string(card_node)});
    }
    void operator()(const Filled& filled) const {
        const form::Setting setting = form::setting_of(env, form_code);
        if (!model.open || !form::update(model.form, setting, env, filled.action).submit) {
            return;
        }
        model.error.reset();
        model.asking = env.effect(CallTree{
            CallTree::Method::post, "/cases/" + model.number + "/whole", form::kept_answers(setting, model.form), {}});
    }
};

void update(Model& model, Env& env, const Action& action) {
    if (!model.busy()) {
        std::visit(Apply{model, env}, action);
    }
}

void on_refused(Model& model, Env& env, const domain::ApiError& error) {
    if (!error.fields.empty()) {
        form::show_errors(model.form, env, error.fields);
        return;
    }
    model.error = error;
    env.effect(FocusNode{std::string(error_summary_node)});
    if (error.kind == domain::ApiErrorKind::conflict || error.kind == domain::ApiErrorKind::forbidden) {
        env.signal(CaseStale{model.number});  // decided meanwhile, by somebody else
    }
}

void on_answer(Model& model, Env& env, const world::TreeAnswered& answer) {
    model.asking = 0;
    if (lost_session(env, answer)) {
        return;
    }
    if (!answer.result.ok()) {
        on_refused(model, env, answer.result.error());
        return;
    }
    const Value& said = answer.result.value();
    for (const Value& item : said.list_at("items")) {
        model.numbers.push_back({std::string(item.text_at("path")), std::string(item.text_at("label")),
                                 std::string(item.text_at("value"))});
    }
    model.open = false;
    model.form = {};
    model.none = model.numbers.empty();
    env.effect(FocusNode{std::string(card_node)});
    if (model.none) {
        return;
    }
    const auto until = domain::parse_iso8601(said.text_at("until"));
    const std::int64_t left = until ? until->ms - env.now.ms : shown_most_ms;
    const std::int64_t shown = std::clamp(left, shown_least_ms, shown_most_ms);
    model.hidden_again = {env.now.ms + shown};
    env.effect(StartTimer{hide_timer, shown});
}

void on_told(Model& model, Env& env, RequestId id, const Box& box) {
    if (const auto* answer = box.get<world::TreeAnswered>(); answer != nullptr && id != 0 && id == model.asking) {
        on_answer(model, env, *answer);
    } else if (box.holds<world::TimerFired>()) {
        model = Model{};
        env.announce({"whole.hidden", {}});
    }
}

}  // namespace

bool may_ask(const domain::CaseDetail& detail) {
    return std::ranges::any_of(detail.actions, [](const auto& step) {
        return step == domain::StepCode::grant || step == domain::StepCode::deny;
    });
}

app::Action to_action(Action action) { return {{&feature, 0}, Box(std::move(action))}; }

constinit const Feature feature{
    .name = "whole", .part = Feature::Part::rest, .update = handle<&update>, .told = handle<&on_told>};

}  // namespace ow::app::whole
