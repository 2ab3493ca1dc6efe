#include "src/app/appeal/appeal.hpp"

#include <algorithm>
#include <utility>

#include "src/app/appeal/pages.hpp"
#include "src/app/appeal/parts.hpp"
#include "src/app/field_errors.hpp"
#include "src/app/filings/pages.hpp"
#include "src/app/mine/pages.hpp"
#include "src/app/session/pages.hpp"

namespace ow::app::appeal {

namespace {

using domain::AppealDraft;

form::Setting setting_of(const Env& env) { return form::setting_of(env, form_code, form::Layout::sections); }

AppealStep step_of(std::string_view page) { return domain::from_code<AppealStep>(page).value_or(AppealStep::kind); }

/// Pictures of the draft that is there, typed or found.
std::vector<domain::LocalPhoto> photos_of(const Model& model) {
    return model.offered ? model.offered->photos : draft_of(model, {}).photos;
}

void stamp(Model& model, Env& env) {
    if (model.key.empty()) {
        model.key = env.fresh_key();
    }
    model.saved_at = env.now;
    ++model.revision;
    model.refusal.reset();
    model.submit_failure.reset();
}

/// Something was typed, chosen or added: it is kept on the device at once.
void touch(Model& model, Env& env) {
    stamp(model, env);
    model.save = SaveState::saving;
    env.effect(SaveDraft{draft_of(model, env.owner())});
    env.signal(FormKept{std::string(form_code), model.form.answers});
}

void restore_photos(Model& model, Env& env, const AppealDraft& draft) {
    const auto& fields = env.form(form_code).fields;
    const auto photos = std::find_if(fields.begin(), fields.end(), [](const form::FormField& field) {
        return field.type == form::FieldType::attachments;
    });
    if (photos != fields.end()) {
        model.form.photos[photos->path].restore(env, draft.photos);
    }
}

/// Makes a stored draft the one that is being written.
void take_over(Model& model, Env& env, const AppealDraft& draft) {
    take_answers(model, draft);
    restore_photos(model, env, draft);
    model.offered.reset();
    model.save = SaveState::saved;
    model.restored = true;
}

/// Empty again; what the storage said stays known.
void start_over(Model& model) {
    const auto owner = model.loading_owner;
    const form::Drops drops = model.drops;
    model = Model{};
    model.loading_owner = owner;
    model.drops = drops;
    model.draft_loaded = true;
}

void go_to_page(Model& model, Env& env, std::string_view page, std::string focus = {}) {
    model.form.page = page;
    if (!form::is_blank(model.form)) {
        touch(model, env);
    }
    env.signal(GoTo{to_appeal_step(step_of(page)), NavigateHow::push, std::move(focus)});
}

void hand_over(Model& model, Env& env) {
    model.submit_when_ready = false;
    if (env.account == nullptr) {
        // Signing in comes last.
        model.submit_signed_in = true;
        Route login = to_page(pages::login);
        login.set("next", format_route(env.route));
        env.signal(GoTo{std::move(login)});
        return;
    }
    model.submit_signed_in = false;
    stamp(model, env);
    model.submitting = true;
    env.signal(FilingOffered{model.key});
    const AppealDraft draft = draft_of(model, env.owner());
    env.effect(SubmitFiling{draft, domain::normalise(domain::to_filing(draft))});
}

/// What came of filling in: pages are addresses, what is right goes to the outbox, similar cases stand in between.
void follow(Model& model, Env& env, const form::Outcome& outcome) {
    if (outcome.edited) {
        model.similar.found.cancel(env);  // asked about something else by now
        touch(model, env);
    }
    if (outcome.left) {
        env.signal(GoTo{to_page(pages::appeals), NavigateHow::push});
    } else if (outcome.moved) {
        go_to_page(model, env, model.form.page, outcome.focus);
    } else if (outcome.submit && form::shrinking(model.form)) {
        model.submit_when_ready = true;
    } else if (outcome.submit) {
        hand_over(model, env);
    }
}

void reopen_filing(Model& model, Env& env, const std::string& key) {
    for (const domain::LocalPhoto& photo : photos_of(model)) {
        env.effect(DropPhoto{photo.local_id});
    }
    env.effect(ReopenFiling{key, env.fresh_key()});
}

struct Apply {
    Model& model;
    Env& env;

    void operator()(const Filled& filled) const {
        const bool onward = std::holds_alternative<form::NextPressed>(filled.action);
        if (onward && model.similar.found.busy()) {
            return;
        }
        const std::string before = model.form.page;
        const form::Outcome outcome = form::update(model.form, setting_of(env), env, filled.action);
        const bool past_where = onward && outcome.moved && before == domain::to_code(AppealStep::where);
        if (past_where && look(model.similar, env, draft_of(model, env.owner()))) {
            model.form.page = before;
            return;
        }
        follow(model, env, outcome);
    }
    void operator()(const OfferDeclined&) const {
        model.similar.declined = true;
        go_to_page(model, env, domain::to_code(AppealStep::contact));
    }
    void operator()(const CaseJoined& joined) const { join(model.similar, env, joined.number); }
    void operator()(const DraftContinued&) const {
        if (model.offered) {
            take_over(model, env, AppealDraft(*model.offered));
        }
        env.signal(GoTo{to_appeal_step(step_of(model.form.page)), NavigateHow::push});
    }
    void operator()(const DiscardPressed&) const {
        env.signal(OpenDialog{{.name = "discard_draft", .confirmed = to_action(DiscardConfirmed{})}});
    }
    void operator()(const DiscardConfirmed&) const {
        discard_draft(model, env);
        env.signal(FormEnded{std::string(form_code), FormEnded::How::thrown_away});
        if (env.route.is(pages::appeal_form)) {
            env.signal(GoTo{to_appeal_step(AppealStep::kind), NavigateHow::replace});
        } else if (env.route.is(pages::appeal_similar)) {
            env.signal(GoTo{to_page(pages::mine), NavigateHow::replace});
        }
    }
    void operator()(const FilingMended& mended) const {
        if (has_draft(model)) {
            env.signal(OpenDialog{{.name = "replace_draft", .confirmed = to_action(ReplaceConfirmed{mended.key})}});
            return;
        }
        reopen_filing(model, env, mended.key);
    }
    void operator()(const ReplaceConfirmed& replace) const { reopen_filing(model, env, replace.key); }
};

/// The outbox has it: the next appeal starts empty.
void handed_over(Model& model, Env& env, const std::string& key) {
    start_over(model);
    env.signal(FormEnded{std::string(form_code), FormEnded::How::filed});
    // Back leads to what was before the form: it is finished.
    env.signal(GoTo{to_page(pages::appeal_sent, key), NavigateHow::leave});
}

}  // namespace

void enter(Model& model, Env& env, std::optional<AppealStep> step) {
    const std::string owner = env.owner();
    if (model.loading_owner != owner) {
        // Who has signed in goes on with what they wrote before; it is kept under their name once it is known what
        // they had there.
        model.loading_owner = owner;
        model.draft_loaded = false;
        env.effect(LoadDraft{owner});
    }
    if (!step) {
        return;
    }
    if (owner.empty()) {
        model.submit_signed_in = false;  // come back without having signed in
    }
    if (model.offered) {
        take_over(model, env, AppealDraft(*model.offered));
    }
    // Browser history may lead into the form after it was handed over or discarded.
    if (model.draft_loaded && form::is_blank(model.form) && *step != AppealStep::kind && !model.submitting) {
        env.signal(GoTo{to_appeal_step(AppealStep::kind), NavigateHow::replace});
        return;
    }
    form::enter(model.form, setting_of(env), domain::to_code(*step));
    tell_opened(model, env);
}

void tell_opened(const Model& model, Env& env) {
    if (model.draft_loaded && !model.submitting) {
        env.signal(
            FormOpened{std::string(form_code), env.form(form_code), model.form.answers, !form::is_blank(model.form)});
    }
}

void on_found(Model& model, Env& env, const FormFound& found) {
    if (found.code != form_code || !model.draft_loaded || model.submitting || model.submit_when_ready) {
        return;
    }
    form::take_answers(model.form, env.form(form_code), found.answers);
    model.form.errors.clear();
    touch(model, env);
    // Where the place lies is marked as the answers say.
    const AppealDraft draft = draft_of(model, env.owner());
    take_answers(model, draft);
}

void enter_similar(const Model& model, Env& env) {
    const auto& offer = model.similar.found.value;
    if (!offer || offer->items.empty()) {
        env.signal(GoTo{to_appeal_step(AppealStep::where), NavigateHow::replace});
    }
}

bool on_answer(Model& model, Env& env, RequestId id, const domain::ApiResult& result) {
    if (!model.similar.found.take(id, result)) {
        return false;
    }
    const auto& offer = model.similar.found.value;
    if (offer && !offer->items.empty()) {
        env.signal(GoTo{to_page(pages::appeal_similar), NavigateHow::push});
    } else {
        go_to_page(model, env, domain::to_code(AppealStep::contact));
    }
    return true;
}

void on_similar_timer(Model& model, Env& env) {
    if (model.similar.found.busy()) {
        model.similar.found.cancel(env);
        go_to_page(model, env, domain::to_code(AppealStep::contact));
    }
}

void update(Model& model, Env& env, const Action& action) {
    // While the outbox takes it over nothing may change: what is sent is what was checked.
    const bool waiting_tap = model.submitting || model.submit_when_ready;
    const bool confirmed =
        std::holds_alternative<DiscardConfirmed>(action) || std::holds_alternative<ReplaceConfirmed>(action);
    if (waiting_tap && !confirmed) {
        return;
    }
    std::visit(Apply{model, env}, action);
    watch_drops(model, env);
}

void on_draft_loaded(Model& model, Env& env, const world::DraftLoaded& result) {
    const bool found = result.draft && !domain::is_blank(*result.draft);
    if (model.draft_loaded) {
        // Asked for below: what was written before signing in, by who had to load the page anew for that.
        if (result.owner.empty() && !env.owner().empty() && found && !has_draft(model)) {
            model.offered = result.draft;
        }
        return;
    }
    if (result.owner != env.owner()) {
        // The session ended meanwhile: whoever comes back has it loaded again.
        if (result.owner == model.loading_owner) {
            model.loading_owner.reset();
        }
        return;
    }
    model.draft_loaded = true;
    if (form::is_blank(model.form)) {
        if (found) {
            model.offered = result.draft;
        } else if (!result.owner.empty()) {
            env.effect(LoadDraft{});
        }
        return;
    }
    if (result.owner.empty()) {
        return;
    }
    // Written before signing in: from now on it is theirs. What they had is shown beside it.
    if (found) {
        Model before;
        take_answers(before, *result.draft);
        if (photos_of(model).empty()) {
            restore_photos(model, env, *result.draft);
        }
        env.signal(FormMet{std::string(form_code), before.form.answers, before.saved_at});
    }
    env.effect(DeleteDraft{});
    touch(model, env);
    if (model.submit_signed_in && !found) {
        hand_over(model, env);
    }
}

bool on_draft_changed_elsewhere(Model& model, Env& env, const world::DraftChangedElsewhere& change) {
    // Words that are not on the device yet are never replaced: written next, they are what the other tab then shows.
    const bool unsaved = model.save == SaveState::saving || model.save == SaveState::failed;
    if (!model.draft_loaded || change.owner != env.owner() || model.submitting || model.submit_when_ready || unsaved) {
        return false;
    }
    const bool writing = !form::is_blank(model.form);
    if (!change.draft) {
        const bool gone = writing || model.offered;
        if (gone) {
            start_over(model);
            env.signal(FormEnded{std::string(form_code), FormEnded::How::filed});
        }
        return gone;
    }
    if (!writing) {
        model.offered = change.draft;
        return false;
    }
    const std::string page = model.form.page;
    const bool same_photos = change.draft->photos == draft_of(model, {}).photos;
    if (form::shrinking(model.form) || same_photos) {
        // The pictures of this tab stay as they are: the rest is what was written last.
        take_answers(model, *change.draft);
    } else {
        take_over(model, env, *change.draft);
    }
    model.form.page = page;
    model.save = SaveState::saved;
    env.signal(FormKept{std::string(form_code), model.form.answers});
    return false;
}

void on_draft_saved(Model& model, const world::DraftSaved& result) {
    if (result.revision == model.revision && model.save == SaveState::saving) {
        model.save = SaveState::saved;
        model.save_failure.reset();
    }
}

void on_draft_save_failed(Model& model, Env& env, const world::DraftSaveFailed& result) {
    const bool told = model.save_failure == result.reason;
    model.save = SaveState::failed;
    model.save_failure = result.reason;
    if (!told) {
        const std::string reason(domain::to_code(result.reason));
        env.announce({"appeal.not_saved." + reason, {}}, Politeness::assertive);
    }
}

void on_filing_changed(Model& model, Env& env, const domain::CommandStatus& status) {
    if (model.submitting && status.key == model.key) {
        handed_over(model, env, status.key);
    }
}

void on_acknowledged(Model& model, Env& env, const std::string& key) {
    if (model.submitting && key == model.key) {
        handed_over(model, env, key);
    }
}

void on_submit_failed(Model& model, Env& env, const world::SubmitFailed& result) {
    if (!model.submitting || result.key != model.key) {
        return;
    }
    model.submitting = false;
    model.submit_failure = result.reason;
    env.announce({"appeal.not_submitted." + std::string(domain::to_code(result.reason)), {}}, Politeness::assertive);
}

void on_reopened(Model& model, Env& env, const world::FilingReopened& result) {
    if (result.draft.owner != env.owner()) {
        return;
    }
    take_over(model, env, result.draft);
    model.draft_loaded = true;
    model.restored = false;
    model.refusal = result.error;
    model.form.page = domain::to_code(AppealStep::check);
    if (result.error && !result.error->fields.empty()) {
        model.form.page = form::page_asking(setting_of(env), model.form, result.error->fields.front().path);
        model.form.errors = result.error->fields;
    }
    env.signal(GoTo{to_appeal_step(step_of(model.form.page)), NavigateHow::push, std::string(error_summary_node)});
}

void on_device(Model& model, Env& env, RequestId id, const Box& answer) {
    const form::Outcome outcome = form::on_told(model.form, setting_of(env), env, id, answer);
    if (!outcome.heard) {
        form::drop_unheard(env, answer);
    }
    if (outcome.edited) {
        touch(model, env);
    }
    if (outcome.heard && model.submit_when_ready && !form::shrinking(model.form)) {
        // Checked once more: the picture may have been refused.
        model.submit_when_ready = false;
        follow(model, env, form::update(model.form, setting_of(env), env, form::SubmitPressed{}));
    }
    watch_drops(model, env);
}

void discard_draft(Model& model, Env& env) {
    for (const domain::LocalPhoto& photo : photos_of(model)) {
        env.effect(DropPhoto{photo.local_id});
    }
    env.effect(DeleteDraft{env.owner()});
    start_over(model);
    env.announce({"appeal.draft_discarded", {}});
}

void watch_drops(Model& model, Env& env) {
    if (env.route.is(pages::appeal_form)) {
        form::watch_drops(model.drops, model.form, setting_of(env), env);
    } else {
        form::stop_drops(model.drops, env);
    }
}

bool has_draft(const Model& model) { return model.offered.has_value() || !form::is_blank(model.form); }

}  // namespace ow::app::appeal
