#include <array>
#include <utility>

#include "src/app/appeal/pages.hpp"
#include "src/app/appeal/parts.hpp"
#include "src/app/feature.hpp"

/// The descriptor: which part of the feature takes what.
namespace ow::app::appeal {

namespace {

bool is_in_form(const Env& env) {
    return env.route.is(pages::appeal_form) && !env.all.waiting_for_session && !env.all.forbidden;
}

void take_draft(Model& model, Env& env, const world::DraftLoaded& loaded) {
    const bool was_loaded = model.draft_loaded;
    on_draft_loaded(model, env, loaded);
    if (((!was_loaded && model.draft_loaded) || model.offered) && is_in_form(env)) {
        enter(model, env, appeal_step(env.route));
    }
}

void follow_other_tab(Model& model, Env& env, const world::DraftChangedElsewhere& changed) {
    if (!on_draft_changed_elsewhere(model, env, changed)) {
        // An empty form that stands open shows what is written in the other tab, instead of beginning over it.
        if (env.route.is(pages::appeal_form) && model.offered) {
            enter(model, env, appeal_step(env.route));
        }
        return;
    }
    env.signal(ShowToast{{"appeal.gone_elsewhere", {}}, Tone::info});
    if (env.route.is(pages::appeal_form)) {
        enter(model, env, appeal_step(env.route));
    } else if (env.route.is(pages::appeal_similar)) {
        enter_similar(model, env);
    }
}

void on_told(Model& model, Env& env, RequestId id, const Box& answer) {
    if (const auto* loaded = answer.get<world::DraftLoaded>()) {
        take_draft(model, env, *loaded);
    } else if (const auto* saved = answer.get<world::DraftSaved>()) {
        on_draft_saved(model, *saved);
    } else if (const auto* unsaved = answer.get<world::DraftSaveFailed>()) {
        on_draft_save_failed(model, env, *unsaved);
    } else if (answer.holds<world::TimerFired>()) {
        on_similar_timer(model, env);
    } else {
        on_device(model, env, id, answer);
    }
}

bool is_resident(const Env& env) { return env.account != nullptr && !domain::is_staff(*env.account); }

void on_event(Model& model, Env& env, const Box& event) {
    if (event.holds<SessionStarted>() || event.holds<OwnThingsWanted>()) {
        if (is_resident(env) || is_nobody(env.all)) {
            enter(model, env, std::nullopt);
        }
    } else if (event.holds<world::ProgramWhole>()) {
        // Nobody heard it when the page was opened.
        if (is_in_form(env)) {
            tell_opened(model, env);
        }
    } else if (const auto* found = event.get<FormFound>()) {
        on_found(model, env, *found);
    } else if (event.holds<PageLeft>()) {
        model.similar.found.cancel(env);
        watch_drops(model, env);
    } else if (const auto* elsewhere = event.get<world::DraftChangedElsewhere>()) {
        follow_other_tab(model, env, *elsewhere);
    } else if (const auto* changed = event.get<world::CommandChanged>()) {
        on_filing_changed(model, env, changed->status);
    } else if (const auto* seen = event.get<CommandSeen>()) {
        on_join_seen(model.similar, env, seen->status);
    } else if (const auto* done = event.get<CommandDone>()) {
        on_join_done(model.similar, env, *done);
    } else if (const auto* discarded = event.get<world::CommandDiscarded>()) {
        model.similar.join.take_end(discarded->key);
    } else if (const auto* acknowledged = event.get<world::FilingAcknowledged>()) {
        on_acknowledged(model, env, acknowledged->receipt.filing_key);
    } else if (const auto* failed = event.get<world::SubmitFailed>()) {
        on_submit_failed(model, env, *failed);
        if (model.similar.join.take(*failed)) {
            env.announce({"appeal.not_submitted." + std::string(domain::to_code(failed->reason)), {}},
                         Politeness::assertive);
        }
    } else if (const auto* reopened = event.get<world::FilingReopened>()) {
        on_reopened(model, env, *reopened);
    } else if (event.holds<DeviceCleared>()) {
        // Also a draft that the storage has not told of yet.
        discard_draft(model, env);
    }
}

/// What is wrong comes first, and who says so last.
bool admits(const app::Model& all, const Route&) { return is_nobody(all); }

void enter_landing(Env& env, const Route&) { env.signal(OwnThingsWanted{}); }
void enter_form(Env& env, const Route& route) { enter(env.state<Model>(), env, appeal_step(route)); }
void enter_offer(Env& env, const Route&) { enter_similar(env.state<Model>(), env); }

void form_title(const Route& route, Message& title) {
    title.key = "form.appeal.section." + std::string(domain::to_code(appeal_step(route))) + ".title";
}

Route above_form(const app::Model& all) {
    const AppealStep step = appeal_step(all.route);
    if (step == AppealStep::kind) {
        return to_page(pages::appeals);
    }
    return to_appeal_step(static_cast<AppealStep>(static_cast<int>(step) - 1));
}

Route above_offer(const app::Model&) { return to_appeal_step(AppealStep::where); }

constexpr std::array feature_pages{
    Page{.address = &pages::appeals, .enter = enter_landing},
    Page{.address = &pages::appeal_form,
         .enter = enter_form,
         .title = form_title,
         .parent = above_form,
         .admits = admits},
    Page{.address = &pages::appeal_similar, .enter = enter_offer, .parent = above_offer},
};

}  // namespace

app::Action to_action(Action action) { return {{&feature, 0}, Box(std::move(action))}; }

constinit const Feature feature{.name = "appeal",
                                .pages = feature_pages,
                                .update = handle<&update>,
                                .answered = handle<&on_answer>,
                                .told = handle<&on_told>,
                                .heard = handle<&on_event>};

}  // namespace ow::app::appeal

namespace ow::app {

std::optional<std::string> read_appeal_step(std::string_view, std::string value) {
    return domain::from_code<domain::AppealStep>(value) ? std::optional(std::move(value)) : std::nullopt;
}

Route to_appeal_step(domain::AppealStep step) {
    return to_page(pages::appeal_form, std::string(domain::to_code(step)));
}

domain::AppealStep appeal_step(const Route& route) {
    const auto step = domain::from_code<domain::AppealStep>(route.value("step"));
    return step.value_or(domain::AppealStep::kind);
}

}  // namespace ow::app
