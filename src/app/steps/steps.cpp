#include "src/app/steps/steps.hpp"

#include <algorithm>
#include <utility>

#include "src/app/feature.hpp"
#include "src/app/field_errors.hpp"
#include "src/domain/catalogue.hpp"

namespace ow::app::steps {

namespace {

namespace api = domain::api;
using domain::StepCode;

/// Before the step's code in domain::Command::act.
constexpr std::string_view act_prefix = "step.";

Form* current(Model& model) {
    const auto found = model.forms.find(model.open);
    return found == model.forms.end() ? nullptr : &found->second;
}

form::Setting setting_of(const Form& form, const Env& env) {
    return steps::setting_of(form, env.form(form_code(form.step)), form::context_of(env.today(), env.reference));
}

std::string act_of(StepCode step) {
    std::string act(act_prefix);
    act += domain::to_code(step);
    return act;
}

/// What is kept with the step, so that it can be mended after a reload as well.
domain::Value draft_of(const Form& form) {
    domain::Value draft = form::kept_form(form.state);
    draft.set("category", form.category.text());
    draft.set("version", form.version);
    return draft;
}

void send(Form& form, Env& env) {
    form.send_when_ready = false;
    domain::Value kept = form::kept_answers(setting_of(form, env), form.state);
    api::TakeStep call;
    call.number = form.number;
    call.step = form.step;
    call.expected_version = form.version;
    call.note = kept.text_at("note");
    call.reason = kept.text_at("reason");
    call.department_id = kept.text_at("department_id");
    call.basis = domain::from_code<domain::Basis>(kept.text_at("basis"));
    // Pictures go by the command.
    for (const std::string_view own : {"note", "reason", "department_id", "basis", "attachments"}) {
        kept.erase(own);
    }
    if (!kept.as_object()->empty()) {
        call.answers = std::move(kept);
    }
    form.conflict = false;
    domain::Command command;
    command.act = act_of(form.step);
    command.subject = form.number;
    command.title = form.title;
    command.blobs = form::pictures_of(form.state);
    command.draft = draft_of(form);
    form.submission.send(env, std::move(command), std::move(call));
}

/// Everything is right; pictures that are still made small first.
void send_when_ready(Form& form, Env& env) {
    if (form::shrinking(form.state)) {
        form.send_when_ready = true;
        return;
    }
    send(form, env);
}

void fill_in(Form& form, Env& env, const form::Action& action) {
    const form::Outcome outcome = form::update(form.state, setting_of(form, env), env, action);
    if (outcome.submit) {
        send_when_ready(form, env);
    }
}

/// Asking for a correction names what is to be mended: fields of the service's form, which are the case's own.
void ask_of_case(Form& form, Env& env, const domain::CaseDetail& shown) {
    if (form.step != StepCode::request_correction) {
        return;
    }
    form.own = env.form(form_code(form.step));
    form::FormField which;
    which.path = "fields";
    which.section = form.own.sections.front().id;
    which.type = form::FieldType::multi_choice;
    which.required = true;
    domain::Value::Object words;
    for (const domain::FieldName& field : shown.askable) {
        which.options.push_back(field.path);
        words.push_back({form.own.words + ".fields.option." + field.path, field.label});
    }
    form.own.fields.insert(form.own.fields.begin(), std::move(which));
    env.effect(AddTexts{std::move(words)});
}

Form& open(Model& model, Env& env, const domain::CaseDetail& shown, StepCode step) {
    const std::string key = form_key(shown.summary.number, step);
    Form& form = model.forms[key];
    form.number = shown.summary.number;
    form.step = step;
    form.category = shown.summary.category;
    form.title = shown.summary.title;
    form.in_no_grid = shown.place.grid_id.empty();
    if (!form.busy()) {
        form.version = shown.summary.version;
        form.unavailable = false;
        ask_of_case(form, env, shown);
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
        const Form* form = find_form(model, opened.number, opened.step);
        const bool mending = form != nullptr && form->submission.refused() && shown != nullptr;
        if ((!mending && !may_take(shown, opened.number, opened.step)) || is_busy(model, opened.number)) {
            return;
        }
        open(model, env, *shown, opened.step);
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
            fill_in(open(model, env, *shown, taken.step), env, form::SubmitPressed{});
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
        Form* form = current(model);
        if (form == nullptr || form->busy()) {
            return;
        }
        if (form::is_blank(form->state)) {
            form->submission.give_up(env);  // there is nothing to be mended in it
        }
        form->dismissed = form->submission.refused();
        model.open.clear();
    }
    void operator()(const GivenUp& given_up) const {
        env.signal(OpenDialog{
            {.name = "discard_command", .confirmed = to_action(GiveUpConfirmed{given_up.number, given_up.step})}});
    }
    void operator()(const GiveUpConfirmed& given_up) const {
        const auto found = model.forms.find(form_key(given_up.number, given_up.step));
        if (found != model.forms.end()) {
            found->second.submission.give_up(env);
        }
    }
};

void on_refused(Form& form, Env& env, const domain::ApiError& error, bool in_sight) {
    form.state.errors = error.fields;
    if (error.kind == domain::ApiErrorKind::conflict) {
        form.conflict = true;
        env.signal(CaseStale{form.number});
    }
    if (!in_sight) {
        return;
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
    const domain::StepRow* row = domain::find_step(domain::to_code(step));
    return row != nullptr ? row->form : "note";
}

form::Setting setting_of(const Form& form, const domain::forms::FormDefinition& definition, form::FormContext context) {
    context.facts.set(domain::join_path("case", "category"), domain::to_code(form.category));
    // A street without grids asks for none.
    const bool choosable = !context.grids || !context.grids->empty();
    context.facts.set(domain::join_path("case", "grid_wanted"), form.in_no_grid && choosable);
    return {form.own.code.empty() ? definition : form.own, std::move(context)};
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

std::optional<StepCode> step_of(const domain::CommandStatus& status) {
    const std::string_view act = status.act;
    return act.starts_with(act_prefix) ? domain::from_code<StepCode>(act.substr(act_prefix.size())) : std::nullopt;
}

const Form* find_form(const Model& model, std::string_view number, StepCode step) {
    const auto found = model.forms.find(form_key(number, step));
    return found == model.forms.end() ? nullptr : &found->second;
}

const Form* waiting_form(const Model& model, std::string_view number) {
    const auto found = std::find_if(model.forms.begin(), model.forms.end(), [&](const auto& entry) {
        return entry.second.number == number && entry.second.submission.waits();
    });
    return found == model.forms.end() ? nullptr : &found->second;
}

bool is_busy(const Model& model, std::string_view number) {
    return std::any_of(model.forms.begin(), model.forms.end(),
                       [&](const auto& entry) { return entry.second.number == number && entry.second.busy(); });
}

namespace {

void update(Model& model, Env& env, const Action& action) { std::visit(Apply{model, env, env.shown_case()}, action); }

void watch_drops(Model& model, Env& env) {
    const domain::CaseDetail* shown = env.shown_case();
    Form* form = current(model);
    if (shown != nullptr && form != nullptr && form->number == shown->summary.number && !form->busy()) {
        form::watch_drops(model.drops, form->state, setting_of(*form, env), env);
    } else {
        form::stop_drops(model.drops, env);
    }
}

void adopt(Model& model, const domain::CaseDetail& detail) {
    for (auto& [key, form] : model.forms) {
        if (form.number != detail.summary.number || form.busy() || form.version > detail.summary.version) {
            continue;
        }
        form.version = detail.summary.version;
        form.in_no_grid = detail.place.grid_id.empty();
        form.unavailable = std::find(detail.actions.begin(), detail.actions.end(), form.step) == detail.actions.end();
    }
}

/// A refused step of the case that is shown now: its form is open, as it was left.
void open_refused(Model& model, const domain::CaseDetail& detail) {
    if (!model.open.empty() && model.forms.at(model.open).number == detail.summary.number) {
        return;
    }
    for (const auto& [key, form] : model.forms) {
        if (form.number == detail.summary.number && form.submission.refused() && !form.dismissed &&
            form.step != StepCode::withdraw) {
            model.open = key;
        }
    }
}

void erase(Model& model, const std::string& key) {
    if (model.open == key) {
        model.open.clear();
    }
    model.forms.erase(key);
}

/// The form of a step that the outbox has: of this run, or of one before.
Form* form_of(Model& model, Env& env, const domain::CommandStatus& status) {
    const auto step = step_of(status);
    if (!step) {
        return nullptr;
    }
    const std::string key = form_key(status.subject, *step);
    const auto known = model.forms.find(key);
    if (known != model.forms.end() && (known->second.submission.key == status.key || known->second.busy())) {
        return &known->second;
    }
    Form& form = model.forms[key];
    form.number = status.subject;
    form.step = *step;
    form.title = status.title;
    form.submission.key = status.key;
    if (form::is_blank(form.state) && !status.draft.is_null()) {
        form.category = domain::Word<domain::Category>(std::string(status.draft.text_at("category")));
        form::take_kept(form.state, env, env.form(form_code(form.step)), status.draft);
    }
    return &form;
}

void on_seen(Model& model, Env& env, const domain::CommandStatus& status) {
    if (status.feature != feature.name) {
        return;
    }
    Form* form = form_of(model, env, status);
    const bool refused_before = form != nullptr && form->submission.refused();
    if (form == nullptr || !form->submission.take(status) || refused_before || !form->submission.refused()) {
        return;
    }
    form->dismissed = false;
    const domain::CaseDetail* shown = env.shown_case();
    const bool in_sight = shown != nullptr && shown->summary.number == form->number;
    if (in_sight) {
        adopt(model, *shown);
        open_refused(model, *shown);
    }
    on_refused(*form, env, *form->submission.error(), in_sight);
}

void on_done(Model& model, Env& env, const CommandDone& done) {
    for (const auto& [key, form] : model.forms) {
        if (form.submission.key == done.command.id) {
            const std::string said = "step." + std::string(domain::to_code(form.step)) + ".done";
            erase(model, key);
            env.signal(ShowToast{{said, {}}, Tone::good});
            return;
        }
    }
}

void on_discarded(Model& model, const std::string& id) {
    for (const auto& [key, form] : model.forms) {
        if (form.submission.key == id) {
            erase(model, key);
            return;
        }
    }
}

void on_submit_failed(Model& model, Env& env, const world::SubmitFailed& failed) {
    for (auto& [key, form] : model.forms) {
        if (form.submission.take(failed)) {
            const std::string reason(domain::to_code(failed.reason));
            env.announce({"appeal.not_submitted." + reason, {}}, Politeness::assertive);
        }
    }
}

/// The form whose field asked for the picture, or whose picture it is.
form::Outcome hear(Model& model, Env& env, RequestId id, const Box& answer, Form*& whose) {
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
        form::drop_unheard(env, answer);
        return;
    }
    if (form->send_when_ready && !form::shrinking(form->state)) {
        // Checked once more: the picture may have been refused.
        form->send_when_ready = false;
        fill_in(*form, env, form::SubmitPressed{});
    }
}

void on_event(Model& model, Env& env, const Box& event) {
    if (const auto* seen = event.get<CaseSeen>()) {
        adopt(model, seen->detail);
        open_refused(model, seen->detail);
    } else if (const auto* command = event.get<CommandSeen>()) {
        on_seen(model, env, command->status);
    } else if (const auto* done = event.get<CommandDone>()) {
        on_done(model, env, *done);
    } else if (const auto* discarded = event.get<world::CommandDiscarded>()) {
        on_discarded(model, discarded->key);
    } else if (const auto* failed = event.get<world::SubmitFailed>()) {
        on_submit_failed(model, env, *failed);
    }
}

/// The pictures go too, but for those that the outbox has.
void leave(Model& model, Env& env) {
    for (const auto& [key, form] : model.forms) {
        if (form.submission.key.empty()) {
            form::drop_photos(form.state, env);
        }
    }
}

}  // namespace

app::Action to_action(Action action) { return {{&feature, 0}, Box(std::move(action))}; }

constinit const Feature feature{.name = "steps",
                                .update = handle_then<&update, &watch_drops>,
                                .told = handle_then<&on_told, &watch_drops>,
                                .heard = handle_then<&on_event, &watch_drops>,
                                .leave = handle<&leave>};

}  // namespace ow::app::steps
