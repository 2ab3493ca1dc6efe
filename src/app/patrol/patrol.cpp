#include "src/app/patrol/patrol.hpp"

#include <array>
#include <utility>

#include "src/app/feature.hpp"
#include "src/app/field_errors.hpp"
#include "src/app/grid_home/pages.hpp"
#include "src/app/patrol/pages.hpp"

namespace ow::app::patrol {

namespace {

using domain::Value;

form::Setting setting_of(const Env& env) { return form::setting_of(env, form_code, form::Layout::sections); }

bool is_there(const Env& env) { return !env.form(form_code).fields.empty(); }

std::string slot_of(const Env& env) { return std::string(form_drafts) + env.owner() + "/patrol"; }

Route to_step(std::string page) {
    Route route = to_page(pages::patrol);
    route.set("page", std::move(page));
    return route;
}

void keep(Model& model, Env& env) {
    const bool blank = form::is_blank(model.form);
    model.keeping = env.effect(KeepDraft{model.slot, blank ? Value() : form::kept_form(model.form)});
}

/// What was written before, once there is a form that asks it; what is being written now is newer.
void take_stored(Model& model, Env& env) {
    if (!is_there(env) || model.stored.is_null()) {
        return;
    }
    const Value stored = std::exchange(model.stored, {});
    if (form::is_blank(model.form)) {
        form::take_kept(model.form, env, env.form(form_code), stored);
        form::enter(model.form, setting_of(env), env.route.value("page"));
    }
}

void enter(Env& env, const Route& route) {
    Model& model = env.state<Model>();
    if (std::string slot = slot_of(env); model.slot != slot) {
        model.slot = std::move(slot);
        model.fetching = env.effect(FetchDraft{model.slot});
    }
    take_stored(model, env);
    if (!is_there(env)) {
        return;
    }
    std::string page(route.value("page"));
    if (std::exchange(model.to_mend, false) && page.empty() && !model.form.errors.empty()) {
        page = form::page_asking(setting_of(env), model.form, model.form.errors.front().path);
    }
    form::enter(model.form, setting_of(env), page);
}

void send(Model& model, Env& env) {
    model.send_when_ready = false;
    Value body = form::kept_answers(setting_of(env), model.form);
    body.set("kind", form_code);
    domain::Command command;
    command.act = domain::filing_act;
    command.title = model.form.answers.text_at("place.text");
    command.blobs = form::pictures_of(model.form);
    command.draft = form::kept_form(model.form);
    command.draft_slot = model.slot;
    model.submission.send(env, std::move(command), domain::api::FileForm{std::move(body)});
    env.signal(FilingOffered{model.submission.key});
}

void follow(Model& model, Env& env, const form::Outcome& outcome) {
    if (outcome.edited) {
        keep(model, env);
    }
    if (outcome.left) {
        env.signal(GoTo{to_page(pages::grid)});
    } else if (outcome.moved) {
        env.signal(GoTo{to_step(model.form.page), NavigateHow::push, outcome.focus});
    } else if (outcome.submit && form::shrinking(model.form)) {
        model.send_when_ready = true;
    } else if (outcome.submit) {
        send(model, env);
    }
}

struct Apply {
    Model& model;
    Env& env;

    void operator()(const Filled& filled) const {
        follow(model, env, form::update(model.form, setting_of(env), env, filled.action));
    }
    void operator()(const Dropped&) const {
        form::drop_photos(model.form, env);
        model.submission.give_up(env);
        env.effect(KeepDraft{model.slot, {}});
        model.form = {};
        model.submission = Submission{};
        env.signal(GoTo{to_page(pages::grid), NavigateHow::leave});
    }
};

void watch_drops(Model& model, Env& env) {
    if (env.route.is(pages::patrol) && is_there(env) && !model.busy()) {
        form::watch_drops(model.drops, model.form, setting_of(env), env);
    } else {
        form::stop_drops(model.drops, env);
    }
}

void update(Model& model, Env& env, const Action& action) {
    if (!model.busy() && is_there(env)) {
        std::visit(Apply{model, env}, action);
    }
}

/// A refused one opens again, with what the server said.
void take_refused(Model& model, Env& env, const domain::CommandStatus& status) {
    if (!model.submission.key.empty() || !form::is_blank(model.form) || !is_there(env) || status.draft.is_null()) {
        return;
    }
    form::take_kept(model.form, env, env.form(form_code), status.draft);
    model.submission.key = status.key;
    model.submission.take(status);
    model.form.errors = status.error ? status.error->fields : std::vector<domain::FieldError>{};
    model.to_mend = true;
}

void on_seen(Model& model, Env& env, const domain::CommandStatus& status) {
    if (status.feature != feature.name) {
        return;
    }
    if (status.state == domain::CommandState::needs_attention) {
        take_refused(model, env, status);
        return;
    }
    if (model.submission.offered && model.submission.key == status.key) {
        // The outbox has it, and the worker walks on; the next one starts empty.
        model.form = {};
        model.submission = Submission{};
        if (env.route.is(pages::patrol)) {
            env.signal(ShowToast{{"patrol.kept", {}}, Tone::good});
            env.signal(GoTo{to_page(pages::grid), NavigateHow::leave});
        }
    }
}

void on_event(Model& model, Env& env, const Box& event) {
    if (const auto* seen = event.get<CommandSeen>()) {
        on_seen(model, env, seen->status);
    } else if (const auto* filed = event.get<world::FilingAcknowledged>()) {
        model.submission.take_end(filed->receipt.filing_key);
    } else if (const auto* discarded = event.get<world::CommandDiscarded>()) {
        model.submission.take_end(discarded->key);
    } else if (const auto* failed = event.get<world::SubmitFailed>()) {
        if (model.submission.take(*failed)) {
            const std::string reason(domain::to_code(failed->reason));
            env.announce({"appeal.not_submitted." + reason, {}}, Politeness::assertive);
        }
    } else if (event.holds<world::ProgramWhole>() || event.holds<world::FormsLoaded>()) {
        take_stored(model, env);
    }
}

/// Said once: what is written would be lost by a reload.
void on_unkept(Model& model, Env& env, world::StorageFailure reason) {
    if (std::exchange(model.save_failure, reason) != reason) {
        env.announce({"appeal.not_saved." + std::string(domain::to_code(reason)), {}}, Politeness::assertive);
    }
}

void on_told(Model& model, Env& env, RequestId id, const Box& answer) {
    if (const auto* fetched = answer.get<world::DraftFetched>()) {
        if (id == model.fetching) {
            model.stored = fetched->draft;
            take_stored(model, env);
        }
        return;
    }
    if (const auto* unkept = answer.get<world::DraftSaveFailed>()) {
        on_unkept(model, env, unkept->reason);
        return;
    }
    if (answer.holds<world::DraftSaved>()) {
        if (id == model.keeping) {
            model.save_failure.reset();
        }
        return;
    }
    if (!is_there(env)) {
        return;
    }
    const form::Outcome outcome = form::on_told(model.form, setting_of(env), env, id, answer);
    if (!outcome.heard) {
        form::drop_unheard(env, answer);
    }
    if (outcome.edited) {
        keep(model, env);
    }
    if (outcome.heard && model.send_when_ready && !form::shrinking(model.form)) {
        // Checked once more: the picture may have been refused.
        model.send_when_ready = false;
        follow(model, env, form::update(model.form, setting_of(env), env, form::SubmitPressed{}));
    }
}

/// Only who walks a grid reports in this way.
std::optional<PageError> error(const app::Model& all) {
    const domain::Account* account = account_of(all);
    if (account != nullptr && account->role == domain::Role::grid_worker) {
        return std::nullopt;
    }
    return PageError{domain::ApiErrorKind::forbidden, {}, {}};
}

Route above(const app::Model&) { return to_page(pages::grid); }

constexpr std::array feature_pages{Page{.address = &pages::patrol, .enter = enter, .error = error, .parent = above}};

}  // namespace

app::Action to_action(Action action) { return {{&feature, 0}, Box(std::move(action))}; }

constinit const Feature feature{.name = patrol_commands,
                                .pages = feature_pages,
                                .part = Feature::Part::rest,
                                .update = handle_then<&update, &watch_drops>,
                                .told = handle_then<&on_told, &watch_drops>,
                                .heard = handle_then<&on_event, &watch_drops>};

}  // namespace ow::app::patrol
