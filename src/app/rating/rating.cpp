#include "src/app/rating/rating.hpp"

#include <array>
#include <utility>

#include "src/app/case_page/pages.hpp"
#include "src/app/feature.hpp"
#include "src/app/field_errors.hpp"
#include "src/app/rating/pages.hpp"
#include "src/app/track/pages.hpp"
#include "src/domain/catalogue.hpp"
#include "src/domain/text.hpp"

namespace ow::app::rating {

namespace {

namespace api = domain::api;
using domain::FieldCode;

constexpr int score_max = 5;

void add_error(Model& model, std::string path, FieldCode code) {
    domain::FieldError error;
    error.path = std::move(path);
    error.code = code;
    model.errors.push_back(std::move(error));
}

void check(Model& model) {
    model.errors.clear();
    if (model.score < 1 || model.score > score_max) {
        add_error(model, "score", FieldCode::required);
    }
    if (!model.solved) {
        add_error(model, "solved", FieldCode::required);
    }
    if (domain::visible_length(domain::trim(model.comment)) > comment_max) {
        add_error(model, "comment", FieldCode::too_long);
        model.errors.back().max = comment_max;
    }
}

void submit(Model& model, Env& env) {
    check(model);
    if (!model.errors.empty()) {
        env.effect(FocusNode{std::string(error_summary_node)});
        return;
    }
    const std::string comment = domain::clean_text(model.comment, domain::Lines::several);
    if (model.query_code.empty()) {
        model.write.send(env, api::RateCase{model.number, model.score, *model.solved, comment});
    } else {
        model.write.send(env, api::RateTracked{model.number, model.query_code, model.score, *model.solved, comment});
    }
}

struct Apply {
    Model& model;
    Env& env;

    void changed(std::string_view path) const {
        model.write.changed();
        clear_error(model.errors, path);
    }
    void operator()(const ScoreChosen& choice) const {
        model.score = choice.score;
        changed("score");
    }
    void operator()(const SolvedChosen& choice) const {
        model.solved = choice.solved;
        changed("solved");
    }
    void operator()(const CommentEdited& edit) const {
        model.comment = edit.value;
        changed("comment");
    }
    void operator()(const Submitted&) const { submit(model, env); }
};

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
    if (!model.write.busy() && !model.done) {
        std::visit(Apply{model, env}, action);
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
        model.errors = result.error().fields;
        if (result.error().kind == domain::ApiErrorKind::conflict) {
            env.signal(CaseStale{model.number});
        }
        env.effect(FocusNode{std::string(error_summary_node)});
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

bool would_reopen(const Model& model) { return domain::rating_reopens(model.score, model.solved); }

app::Action to_action(Action action) { return {{&feature, 0}, Box(std::move(action))}; }

constinit const Feature feature{.name = "rating",
                                .pages = feature_pages,
                                .update = handle<&update>,
                                .answered = handle<&on_answer>,
                                .heard = handle<&on_event>};

}  // namespace ow::app::rating
