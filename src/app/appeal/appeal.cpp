#include "src/app/appeal/appeal.hpp"

#include <algorithm>
#include <utility>

#include "src/app/appeal/checks.hpp"
#include "src/app/appeal/pages.hpp"
#include "src/app/appeal/parts.hpp"
#include "src/app/field_errors.hpp"
#include "src/app/filings/pages.hpp"
#include "src/app/mine/pages.hpp"

namespace ow::app::appeal {

namespace {

using domain::AppealDraft;

void stamp(Model& model, Env& env) {
    AppealDraft& draft = model.draft;
    if (draft.key.empty()) {
        draft.key = env.fresh_key();
    }
    draft.owner = env.owner();
    draft.photos = model.photos.kept();
    draft.marked = model.locate == LocateState::marked;
    draft.saved_at = env.now;
    ++draft.revision;
    model.refusal.reset();
    model.submit_failure.reset();
}

/// Something was typed, chosen or added: it is kept on the device at once.
void touch(Model& model, Env& env) {
    stamp(model, env);
    model.save = SaveState::saving;
    env.effect(SaveDraft{model.draft});
}

/// Where the position of a stored draft came from.
LocateState locate_of(const AppealDraft& draft) {
    if (!draft.position) {
        return LocateState::idle;
    }
    return draft.marked ? LocateState::marked : LocateState::found;
}

/// Makes a stored draft the one that is being written.
void take_over(Model& model, Env& env, AppealDraft draft) {
    model.photos.restore(env, draft.photos);
    model.locate = locate_of(draft);
    model.draft = std::move(draft);
    model.offered.reset();
    model.save = SaveState::saved;
    model.restored = true;
}

/// Empty again; what the storage said stays known.
void start_over(Model& model) {
    const std::string owner = model.loading_owner;
    const auto drop_room = model.drop_room;
    model = Model{};
    model.loading_owner = owner;
    model.drop_room = drop_room;
    model.draft_loaded = true;
}

void go_to_step(Model& model, Env& env, AppealStep step, std::string focus = {}) {
    model.draft.step = step;
    if (!domain::is_blank(model.draft)) {
        touch(model, env);
    }
    env.signal(GoTo{to_appeal_step(step), NavigateHow::push, std::move(focus)});
}

void show_errors(Model& model, Env& env, std::vector<domain::FieldError> errors) {
    model.errors = std::move(errors);
    env.effect(FocusNode{std::string(error_summary_node)});
}

void hand_over(Model& model, Env& env) {
    model.submit_when_ready = false;
    auto errors = check_all(model, env);
    if (!errors.empty()) {
        show_errors(model, env, std::move(errors));
        return;
    }
    stamp(model, env);
    model.submitting = true;
    env.signal(FilingOffered{model.draft.key});
    env.effect(SubmitFiling{model.draft, domain::normalise(domain::to_filing(model.draft))});
}

void submit(Model& model, Env& env) {
    model.errors.clear();
    if (model.photos.shrinking()) {
        model.submit_when_ready = true;
        return;
    }
    hand_over(model, env);
}

void next(Model& model, Env& env) {
    if (model.similar.found.busy()) {
        return;
    }
    const AppealStep step = model.draft.step;
    auto errors = check_step(model, env, step);
    if (!errors.empty()) {
        show_errors(model, env, std::move(errors));
        return;
    }
    model.errors.clear();
    if (step == AppealStep::check) {
        submit(model, env);
        return;
    }
    if (step == AppealStep::where && look(model.similar, env, model.draft)) {
        return;
    }
    go_to_step(model, env, static_cast<AppealStep>(static_cast<int>(step) + 1));
}

void previous(Model& model, Env& env) {
    model.errors.clear();
    if (model.draft.step == AppealStep::kind) {
        env.signal(GoTo{to_page(pages::appeals), NavigateHow::push});
        return;
    }
    go_to_step(model, env, static_cast<AppealStep>(static_cast<int>(model.draft.step) - 1));
}

std::string& text_of(AppealDraft& draft, Field field) {
    switch (field) {
        case Field::description: return draft.description;
        case Field::place_text: return draft.place_text;
        case Field::contact_phone: return draft.contact_phone;
        case Field::title: break;
    }
    return draft.title;
}

void reopen_filing(Model& model, Env& env, const std::string& key) {
    for (const domain::LocalPhoto& photo : model.offered ? model.offered->photos : model.draft.photos) {
        env.effect(DropPhoto{photo.local_id});
    }
    env.effect(ReopenFiling{key, env.fresh_key()});
}

struct Apply {
    Model& model;
    Env& env;

    void changed(std::string_view path) const {
        model.similar.found.cancel(env);  // asked about something else by now
        clear_error(model.errors, path);
        touch(model, env);
    }

    void operator()(const CategoryChosen& choice) const {
        model.draft.category = choice.category;
        changed("category");
    }
    void operator()(const TextEdited& edit) const {
        text_of(model.draft, edit.field) = edit.value;
        changed(path_of(edit.field));
    }
    void operator()(const GridChosen& choice) const {
        // A mark on the map lies in the grid it chose; another grid leaves it behind.
        if (model.locate == LocateState::marked && choice.grid_id != model.draft.grid_id) {
            model.draft.position.reset();
            model.locate = LocateState::idle;
        }
        model.draft.grid_id = choice.grid_id;
        model.grid_list_open = false;
        changed("place.grid_id");
    }
    void operator()(const GridListToggled&) const { model.grid_list_open = !model.grid_list_open; }
    void operator()(const LocatePressed&) const {
        if (model.locate == LocateState::asking) {
            return;
        }
        model.locate = LocateState::asking;
        model.locate_failure.reset();
        model.locating = env.effect(LocateDevice{});
    }
    void operator()(const PositionCleared&) const {
        model.draft.position.reset();
        model.locate = LocateState::idle;
        model.locating = 0;
        changed("place.lon");
    }
    void operator()(const PlaceMarked& marked) const {
        model.draft.position = marked.position;
        model.draft.grid_id = marked.grid_id;
        model.locate = LocateState::marked;
        model.locating = 0;
        clear_error(model.errors, "place.lon");
        changed("place.grid_id");
    }
    void operator()(const PhotosWanted& wanted) const {
        const int room = model.photos.room(photos_max(env.form(form_id)));
        if (room > 0) {
            env.effect(PickPhotos{wanted.source, room});
        }
    }
    void operator()(const PhotoRemoved& removed) const {
        model.photos.remove(env, removed.local_id);
        std::erase_if(model.errors,
                      [](const domain::FieldError& error) { return error.path.starts_with("attachments"); });
        touch(model, env);
    }
    void operator()(const ContactModeChosen& choice) const {
        model.draft.contact_mode = choice.mode;
        changed("contact.mode");
    }
    void operator()(const ConsentChanged& change) const {
        model.draft.consent = change.given;
        changed("consent");
    }
    void operator()(const NextPressed&) const { next(model, env); }
    void operator()(const PreviousPressed&) const { previous(model, env); }
    void operator()(const StepWanted& wanted) const { go_to_step(model, env, wanted.step); }
    void operator()(const ErrorFollowed& followed) const {
        const AppealStep step = step_of(env.form(form_id), followed.path);
        if (step != model.draft.step) {
            go_to_step(model, env, step, field_node(followed.path));
        } else {
            env.effect(FocusNode{field_node(followed.path)});
        }
    }
    void operator()(const OfferDeclined&) const {
        model.similar.declined = true;
        go_to_step(model, env, AppealStep::contact);
    }
    void operator()(const CaseJoined& joined) const { join(model.similar, env, joined.number); }
    void operator()(const SubmitPressed&) const { submit(model, env); }
    void operator()(const DraftContinued&) const {
        if (model.offered) {
            take_over(model, env, std::move(*model.offered));
        }
        env.signal(GoTo{to_appeal_step(model.draft.step), NavigateHow::push});
    }
    void operator()(const DiscardPressed&) const {
        env.signal(OpenDialog{{.name = "discard_draft", .confirmed = to_action(DiscardConfirmed{})}});
    }
    void operator()(const DiscardConfirmed&) const {
        discard_draft(model, env);
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
    // Back leads to what was before the form: it is finished.
    env.signal(GoTo{to_page(pages::appeal_sent, key), NavigateHow::leave});
}

void photos_changed(Model& model, Env& env) {
    touch(model, env);
    if (model.submit_when_ready && !model.photos.shrinking()) {
        hand_over(model, env);
    }
}

}  // namespace

void enter(Model& model, Env& env, std::optional<AppealStep> step) {
    const std::string owner = env.owner();
    if (!owner.empty() && model.loading_owner != owner) {
        model.loading_owner = owner;
        model.draft_loaded = false;
        env.effect(LoadDraft{owner});
    }
    if (!step) {
        return;
    }
    if (model.offered) {
        take_over(model, env, std::move(*model.offered));
    }
    // Browser history may lead into the form after it was handed over or discarded.
    if (model.draft_loaded && domain::is_blank(model.draft) && *step != AppealStep::kind && !model.submitting) {
        env.signal(GoTo{to_appeal_step(AppealStep::kind), NavigateHow::replace});
        return;
    }
    model.draft.step = *step;
    std::erase_if(model.errors,
                  [&](const domain::FieldError& error) { return step_of(env.form(form_id), error.path) != *step; });
}

void enter_similar(const Model& model, Env& env) {
    const auto& offer = model.similar.found.value;
    if (!offer || offer->items.empty()) {
        env.signal(GoTo{to_appeal_step(AppealStep::where), NavigateHow::replace});
    }
}

bool on_answer(Model& model, Env& env, RequestId id, const domain::ApiResult& result) {
    if (!model.similar.found.take(id, result)) {
        return on_join_answer(model.similar, env, id, result);
    }
    const auto& offer = model.similar.found.value;
    if (offer && !offer->items.empty()) {
        env.signal(GoTo{to_page(pages::appeal_similar), NavigateHow::push});
    } else {
        go_to_step(model, env, AppealStep::contact);
    }
    return true;
}

void on_similar_timer(Model& model, Env& env) {
    if (model.similar.found.busy()) {
        model.similar.found.cancel(env);
        go_to_step(model, env, AppealStep::contact);
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
    if (model.draft_loaded) {
        return;
    }
    if (result.owner != env.owner()) {
        // The session ended meanwhile: whoever comes back has it loaded again.
        if (result.owner == model.loading_owner) {
            model.loading_owner.clear();
        }
        return;
    }
    model.draft_loaded = true;
    if (result.draft && !domain::is_blank(*result.draft) && domain::is_blank(model.draft)) {
        model.offered = result.draft;
    }
}

bool on_draft_changed_elsewhere(Model& model, Env& env, const world::DraftChangedElsewhere& change) {
    // Words that are not on the device yet are never replaced: written next, they are what the other tab then shows.
    const bool unsaved = model.save == SaveState::saving || model.save == SaveState::failed;
    if (!model.draft_loaded || change.owner != env.owner() || model.submitting || model.submit_when_ready || unsaved) {
        return false;
    }
    const bool writing = !domain::is_blank(model.draft);
    if (!change.draft) {
        const bool gone = writing || model.offered;
        if (gone) {
            start_over(model);
        }
        return gone;
    }
    if (!writing) {
        model.offered = change.draft;
        return false;
    }
    const AppealStep step = model.draft.step;
    const bool same_photos = change.draft->photos == model.draft.photos;
    if (model.photos.shrinking() || same_photos) {
        // The pictures of this tab stay as they are: the rest is what was written last.
        model.draft = *change.draft;
        model.locate = locate_of(model.draft);
    } else {
        take_over(model, env, *change.draft);
    }
    model.draft.step = step;
    model.save = SaveState::saved;
    return false;
}

void on_draft_saved(Model& model, const world::DraftSaved& result) {
    if (result.revision == model.draft.revision && model.save == SaveState::saving) {
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

void on_filing_changed(Model& model, Env& env, const domain::FilingStatus& status) {
    if (model.submitting && status.key == model.draft.key) {
        handed_over(model, env, status.key);
    }
}

void on_acknowledged(Model& model, Env& env, const std::string& key) {
    if (model.submitting && key == model.draft.key) {
        handed_over(model, env, key);
    }
}

void on_submit_failed(Model& model, Env& env, const world::SubmitFailed& result) {
    if (!model.submitting || result.key != model.draft.key) {
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
    AppealStep step = AppealStep::check;
    if (result.error && !result.error->fields.empty()) {
        step = step_of(env.form(form_id), result.error->fields.front().path);
        model.errors = result.error->fields;
    }
    model.draft.step = step;
    env.signal(GoTo{to_appeal_step(step), NavigateHow::push, std::string(error_summary_node)});
}

void on_located(Model& model, Env& env, RequestId id, const world::Located& result) {
    if (id != model.locating) {
        return;
    }
    model.locating = 0;
    model.locate = LocateState::found;
    model.draft.position = result.position;
    const domain::Grid* nearest = env.reference ? domain::nearest_grid(*env.reference, result.position) : nullptr;
    if (nearest != nullptr && model.draft.grid_id.empty()) {
        model.draft.grid_id = nearest->id;
    }
    touch(model, env);
    env.announce({"appeal.located", {}});
}

void on_locate_failed(Model& model, Env& env, RequestId id, const world::LocateFailed& result) {
    if (id != model.locating) {
        return;
    }
    model.locating = 0;
    model.locate = LocateState::failed;
    model.locate_failure = result.reason;
    env.announce({"appeal.not_located." + std::string(domain::to_code(result.reason)), {}});
}

void on_photos_picked(Model& model, Env& env, const world::PhotoPicked& picked) {
    if (model.photos.room(photos_max(env.form(form_id))) > 0) {
        model.photos.left_out = 0;
        model.photos.add(picked);
        touch(model, env);
    } else {
        env.effect(DropPhoto{picked.local_id});
    }
}

void on_photos_left_out(Model& model, Env& env, int count) {
    model.photos.left_out = count;
    env.announce({"photos.left_out", {{"count", std::int64_t{count}}}}, Politeness::assertive);
}

bool on_photo_ready(Model& model, Env& env, const world::PhotoReady& result) {
    if (!model.photos.take(result)) {
        return false;
    }
    env.announce({"photos.added", {{"name", result.photo.name}}});
    photos_changed(model, env);
    return true;
}

bool on_photo_refused(Model& model, Env& env, const world::PhotoRefused& result) {
    if (!model.photos.take(result)) {
        return false;
    }
    env.announce({"photos.refused." + std::string(domain::to_code(result.reason)), {}}, Politeness::assertive);
    if (model.submit_when_ready && !model.photos.shrinking()) {
        hand_over(model, env);
    }
    return true;
}

void discard_draft(Model& model, Env& env) {
    const std::vector<domain::LocalPhoto>& stored = model.offered ? model.offered->photos : model.draft.photos;
    for (const domain::LocalPhoto& photo : stored) {
        env.effect(DropPhoto{photo.local_id});
    }
    env.effect(DeleteDraft{env.owner()});
    start_over(model);
    env.announce({"appeal.draft_discarded", {}});
}

void watch_drops(Model& model, Env& env) {
    const bool asks = env.route.is(pages::appeal_form) && appeal_step(env.route) == AppealStep::where;
    const auto room = asks ? std::optional(model.photos.room(photos_max(env.form(form_id)))) : std::nullopt;
    if (room != model.drop_room) {
        model.drop_room = room;
        env.effect(AcceptPhotos{room});
    }
}

}  // namespace ow::app::appeal
