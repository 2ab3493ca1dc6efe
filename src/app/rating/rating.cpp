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
    domain::Value kept = form::kept_answers(setting_of(env), model.form);
    domain::Command command;
    command.act = "rating";
    command.subject = model.number;
    command.draft = form::kept_form(model.form);
    if (model.query_code.empty()) {
        command.title = model.detail.value ? model.detail.value->summary.title : std::string();
        model.submission.send(env, std::move(command), api::RateCase{model.number, std::move(kept)});
    } else {
        model.submission.send(env, std::move(command),
                              api::RateTracked{model.number, model.query_code, std::move(kept)});
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
    fresh.waiting = std::move(model.waiting);
    if (fresh.seen && fresh.seen->summary.number == number) {
        fresh.detail.value = fresh.seen;
    }
    model = std::move(fresh);
}

/// A rating that the outbox has is the one of the page: of this run, or of one before.
void take_up(Model& model, Env& env) {
    const auto found = model.waiting.find(model.number);
    if (found == model.waiting.end()) {
        return;
    }
    const domain::CommandStatus& status = found->second;
    if (model.submission.key != status.key && !model.submission.busy()) {
        model.submission.key = status.key;
        if (form::is_blank(model.form) && !status.draft.is_null()) {
            form::take_kept(model.form, env, env.form(form_code), status.draft);
        }
    }
    const bool refused_before = model.submission.refused();
    if (!model.submission.take(status) || refused_before || !model.submission.refused()) {
        return;
    }
    const domain::ApiError error = *model.submission.error();
    if (error.kind == domain::ApiErrorKind::conflict) {
        env.signal(CaseStale{model.number});
    }
    if (env.route.is(pages::case_rate)) {
        form::show_errors(model.form, env, error.fields);
    } else {
        model.form.errors = error.fields;
    }
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
    take_up(model, env);
}

void update(Model& model, Env& env, const Action& action) {
    if (model.submission.busy() || model.done) {
        return;
    }
    if (std::holds_alternative<GivenUp>(action)) {
        env.signal(OpenDialog{{.name = "discard_command", .confirmed = to_action(GiveUpConfirmed{})}});
        return;
    }
    const auto* filled = std::get_if<Filled>(&action);
    if (filled == nullptr) {
        model.submission.give_up(env);
        return;
    }
    const form::Outcome outcome = form::update(model.form, setting_of(env), env, filled->action);
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
    return false;
}

void on_seen(Model& model, Env& env, const domain::CommandStatus& status) {
    if (status.feature == feature.name) {
        model.waiting[status.subject] = status;
        take_up(model, env);
    }
}

void forget(Model& model, const std::string& key) {
    std::erase_if(model.waiting, [&](const auto& entry) { return entry.second.key == key; });
}

void on_done(Model& model, Env& env, const CommandDone& done) {
    if (done.command.feature != feature.name) {
        return;
    }
    const bool shown = model.submission.take_end(done.command.id) && env.route.is(pages::case_rate);
    forget(model, done.command.id);
    const bool reopened = done.detail && done.detail->summary.state != domain::State::closed;
    const Message said{reopened ? "rating.reopened" : "rating.thanks", {}};
    if (!shown) {
        env.signal(ShowToast{said, Tone::good});
        return;
    }
    model.done = true;
    model.reopened = reopened;
    env.effect(FocusHeading{});
    env.announce(said);
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
    if (const auto* status = event.get<CommandSeen>()) {
        on_seen(model, env, status->status);
    } else if (const auto* done = event.get<CommandDone>()) {
        on_done(model, env, *done);
    } else if (const auto* discarded = event.get<world::CommandDiscarded>()) {
        model.submission.take_end(discarded->key);
        forget(model, discarded->key);
    } else if (const auto* failed = event.get<world::SubmitFailed>()) {
        if (model.submission.take(*failed)) {
            const std::string reason(domain::to_code(failed->reason));
            env.announce({"appeal.not_submitted." + reason, {}}, Politeness::assertive);
        }
    } else if (const auto* seen = event.get<CaseSeen>()) {
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

const domain::CommandStatus* find_waiting(const Model& model, const std::string& number) {
    const auto found = model.waiting.find(number);
    return found == model.waiting.end() ? nullptr : &found->second;
}

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
