#include "src/app/rating/rating.hpp"

#include "src/app/field_errors.hpp"
#include "src/domain/text.hpp"

namespace ow::app::rating {

namespace {

namespace api = domain::api;
using domain::FieldCode;

constexpr int score_max = 5;
/// A rating at or below this reopens the case (product.md, "States and steps").
constexpr int reopen_at = 2;

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

}  // namespace

bool would_reopen(const Model& model) {
    return (model.score >= 1 && model.score <= reopen_at) || model.solved == false;
}

void enter(Model& model, Env& env, const std::string& number, const std::string& query_code) {
    (void)env;
    if (model.number == number && !model.done) {
        model.query_code = query_code;
        return;
    }
    model = Model{};
    model.number = number;
    model.query_code = query_code;
}

void update(Model& model, Env& env, const Action& action) {
    if (!model.write.busy() && !model.done) {
        std::visit(Apply{model, env}, action);
    }
}

bool on_answer(Model& model, Env& env, RequestId id, const domain::ApiResult& result) {
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

}  // namespace ow::app::rating
