#include "src/app/rating/rating.hpp"

#include <array>
#include <utility>

#include "src/app/case_page/pages.hpp"
#include "src/app/feature.hpp"
#include "src/app/rating/pages.hpp"
#include "src/app/track/pages.hpp"
#include "src/domain/catalogue.hpp"

namespace ow::app::rating {

namespace {

namespace api = domain::api;

form::Setting setting_of(const Env& env) { return form::setting_of(env, form_code); }

std::optional<double> score_of(const Model& model) {
    const domain::Value* score = model.form.answers.find("score");
    const double* number = score == nullptr ? nullptr : score->as_number();
    return number == nullptr ? std::nullopt : std::optional(*number);
}

std::optional<bool> solved_of(const Model& model) {
    const domain::Value* solved = model.form.answers.find("solved");
    const bool* yes = solved == nullptr ? nullptr : solved->as_bool();
    return yes == nullptr ? std::nullopt : std::optional(*yes);
}

void send(Model& model, Env& env) {
    const domain::Value kept = form::kept_answers(setting_of(env), model.form);
    const auto score = static_cast<int>(score_of(model).value_or(0));
    const bool solved = solved_of(model).value_or(false);
    std::string comment(kept.text_at("comment"));
    if (model.query_code.empty()) {
        model.write.send(env, api::RateCase{model.number, score, solved, std::move(comment)});
    } else {
        model.write.send(env, api::RateTracked{model.number, model.query_code, score, solved, std::move(comment)});
    }
}

/// Rating the case of a route needs no account: it was opened by its number and code.
bool is_tracked(const Model& model, const Route& route) {
    return !model.tracked.query_code.empty() && model.tracked.number == route.id();
}

void start(Model& model, const std::string& number) {
    const bool same = model.number == number && !model.done;
    if (same) {
        return;
    }
    Model fresh;
    fresh.number = number;
    fresh.tracked = std::move(model.tracked);
    fresh.seen = std::move(model.seen);
    if (fresh.seen && fresh.seen->summary.number == number) {
        fresh.detail.value = fresh.seen;
    }
    model = std::move(fresh);
}

void enter(Env& env, const Route& route) {
    Model& model = env.state<Model>();
    const bool without_account = env.account == nullptr || is_tracked(model, route);
    model.detail.cancel(env);
    start(model, route.id());
    model.query_code = without_account ? model.tracked.query_code : std::string{};
    if (!without_account) {
        model.detail.load(env, api::GetCase{route.id()});
    }
}

void update(Model& model, Env& env, const Action& action) {
    if (model.write.busy() || model.done) {
        return;
    }
    const form::Outcome outcome = form::update(model.form, setting_of(env), env, action.action);
    if (outcome.edited) {
        model.write.changed();
    }
    if (outcome.submit) {
        send(model, env);
    }
}

bool on_answer(Model& model, Env& env, RequestId id, const domain::ApiResult& result) {
    if (model.detail.take(id, result)) {
        if (result.ok() && model.detail.value) {
            env.signal(CaseSeen{*model.detail.value});
        }
        return true;
    }
    if (!model.write.take(id, result)) {
        return false;
    }
    if (!result.ok()) {
        if (result.error().kind == domain::ApiErrorKind::conflict) {
            env.signal(CaseStale{model.number});
        }
        form::show_errors(model.form, env, result.error().fields);
        return true;
    }
    if (const auto* detail = std::get_if<domain::CaseDetail>(&result.value())) {
        model.done = true;
        model.reopened = detail->summary.state != domain::State::closed;
        env.signal(CaseSeen{*detail});
        env.effect(FocusHeading{});
        env.announce({model.reopened ? "rating.reopened" : "rating.thanks", {}});
    }
    return true;
}

void adopt(Model& model, const domain::CaseDetail& detail) {
    const auto& shown = model.detail.value;
    const bool same = detail.summary.number == model.number;
    if (same && (!shown || shown->summary.version <= detail.summary.version)) {
        model.detail.value = detail;
        model.detail.error.reset();
    }
    model.seen = detail;
}

void on_event(Model& model, Env& env, const Box& event) {
    if (const auto* seen = event.get<CaseSeen>()) {
        adopt(model, seen->detail);
    } else if (const auto* tracked = event.get<CaseTracked>()) {
        model.tracked = {tracked->detail.summary.number, tracked->query_code};
        if (!tracked->query_code.empty()) {
            model.seen = tracked->detail;
        }
    } else if (const auto* stale = event.get<CaseStale>()) {
        if (stale->number == model.number && model.query_code.empty()) {
            model.detail.load(env, api::GetCase{model.number});
        }
    }
}

bool admits(const app::Model& all, const Route& route) { return is_tracked(all.get<Model>(), route); }

std::optional<PageError> error(const app::Model& all) { return page_error(all.get<Model>().detail); }

const domain::CaseDetail* shown_case(const app::Model& all) {
    const Model& model = all.get<Model>();
    return model.detail.value && model.number == all.route.id() ? &*model.detail.value : nullptr;
}

Route above(const app::Model& all) {
    return all.get<Model>().query_code.empty() ? to_case(all.route.id()) : to_page(pages::track);
}

constexpr std::array feature_pages{Page{.address = &pages::case_rate,
                                        .enter = enter,
                                        .error = error,
                                        .shown_case = shown_case,
                                        .title = title_with_number,
                                        .parent = above,
                                        .admits = admits}};

}  // namespace

bool would_reopen(const Model& model) {
    return domain::rating_reopens(static_cast<int>(score_of(model).value_or(0)), solved_of(model));
}

app::Action to_action(Action action) { return {{&feature, 0}, Box(std::move(action))}; }

constinit const Feature feature{.name = "rating",
                                .pages = feature_pages,
                                .update = handle<&update>,
                                .answered = handle<&on_answer>,
                                .heard = handle<&on_event>};

}  // namespace ow::app::rating
