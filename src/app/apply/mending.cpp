#include "src/app/apply/mending.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "src/app/apply/pages.hpp"
#include "src/app/case_page/pages.hpp"
#include "src/app/feature.hpp"
#include "src/app/field_errors.hpp"

namespace ow::app::mending {

namespace {

namespace api = domain::api;
using domain::StepCode;

form::Setting setting_of(const Model& model, const Env& env) {
    return {model.asked, form::context_of(env.today(), env.reference)};
}

const std::vector<std::string>& fields_of(const domain::CaseDetail& detail) {
    static const std::vector<std::string> none;
    return detail.correction ? detail.correction->fields : detail.missing ? detail.missing->fields : none;
}

/// The asked fields as a form of one page: each has to be answered now.
domain::forms::FormDefinition asked_of(const domain::forms::FormDefinition& whole,
                                       const std::vector<std::string>& paths) {
    domain::forms::FormDefinition asked = whole;
    asked.rules.clear();
    asked.sections = {{"asked", false}};
    std::erase_if(asked.fields, [&](const form::FormField& field) {
        return std::find(paths.begin(), paths.end(), field.path) == paths.end();
    });
    for (form::FormField& field : asked.fields) {
        field.section = "asked";
        field.required = true;
        field.show_if = {};
    }
    return asked;
}

void want_service(const Model& model, Env& env) {
    if (model.detail.value && !model.detail.value->service.empty()) {
        env.signal(ServiceWanted{model.detail.value->service});
    }
}

void enter(Env& env, const Route& route) {
    Model& model = env.state<Model>();
    if (model.number != route.id()) {
        model.detail.cancel(env);
        model.handed_in.cancel(env);
        model = Model{};
        model.number = route.id();
    }
    model.detail.load(env, api::GetCase{model.number});
    if (std::string slot = std::string(form_drafts) + env.owner() + "/mend/" + model.number; model.slot != slot) {
        model.slot = std::move(slot);
        model.fetching = env.effect(FetchDraft{model.slot});
    }
}

/// Goes on with what was typed before, once there is a form that asks it.
void take_stored(Model& model, Env& env) {
    if (!model.asked.code.empty() && !model.stored.is_null() && form::is_blank(model.form)) {
        form::take_kept(model.form, env, model.asked, std::exchange(model.stored, {}));
    }
}

void send(Model& model, Env& env) {
    model.send_when_ready = false;
    const domain::CaseDetail& detail = *model.detail.value;
    const auto step = step_for(detail);
    if (!step) {
        return;
    }
    form::forget_before(model.form, env);
    api::TakeStep call;
    call.number = model.number;
    call.step = *step;
    call.expected_version = detail.summary.version;
    call.answers = form::kept_answers(setting_of(model, env), model.form);
    form::name_reused(call.answers, form::reused_fields(model.form));
    domain::Command command;
    command.act = "step." + std::string(domain::to_code(*step));
    command.subject = model.number;
    command.title = detail.summary.title;
    command.blobs = form::pictures_of(model.form);
    command.draft = form::kept_form(model.form);
    command.draft_slot = model.slot;
    model.submission.send(env, std::move(command), std::move(call));
}

void follow(Model& model, Env& env, const form::Outcome& outcome) {
    if (outcome.edited) {
        env.effect(KeepDraft{model.slot, form::kept_form(model.form)});
    }
    if (outcome.submit && form::shrinking(model.form)) {
        model.send_when_ready = true;
    } else if (outcome.submit) {
        send(model, env);
    }
}

void watch_drops(Model& model, Env& env) {
    if (env.route.is(pages::case_mend) && !model.asked.code.empty() && !model.busy()) {
        form::watch_drops(model.drops, model.form, setting_of(model, env), env);
    } else {
        form::stop_drops(model.drops, env);
    }
}

void update(Model& model, Env& env, const Action& filled) {
    if (!model.busy() && model.detail.value && !model.asked.code.empty()) {
        follow(model, env, form::update(model.form, setting_of(model, env), env, filled.action));
    }
}

bool on_answer(Model& model, Env& env, RequestId id, const domain::ApiResult& result) {
    if (!model.detail.take(id, result)) {
        return false;
    }
    if (result.ok() && model.detail.value) {
        env.signal(CaseSeen{*model.detail.value});
        want_service(model, env);
    }
    return true;
}

void on_service(Model& model, Env& env, const ServiceSeen& seen) {
    if (!model.detail.value || seen.code != model.detail.value->service || model.busy()) {
        return;
    }
    model.missing = seen.error;
    if (seen.service != nullptr && seen.service->form) {
        model.service = seen.code;
        model.asked = asked_of(*seen.service->form, fields_of(*model.detail.value));
        form::want_handed_in(model.handed_in, env, model.service, model.number);
        take_stored(model, env);
    }
}

void on_seen(Model& model, Env& env, const domain::CommandStatus& status) {
    if (status.feature != feature.name) {
        return;
    }
    if (model.number == status.subject && model.submission.key.empty() && !model.submission.busy()) {
        model.submission.key = status.key;  // of a run before
        if (!status.draft.is_null() && form::is_blank(model.form) && !model.asked.code.empty()) {
            form::take_kept(model.form, env, model.asked, status.draft);
        }
    }
    const bool refused_before = model.submission.refused();
    if (!model.submission.take(status)) {
        return;
    }
    if (model.submission.refused() && !refused_before) {
        model.form.errors = status.error ? status.error->fields : std::vector<domain::FieldError>{};
        env.effect(FocusNode{std::string(error_summary_node)});
    } else if (model.submission.waits() && env.route.is(pages::case_mend)) {
        env.signal(GoTo{to_case(model.number), NavigateHow::replace});
    }
}

void on_done(Model& model, Env& env, const CommandDone& done) {
    if (done.command.feature != feature.name) {
        return;
    }
    const bool shown = env.route.is(pages::case_mend) && model.submission.key == done.command.id;
    if (model.submission.take_end(done.command.id)) {
        model.form = {};
    }
    env.signal(ShowToast{{done.command.act + ".done", {}}, Tone::good});
    if (shown) {
        env.signal(GoTo{to_case(model.number), NavigateHow::replace});
    }
}

void on_event(Model& model, Env& env, const Box& event) {
    if (const auto* service = event.get<ServiceSeen>()) {
        on_service(model, env, *service);
    } else if (event.holds<world::ProgramWhole>()) {
        want_service(model, env);  // nobody heard it before
    } else if (const auto* seen = event.get<CommandSeen>()) {
        on_seen(model, env, seen->status);
    } else if (const auto* done = event.get<CommandDone>()) {
        on_done(model, env, *done);
    } else if (const auto* discarded = event.get<world::CommandDiscarded>()) {
        model.submission.take_end(discarded->key);
    } else if (const auto* failed = event.get<world::SubmitFailed>()) {
        if (model.submission.take(*failed)) {
            const std::string reason(domain::to_code(failed->reason));
            env.announce({"appeal.not_submitted." + reason, {}}, Politeness::assertive);
        }
    }
}

void on_told(Model& model, Env& env, RequestId id, const Box& answer) {
    if (form::take_handed_in(model.handed_in, env, id, answer)) {
        return;
    }
    if (const auto* fetched = answer.get<world::DraftFetched>()) {
        if (id == model.fetching) {
            model.stored = fetched->draft;
            take_stored(model, env);
        }
        return;
    }
    const form::Outcome outcome =
        model.asked.code.empty() ? form::Outcome{} : form::on_told(model.form, setting_of(model, env), env, id, answer);
    if (!outcome.heard) {
        form::drop_unheard(env, answer);
    }
    if (outcome.edited) {
        env.effect(KeepDraft{model.slot, form::kept_form(model.form)});
    }
    if (outcome.heard && model.send_when_ready && !form::shrinking(model.form)) {
        // Checked once more: the picture may have been refused.
        model.send_when_ready = false;
        follow(model, env, form::update(model.form, setting_of(model, env), env, form::SubmitPressed{}));
    }
}

std::optional<PageError> error(const app::Model& all) { return page_error(all.get<Model>().detail); }

const domain::CaseDetail* shown_case(const app::Model& all) {
    const Model& model = all.get<Model>();
    return model.detail.value && model.number == all.route.id() ? &*model.detail.value : nullptr;
}

Route above(const app::Model& all) { return to_case(all.route.id()); }

constexpr std::array feature_pages{Page{.address = &pages::case_mend,
                                        .enter = enter,
                                        .error = error,
                                        .shown_case = shown_case,
                                        .title = title_with_number,
                                        .parent = above}};

}  // namespace

std::optional<StepCode> step_for(const domain::CaseDetail& detail) {
    const auto may = [&](StepCode step) {
        return std::find(detail.actions.begin(), detail.actions.end(), step) != detail.actions.end();
    };
    if (detail.correction && may(StepCode::correct)) {
        return StepCode::correct;
    }
    return detail.missing && may(StepCode::hand_in) ? std::optional(StepCode::hand_in) : std::nullopt;
}

app::Action to_action(Action action) { return {{&feature, 0}, Box(std::move(action))}; }

constinit const Feature feature{.name = "mending",
                                .pages = feature_pages,
                                .part = Feature::Part::rest,
                                .update = handle_then<&update, &watch_drops>,
                                .answered = handle<&on_answer>,
                                .told = handle_then<&on_told, &watch_drops>,
                                .heard = handle_then<&on_event, &watch_drops>};

}  // namespace ow::app::mending
