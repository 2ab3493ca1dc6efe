#include "src/app/steps/steps.hpp"

#include <algorithm>
#include <utility>

#include "src/app/feature.hpp"
#include "src/app/field_errors.hpp"
#include "src/domain/catalogue.hpp"
#include "src/domain/text.hpp"

namespace ow::app::steps {

namespace {

namespace api = domain::api;
using domain::FieldCode;
using domain::FieldError;
using domain::StepCode;

// Bounds of docs/api.md, "Step codes", and of the server's own forms.
constexpr int reason_min = 5;
constexpr int reason_max = 500;
constexpr int note_max = 1000;
constexpr int answer_min = 5;
constexpr int supplement_min = 2;
constexpr int photos_max = 6;

Form* current(Model& model) {
    const auto found = model.forms.find(model.open);
    return found == model.forms.end() ? nullptr : &found->second;
}

FieldError make_field_error(std::string path, FieldCode code, int smallest = 0, int largest = 0) {
    FieldError error;
    error.path = std::move(path);
    error.code = code;
    if (largest > 0) {
        error.min = smallest;
        error.max = largest;
    }
    return error;
}

void check_text(std::vector<FieldError>& errors, const std::string& path, const std::string& text, bool required,
                int smallest, int largest) {
    const auto length = static_cast<int>(domain::visible_length(domain::trim(text)));
    if (length == 0) {
        if (required) {
            errors.push_back(make_field_error(path, FieldCode::required, smallest, largest));
        }
    } else if (length < smallest) {
        errors.push_back(make_field_error(path, FieldCode::too_short, smallest, largest));
    } else if (length > largest) {
        errors.push_back(make_field_error(path, FieldCode::too_long, smallest, largest));
    }
}

std::vector<FieldError> check(const Form& form) {
    const Needs needs = needs_of(form.step, form.category);
    std::vector<FieldError> errors;
    if (needs.department && form.department_id.empty()) {
        errors.push_back(make_field_error("department_id", FieldCode::required));
    }
    if (needs.department && !form.basis) {
        errors.push_back(make_field_error("basis", FieldCode::required));
    }
    if (needs.reason) {
        check_text(errors, "reason", form.reason, needs.reason_required, needs.reason_min, needs.reason_max);
    }
    if (needs.note) {
        check_text(errors, "note", form.note, needs.note_required, needs.note_min, needs.note_max);
    }
    if (needs.photos) {
        const auto refused = form.photos.errors();
        errors.insert(errors.end(), refused.begin(), refused.end());
        if (needs.photos_required && form.photos.items.empty()) {
            errors.push_back(make_field_error("attachments", FieldCode::required));
        }
    }
    return errors;
}

bool waits_for_photos(const Form& form) { return form.photos.shrinking() || form.photos.uploading(); }

bool any_failed(const Form& form) {
    return std::any_of(form.photos.items.begin(), form.photos.items.end(),
                       [](const Photo& photo) { return photo.state == PhotoState::failed; });
}

void send(Form& form, Env& env) {
    form.send_when_uploaded = false;
    const Needs needs = needs_of(form.step, form.category);
    api::TakeStep call;
    call.number = form.number;
    call.step = form.step;
    call.expected_version = form.version;
    if (needs.note) {
        call.note = domain::clean_text(form.note, domain::Lines::several);
    }
    if (needs.reason) {
        call.reason = domain::clean_text(form.reason, domain::Lines::several);
    }
    if (needs.department) {
        call.department_id = form.department_id;
        call.basis = form.basis;
    }
    if (needs.photos) {
        call.attachments = form.photos.attachments();
    }
    form.conflict = false;
    form.write.send(env, std::move(call));
}

void submit(Form& form, Env& env) {
    if (form.busy()) {
        return;
    }
    form.errors = check(form);
    if (!form.errors.empty()) {
        env.effect(FocusNode{std::string(error_summary_node)});
        return;
    }
    form.photos.upload(env);
    if (waits_for_photos(form)) {
        form.send_when_uploaded = true;
        return;
    }
    send(form, env);
}

void photo_settled(Form& form, Env& env) {
    if (!form.send_when_uploaded || waits_for_photos(form)) {
        return;
    }
    form.send_when_uploaded = false;
    if (any_failed(form)) {
        env.announce({"photos.upload_failed", {}}, Politeness::assertive);
        return;
    }
    submit(form, env);
}

Form& open(Model& model, const domain::CaseDetail& shown, StepCode step) {
    const std::string key = form_key(shown.summary.number, step);
    Form& form = model.forms[key];
    form.number = shown.summary.number;
    form.step = step;
    form.category = shown.summary.category;
    if (!form.busy()) {
        form.version = shown.summary.version;
        form.unavailable = false;
    }
    model.open = key;
    return form;
}

bool may_take(const domain::CaseDetail* shown, const std::string& number, StepCode step) {
    return shown != nullptr && shown->summary.number == number &&
           std::find(shown->actions.begin(), shown->actions.end(), step) != shown->actions.end();
}

struct Apply {
    Model& model;
    Env& env;
    const domain::CaseDetail* shown;

    template <class Change>
    void edit(std::string_view path, Change change) const {
        Form* form = current(model);
        if (form == nullptr || form->busy()) {
            return;
        }
        change(*form);
        form->write.changed();
        clear_error(form->errors, path);
    }

    void operator()(const Opened& opened) const {
        if (!may_take(shown, opened.number, opened.step) || is_busy(model, opened.number)) {
            return;
        }
        open(model, *shown, opened.step);
        if (opened.step == StepCode::withdraw) {
            env.signal(OpenDialog{
                {.name = "withdraw", .confirmed = to_action(Submitted{}), .dismissed = to_action(Closed{})}});
        } else {
            env.effect(FocusNode{"step-form"});
        }
    }
    void operator()(const TakenAtOnce& taken) const {
        if (may_take(shown, taken.number, taken.step) && !is_busy(model, taken.number)) {
            submit(open(model, *shown, taken.step), env);
        }
    }
    void operator()(const NoteEdited& change) const {
        edit("note", [&](Form& form) { form.note = change.value; });
    }
    void operator()(const ReasonEdited& change) const {
        edit("reason", [&](Form& form) { form.reason = change.value; });
    }
    void operator()(const DepartmentChosen& change) const {
        edit("department_id", [&](Form& form) { form.department_id = change.department_id; });
    }
    void operator()(const BasisChosen& change) const {
        edit("basis", [&](Form& form) { form.basis = change.basis; });
    }
    void operator()(const PhotosWanted& wanted) const {
        const Form* form = current(model);
        if (form != nullptr && !form->busy() && form->photos.room(photos_max) > 0) {
            env.effect(PickPhotos{wanted.source, form->photos.room(photos_max)});
        }
    }
    void operator()(const PhotoRemoved& removed) const {
        edit("attachments", [&](Form& form) {
            form.photos.remove(env, removed.local_id);
            std::erase_if(form.errors, [](const FieldError& error) { return error.path.starts_with("attachments"); });
        });
    }
    void operator()(const Submitted&) const {
        if (Form* form = current(model); form != nullptr && !form->unavailable) {
            submit(*form, env);
        }
    }
    void operator()(const Closed&) const {
        if (const Form* form = current(model); form != nullptr && !form->busy()) {
            model.open.clear();
        }
    }
};

void drop_photos(const Form& form, Env& env) {
    for (const Photo& photo : form.photos.items) {
        env.effect(DropPhoto{photo.local.local_id});
    }
}

Form* holder_of(Model& model, const std::string& local_id) {
    for (auto& [key, form] : model.forms) {
        if (form.photos.find(local_id) != nullptr) {
            return &form;
        }
    }
    return nullptr;
}

void on_refused(Form& form, Env& env, const domain::ApiError& error) {
    form.errors = error.fields;
    if (error.kind == domain::ApiErrorKind::conflict) {
        form.conflict = true;
        env.signal(CaseStale{form.number});
    }
    // Withdrawing has no form on the page that could say it.
    if (form.step == StepCode::withdraw) {
        env.signal(ShowToast{error_message(error), Tone::bad});
        return;
    }
    if (form.conflict) {
        env.announce({"step.conflict", {}}, Politeness::assertive);
    }
    env.effect(FocusNode{std::string(error_summary_node)});
}

}  // namespace

Needs needs_of(StepCode step, const domain::Word<domain::Category>& category) {
    Needs needs;
    switch (step) {
        case StepCode::accept:
        case StepCode::sign_for:
        case StepCode::verify_pass:
        case StepCode::close: needs.note = true; break;
        case StepCode::refuse:
        case StepCode::give_back:
        case StepCode::verify_fail:
            needs.note = true;
            needs.reason = needs.reason_required = true;
            needs.reason_min = reason_min;
            break;
        case StepCode::dispatch:
            needs.note = true;
            needs.department = true;
            break;
        case StepCode::resolve:
            needs.note = needs.note_required = true;
            needs.note_min = answer_min;
            needs.photos = true;
            needs.photos_required = domain::needs_evidence(domain::to_code(step), domain::to_code(category));
            break;
        case StepCode::supplement:
            needs.note = needs.note_required = true;
            needs.note_min = supplement_min;
            needs.photos = true;
            break;
        case StepCode::withdraw: needs.reason = true; break;
        default: break;
    }
    needs.note_max = needs.note ? note_max : 0;
    needs.reason_max = needs.reason ? reason_max : 0;
    needs.photos_max = needs.photos ? photos_max : 0;
    return needs;
}

std::string form_key(std::string_view number, StepCode step) {
    std::string key(number);
    key += '/';
    key += domain::to_code(step);
    return key;
}

const Form* open_form(const Model& model, std::string_view number) {
    const auto found = model.forms.find(model.open);
    return found != model.forms.end() && found->second.number == number ? &found->second : nullptr;
}

bool is_busy(const Model& model, std::string_view number) {
    return std::any_of(model.forms.begin(), model.forms.end(),
                       [&](const auto& entry) { return entry.second.number == number && entry.second.busy(); });
}

namespace {

void update(Model& model, Env& env, const Action& action) { std::visit(Apply{model, env, env.shown_case()}, action); }

bool on_answer(Model& model, Env& env, RequestId id, const domain::ApiResult& result) {
    for (auto entry = model.forms.begin(); entry != model.forms.end(); ++entry) {
        Form& form = entry->second;
        if (!form.write.take(id, result)) {
            continue;
        }
        if (!result.ok()) {
            on_refused(form, env, result.error());
            return true;
        }
        const std::string done = "step." + std::string(domain::to_code(form.step)) + ".done";
        if (model.open == entry->first) {
            model.open.clear();
        }
        drop_photos(form, env);
        model.forms.erase(entry);
        if (const auto* detail = std::get_if<domain::CaseDetail>(&result.value())) {
            env.signal(CaseSeen{*detail});
        }
        env.signal(ShowToast{{done, {}}, Tone::good});
        return true;
    }
    return false;
}

void adopt(Model& model, const domain::CaseDetail& detail) {
    for (auto& [key, form] : model.forms) {
        if (form.number != detail.summary.number || form.busy() || form.version > detail.summary.version) {
            continue;
        }
        form.version = detail.summary.version;
        form.unavailable = std::find(detail.actions.begin(), detail.actions.end(), form.step) == detail.actions.end();
    }
}

void on_photo_picked(Model& model, Env& env, const world::PhotoPicked& picked) {
    Form* form = current(model);
    if (form == nullptr || form->photos.room(photos_max) <= 0) {
        env.effect(DropPhoto{picked.local_id});
        return;
    }
    form->photos.left_out = 0;
    form->photos.add(picked);
    form->write.changed();
    clear_error(form->errors, "attachments");
}

void on_photos_left_out(Model& model, Env& env, int count) {
    if (Form* form = current(model)) {
        form->photos.left_out = count;
        env.announce({"photos.left_out", {{"count", std::int64_t{count}}}}, Politeness::assertive);
    }
}

bool on_photo_ready(Model& model, Env& env, const world::PhotoReady& result) {
    Form* form = holder_of(model, result.photo.local_id);
    if (form == nullptr) {
        return false;
    }
    form->photos.take(result);
    form->photos.upload(env);
    env.announce({"photos.added", {{"name", result.photo.name}}});
    return true;
}

void on_photo_refused(Form& form, Env& env, const world::PhotoRefused& result) {
    form.photos.take(result);
    env.announce({"photos.refused." + std::string(domain::to_code(result.reason)), {}}, Politeness::assertive);
    photo_settled(form, env);
}

void on_told(Model& model, Env& env, RequestId, const Box& answer) {
    if (const auto* picked = answer.get<world::PhotoPicked>()) {
        on_photo_picked(model, env, *picked);
    } else if (const auto* left_out = answer.get<world::PhotosLeftOut>()) {
        on_photos_left_out(model, env, left_out->count);
    } else if (const auto* ready = answer.get<world::PhotoReady>()) {
        if (!on_photo_ready(model, env, *ready)) {
            env.effect(DropPhoto{ready->photo.local_id});
        }
    } else if (const auto* refused = answer.get<world::PhotoRefused>()) {
        if (Form* form = holder_of(model, refused->local_id)) {
            on_photo_refused(*form, env, *refused);
        }
    } else if (const auto* progress = answer.get<world::PhotoProgress>()) {
        if (Form* form = holder_of(model, progress->local_id)) {
            form->photos.take(*progress);
        }
    } else if (const auto* uploaded = answer.get<world::PhotoUploaded>()) {
        if (Form* form = holder_of(model, uploaded->local_id)) {
            form->photos.take(*uploaded);
            photo_settled(*form, env);
        }
    } else if (const auto* failed = answer.get<world::PhotoUploadFailed>()) {
        if (Form* form = holder_of(model, failed->local_id)) {
            form->photos.take(*failed);
            photo_settled(*form, env);
            if (failed->error.kind == domain::ApiErrorKind::unauthenticated) {
                env.signal(SessionLost{});
            }
        }
    }
}

void on_event(Model& model, Env&, const Box& event) {
    if (const auto* seen = event.get<CaseSeen>()) {
        adopt(model, seen->detail);
    }
}

/// The pictures go too.
void leave(Model& model, Env& env) {
    for (const auto& [key, form] : model.forms) {
        drop_photos(form, env);
    }
}

}  // namespace

app::Action to_action(Action action) { return {{&feature, 0}, Box(std::move(action))}; }

constinit const Feature feature{.name = "steps",
                                .update = handle<&update>,
                                .answered = handle<&on_answer>,
                                .told = handle<&on_told>,
                                .heard = handle<&on_event>,
                                .leave = handle<&leave>};

}  // namespace ow::app::steps
