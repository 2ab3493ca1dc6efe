#include "src/app/steps/steps.hpp"

#include <algorithm>
#include <utility>

#include "src/app/feature.hpp"
#include "src/app/field_errors.hpp"

namespace ow::app::steps {

namespace {

namespace api = domain::api;
using domain::StepCode;

Form* current(Model& model) {
    const auto found = model.forms.find(model.open);
    return found == model.forms.end() ? nullptr : &found->second;
}

form::Setting setting_of(const Form& form, const Env& env) {
    return steps::setting_of(form, env.form(form_code(form.step)), form::context_of(env.today(), env.reference));
}

bool waits_for_photos(const Form& form) { return form::shrinking(form.state) || form::uploading(form.state); }

void upload(Form& form, Env& env) {
    for (auto& [path, photos] : form.state.photos) {
        photos.upload(env);
    }
}

bool any_failed(const Form& form) {
    return std::any_of(form.state.photos.begin(), form.state.photos.end(), [](const auto& entry) {
        return std::any_of(entry.second.items.begin(), entry.second.items.end(),
                           [](const Photo& photo) { return photo.state == PhotoState::failed; });
    });
}

void send(Form& form, Env& env) {
    form.send_when_uploaded = false;
    const domain::Value kept = form::kept_answers(setting_of(form, env), form.state);
    api::TakeStep call;
    call.number = form.number;
    call.step = form.step;
    call.expected_version = form.version;
    call.note = kept.text_at("note");
    call.reason = kept.text_at("reason");
    call.department_id = kept.text_at("department_id");
    call.basis = domain::from_code<domain::Basis>(kept.text_at("basis"));
    for (const auto& [path, photos] : form.state.photos) {
        call.attachments = photos.attachments();
    }
    form.conflict = false;
    form.write.send(env, std::move(call));
}

/// Everything is right: pictures first, then the step.
void send_with_photos(Form& form, Env& env) {
    upload(form, env);
    if (waits_for_photos(form)) {
        form.send_when_uploaded = true;
        return;
    }
    send(form, env);
}

void fill_in(Form& form, Env& env, const form::Action& action) {
    const form::Outcome outcome = form::update(form.state, setting_of(form, env), env, action);
    if (outcome.edited) {
        form.write.changed();
    }
    if (outcome.submit) {
        send_with_photos(form, env);
    }
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
    fill_in(form, env, form::SubmitPressed{});
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

    void operator()(const Opened& opened) const {
        if (!may_take(shown, opened.number, opened.step) || is_busy(model, opened.number)) {
            return;
        }
        open(model, *shown, opened.step);
        if (opened.step == StepCode::withdraw) {
            env.signal(OpenDialog{{.name = "withdraw",
                                   .confirmed = to_action(Filled{form::SubmitPressed{}}),
                                   .dismissed = to_action(Closed{})}});
        } else {
            env.effect(FocusNode{"step-form"});
        }
    }
    void operator()(const TakenAtOnce& taken) const {
        if (may_take(shown, taken.number, taken.step) && !is_busy(model, taken.number)) {
            fill_in(open(model, *shown, taken.step), env, form::SubmitPressed{});
        }
    }
    void operator()(const Filled& filled) const {
        Form* form = current(model);
        if (form == nullptr || form->busy()) {
            return;
        }
        const bool wants_out = std::holds_alternative<form::SubmitPressed>(filled.action) ||
                               std::holds_alternative<form::NextPressed>(filled.action);
        if (!form->unavailable || !wants_out) {
            fill_in(*form, env, filled.action);
        }
    }
    void operator()(const Closed&) const {
        if (const Form* form = current(model); form != nullptr && !form->busy()) {
            model.open.clear();
        }
    }
};

void on_refused(Form& form, Env& env, const domain::ApiError& error) {
    form.state.errors = error.fields;
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

std::string_view form_code(StepCode step) {
    switch (step) {
        case StepCode::refuse:
        case StepCode::give_back:
        case StepCode::verify_fail: return "reason";
        case StepCode::dispatch: return "dispatch";
        case StepCode::resolve: return "resolve";
        case StepCode::supplement: return "supplement";
        case StepCode::withdraw: return "withdraw";
        default: return "note";
    }
}

form::Setting setting_of(const Form& form, const domain::forms::FormDefinition& definition, form::FormContext context) {
    context.facts.set(domain::join_path("case", "category"), domain::to_code(form.category));
    return {definition, std::move(context)};
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
        form::drop_photos(form.state, env);
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

/// The form whose field asked for the picture, or whose picture it is.
form::Outcome hear(Model& model, Env& env, RequestId id, const Box& answer, Form*& whose) {
    if (answer.holds<world::PhotoPicked>() || answer.holds<world::PhotosLeftOut>()) {
        whose = current(model);
        return whose == nullptr ? form::Outcome{}
                                : form::on_told(whose->state, setting_of(*whose, env), env, id, answer);
    }
    for (auto& [key, form] : model.forms) {
        const form::Outcome outcome = form::on_told(form.state, setting_of(form, env), env, id, answer);
        if (outcome.heard) {
            whose = &form;
            return outcome;
        }
    }
    return {};
}

void on_told(Model& model, Env& env, RequestId id, const Box& answer) {
    Form* form = nullptr;
    const form::Outcome outcome = hear(model, env, id, answer, form);
    if (!outcome.heard) {
        if (const auto* picked = answer.get<world::PhotoPicked>()) {
            env.effect(DropPhoto{picked->local_id});
        } else if (const auto* ready = answer.get<world::PhotoReady>()) {
            env.effect(DropPhoto{ready->photo.local_id});
        }
        return;
    }
    if (outcome.edited && answer.holds<world::PhotoPicked>()) {
        form->write.changed();
    } else if (answer.holds<world::PhotoReady>()) {
        upload(*form, env);
    } else if (!answer.holds<world::PhotoProgress>()) {
        photo_settled(*form, env);
    }
    const auto* failed = answer.get<world::PhotoUploadFailed>();
    if (failed != nullptr && failed->error.kind == domain::ApiErrorKind::unauthenticated) {
        env.signal(SessionLost{});
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
        form::drop_photos(form.state, env);
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
