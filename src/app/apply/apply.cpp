#include "src/app/apply/apply.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "src/app/apply/pages.hpp"
#include "src/app/apply/parts.hpp"
#include "src/app/feature.hpp"
#include "src/app/field_errors.hpp"
#include "src/app/filings/pages.hpp"
#include "src/app/form/application.hpp"
#include "src/app/my_data/pages.hpp"
#include "src/app/services/pages.hpp"
#include "src/app/session/pages.hpp"

namespace ow::app::apply {

namespace {

using domain::Value;

std::string slot_of(const std::string& owner, const std::string& code) {
    return std::string(form_drafts) + owner + "/" + code;
}

form::Setting setting_of(const Model& model, const Env& env) {
    return apply::setting_of(model, env.today(), env.reference, env.settings.mode);
}

bool is_shown(const Env& env) { return env.route.is(pages::apply) || env.route.is(pages::apply_page); }

/// 办不成事 is filed by a form of its own and asks for no service.
bool is_turned_away(const Model& model) { return model.code == turned_away; }

/// Where the form was opened from.
Route above_form(const Model& model) {
    if (!model.person.empty()) {
        return to_page(pages::my_data);
    }
    const std::string& service = is_turned_away(model) ? model.about : model.code;
    return service.empty() ? to_page(pages::services) : to_page(pages::service, service);
}

Route to_form_page(const Model& model, std::string page) {
    Route route = to_page(pages::apply_page, model.code);
    route.set("page", std::move(page));
    route.set("for", model.person);
    return route;
}

/// The address is of the form that is filled in.
bool is_of(const Model& model, const Route& route) {
    return route.id() == model.code && route.value("for") == model.person;
}

// --- the draft ---

/// What another device gets to go on with.
Value answers_elsewhere(const Model& model, const Env& env) {
    Value answers = model.form.answers;
    if (!is_turned_away(model)) {
        answers.set("for", model.whom);
        form::name_later(answers, *model.service, env.today());
        std::vector<std::string> again = form::reused_fields(model.form);
        again.insert(again.end(), model.again.begin(), model.again.end());
        form::name_reused(answers, again);
    }
    return answers;
}

Value draft_of(const Model& model) {
    Value draft = form::kept_form(model.form);
    draft.set("service", model.code);
    draft.set("person", model.person);
    draft.set("whom", model.whom);
    form::name_reused(draft, model.again);
    model.time.keep(draft);
    return draft;
}

void take_draft(Model& model, Env& env, const Value& draft) {
    form::take_kept(model.form, env, model.asked, draft);
    model.time.take(draft);
    if (!draft.text_at("whom").empty()) {
        model.whom = draft.text_at("whom");
    }
    Value beside = draft;
    model.again = form::take_reused(beside);
}

void keep_draft(Model& model, Env& env) {
    model.save = SaveState::saving;
    model.keeping = env.effect(KeepDraft{model.slot, draft_of(model)});
    env.signal(FormKept{model.draft_code(), answers_elsewhere(model, env)});
}

// --- what was handed in before ---

void want_handed_in(Model& model, Env& env) {
    if (model.service != nullptr && model.ready()) {
        const std::string mandate = model.behalf.value ? model.behalf.value->mandate : std::string();
        form::want_handed_in(model.handed_in, env, model.code, {}, mandate);
    }
}

/// At these fields and no others: another device, or the one before the page was closed, said so.
void use_again(Model& model, Env& env, std::vector<std::string> fields) {
    if (!model.may_use_again()) {
        return;
    }
    model.again = form::use_again(model.form, setting_of(model, env), model.handed_in, std::move(fields));
    if (model.handed_in.value) {
        model.again.clear();  // what is not offered any more is photographed
    }
}

/// As soon as it is known what may be used again.
void use_wanted_again(Model& model, Env& env) {
    if (!model.ready() || model.busy() || model.again.empty() || !model.handed_in.value) {
        return;
    }
    std::vector<std::string> fields = form::reused_fields(model.form);
    fields.insert(fields.end(), model.again.begin(), model.again.end());
    use_again(model, env, std::move(fields));
    keep_draft(model, env);
}

// --- pages ---

void watch_drops(Model& model, Env& env) {
    if (env.route.is(pages::apply_page) && is_of(model, env.route) && model.ready() && !model.busy()) {
        form::watch_drops(model.drops, model.form, setting_of(model, env), env);
    } else {
        form::stop_drops(model.drops, env);
    }
}

/// Shows what the address names, once all is there.
void show_page(Model& model, Env& env) {
    if (!model.ready() || !is_shown(env) || !is_of(model, env.route)) {
        return;
    }
    const form::Setting setting = setting_of(model, env);
    // What was refused opens where the first thing is wrong.
    if (std::exchange(model.to_mend, false) && !model.form.errors.empty()) {
        const std::string page = form::page_asking(setting, model.form, model.form.errors.front().path);
        if (env.route.value("page") != page) {
            model.to_mend = true;
            env.signal(GoTo{to_form_page(model, page), NavigateHow::replace});
            return;
        }
    }
    // One thing at a time, and what has no list of tasks, leads straight to the first.
    if (env.route.is(pages::apply) && (setting.layout == form::Layout::one_by_one || is_turned_away(model))) {
        env.signal(GoTo{to_form_page(model, next_page(setting, model.form).id), NavigateHow::replace});
        return;
    }
    form::enter(model.form, setting, env.route.value("page"));
    env.signal(FormOpened{model.draft_code(), model.asked, answers_elsewhere(model, env),
                          model.save != SaveState::none || !model.form.touched.empty()});
}

/// What was refused is mended in the form, with what the server said.
void take_refused(Model& model, Env& env) {
    const auto found = model.refused.find(model.draft_code());
    if (found == model.refused.end() || model.asked.code.empty() || model.submission.key == found->second.key) {
        return;
    }
    const domain::CommandStatus& status = found->second;
    take_draft(model, env, status.draft);
    model.handed_in.forget(env);  // what was offered may be what is gone
    model.draft_loaded = true;
    model.submission = Submission{};
    model.submission.key = status.key;
    model.submission.take(status);
    if (status.error) {
        model.form.errors = status.error->fields;
        model.to_mend = !model.form.errors.empty();
    }
}

void begin(Model& model, Env& env) {
    if (!model.ready()) {
        return;
    }
    if (const Value stored = std::exchange(model.stored, {}); !stored.is_null() && model.form.touched.empty()) {
        take_draft(model, env, stored);
        model.save = SaveState::saved;
    }
    take_refused(model, env);
    form::fill_known(model.form, setting_of(model, env), model.facts);
    want_handed_in(model, env);
    use_wanted_again(model, env);
    show_page(model, env);
}

void fetch_draft(Model& model, Env& env) {
    const std::string slot = slot_of(env.owner(), model.draft_code());
    if (model.slot == slot) {
        return;
    }
    const std::string before = std::exchange(model.slot, slot);
    if (!before.empty() && model.draft_loaded && !model.form.touched.empty()) {
        // Who has signed in goes on with what they wrote before.
        env.effect(KeepDraft{before, {}});
        keep_draft(model, env);
        return;
    }
    model.draft_loaded = false;
    model.fetching = env.effect(FetchDraft{slot});
}

/// The form as it is asked by what is known now.
void ask(Model& model, Env& env) {
    const bool first = model.asked.code.empty();
    model.asked = domain::form_for(*model.service, form::values_of(model.facts),
                                   model.person.empty() ? domain::FilledBy::person : domain::FilledBy::helper);
    if (first) {
        begin(model, env);
    } else if (model.ready()) {
        form::fill_known(model.form, setting_of(model, env), model.facts);
    }
}

/// For a person who gave a mandate.
void ask_for_person(Model& model, Env& env) {
    if (model.service != nullptr && !model.busy() && is_begun(model, env)) {
        ask(model, env);
    }
}

/// The service that is asked for, or that was not to be had.
void want_service(const Model& model, Env& env) {
    if (const std::string& code = is_turned_away(model) ? model.about : model.code; !code.empty()) {
        env.signal(ServiceWanted{code});
    }
}

void enter(Env& env, const Route& route) {
    Model& model = env.state<Model>();
    if (!is_of(model, route)) {
        Model fresh;
        fresh.code = route.id();
        fresh.person = route.value("for");
        fresh.refused = std::move(model.refused);
        model.handed_in.cancel(env);
        model.behalf.cancel(env);
        model.within.cancel(env);
        model = std::move(fresh);
    }
    model.time.shown(env.now);
    want_behalf(model, env);
    if (is_turned_away(model)) {
        model.asked = env.form(turned_away);
        if (const std::string_view about = route.value("service"); !about.empty()) {
            model.about = about;
        }
    }
    fetch_draft(model, env);
    want_service(model, env);
    want_handed_in(model, env);  // unless it is there: the network may have failed, or nobody was signed in
    show_page(model, env);
}

/// 办不成事 begins with the name of what was not to be had.
void on_about(Model& model, const ServiceSeen& seen) {
    if (is_turned_away(model) && seen.code == model.about && !seen.title.empty() && form::is_blank(model.form)) {
        model.form.answers.set("title", seen.title);
    }
}

void on_service(Model& model, Env& env, const ServiceSeen& seen) {
    on_about(model, seen);
    if (seen.code != model.code || model.busy()) {
        return;
    }
    model.missing = seen.error;
    if (seen.service == nullptr || !seen.service->form) {
        if (seen.service != nullptr) {
            model.missing = domain::make_error(domain::ApiErrorKind::not_found);
        }
        return;
    }
    const bool whom_changed = !model.whom.empty() && model.whom != seen.whom && model.form.touched.empty();
    model.service = seen.service;
    model.standing = seen.standing;
    model.title = seen.title.empty() ? model.title : seen.title;
    if (!model.person.empty()) {
        ask_for_person(model, env);
        return;
    }
    if (model.whom.empty() || whom_changed) {
        model.whom = seen.whom;
    }
    if (model.whom == seen.whom) {
        model.facts = seen.facts;
    }
    ask(model, env);
}

void on_draft(Model& model, Env& env, const world::DraftFetched& fetched) {
    model.fetching = 0;
    model.draft_loaded = true;
    model.save = SaveState::none;
    model.stored = fetched.draft;
    begin(model, env);
}

// --- sending ---

Value body_of(const Model& model, const Env& env) {
    const form::Setting setting = setting_of(model, env);
    if (!is_turned_away(model)) {
        Value body = form::application_body(setting, model.form, *model.service, model.facts, model.whom);
        name_behalf(model, body);
        if (const std::optional<int> seconds = model.time.seconds()) {
            body.set("filled_seconds", *seconds);
        }
        return body;
    }
    Value body = form::kept_answers(setting, model.form);
    body.set("kind", std::string(turned_away));
    return body;
}

void hand_over(Model& model, Env& env) {
    model.submit_when_ready = false;
    if (env.account == nullptr) {
        Route login = to_page(pages::login);
        login.set("next", format_route(env.route));
        env.signal(GoTo{std::move(login)});
        return;
    }
    form::forget_before(model.form, env);
    domain::Command command;
    command.act = domain::filing_act;
    command.title = is_turned_away(model) ? std::string(model.form.answers.text_at("title")) : model.title;
    command.blobs = form::pictures_of(model.form);
    command.draft_slot = model.slot;
    command.draft = draft_of(model);
    model.submission.send(env, std::move(command), domain::api::FileForm{body_of(model, env)});
    env.signal(FilingOffered{model.submission.key});
}

void follow(Model& model, Env& env, const form::Outcome& outcome) {
    if (outcome.edited) {
        keep_draft(model, env);
    }
    if (outcome.left) {
        const bool listed = setting_of(model, env).layout != form::Layout::one_by_one && !is_turned_away(model);
        env.signal(GoTo{listed ? pages::to_apply(model.code, model.person) : above_form(model)});
    } else if (outcome.moved) {
        env.signal(GoTo{to_form_page(model, model.form.page), NavigateHow::push, outcome.focus});
    } else if (outcome.submit && form::shrinking(model.form)) {
        model.submit_when_ready = true;
    } else if (outcome.submit) {
        hand_over(model, env);
    }
}

/// Empty again, with the service that is there.
void start_over(Model& model, Env& env) {
    model.form = {};
    model.time = {};
    model.time.shown(env.now);
    model.again.clear();
    model.handed_in.forget(env);  // what is sent now may be used again the next time
    model.submission = Submission{};
    model.submit_when_ready = false;
    model.save = SaveState::none;
    model.save_failure.reset();
    form::fill_known(model.form, setting_of(model, env), model.facts);
}

struct Apply {
    Model& model;
    Env& env;

    void operator()(const Filled& filled) const {
        model.time.touched(env.now);
        follow(model, env, form::update(model.form, setting_of(model, env), env, filled.action));
    }
    void operator()(const DiscardPressed&) const {
        env.signal(OpenDialog{{.name = "discard_draft", .confirmed = to_action(DiscardConfirmed{})}});
    }
    void operator()(const DiscardConfirmed&) const {
        form::drop_photos(model.form, env);
        model.submission.give_up(env);
        env.effect(KeepDraft{model.slot, {}});
        start_over(model, env);
        env.announce({"appeal.draft_discarded", {}});
        env.signal(FormEnded{model.draft_code(), FormEnded::How::thrown_away});
        env.signal(GoTo{above_form(model), NavigateHow::leave});
    }
};

void update(Model& model, Env& env, const Action& action) {
    if (model.ready() && !model.busy()) {
        std::visit(Apply{model, env}, action);
    }
}

/// The outbox has it: the next one starts empty.
void handed_over(Model& model, Env& env, const std::string& key) {
    model.refused.erase(model.draft_code());
    start_over(model, env);
    env.signal(FormEnded{model.draft_code(), FormEnded::How::filed});
    if (is_shown(env)) {
        env.signal(GoTo{to_page(pages::appeal_sent, key), NavigateHow::leave});
    }
}

void on_seen(Model& model, Env& env, const domain::CommandStatus& status) {
    if (status.feature != feature.name || status.act != domain::filing_act) {
        return;
    }
    if (status.state == domain::CommandState::needs_attention) {
        const std::string code = code_of_draft(status.draft);
        model.refused[code] = status;
        if (code == model.draft_code() && !behalf::stopped(status.error).empty()) {
            stop(model, env);
            want_behalf(model, env);
        }
        if (code == model.draft_code() && model.ready() && model.form.touched.empty()) {
            take_refused(model, env);
            want_handed_in(model, env);
        }
        return;
    }
    if (model.submission.offered && model.submission.key == status.key) {
        handed_over(model, env, status.key);
    }
}

/// What another device has written, or what was made of both.
void on_found(Model& model, Env& env, const FormFound& found) {
    if (found.code != model.draft_code() || !model.ready() || model.busy()) {
        return;
    }
    Value answers = found.answers;
    if (const std::string_view whom = answers.text_at("for"); !whom.empty() && !is_turned_away(model)) {
        model.whom = whom;
        answers.erase("for");
    }
    if (model.service != nullptr) {
        form::take_later(answers, *model.service);
    }
    std::vector<std::string> again = form::take_reused(answers);
    form::take_answers(model.form, model.asked, answers);
    model.time.lose();
    use_again(model, env, std::move(again));
    model.form.errors.clear();
    keep_draft(model, env);
    show_page(model, env);
}

void on_event(Model& model, Env& env, const Box& event) {
    if (const auto* service = event.get<ServiceSeen>()) {
        on_service(model, env, *service);
    } else if (const auto* found = event.get<FormFound>()) {
        on_found(model, env, *found);
    } else if (const auto* seen = event.get<CommandSeen>()) {
        on_seen(model, env, seen->status);
    } else if (const auto* filed = event.get<world::FilingAcknowledged>()) {
        const std::string& key = filed->receipt.filing_key;
        std::erase_if(model.refused, [&](const auto& entry) { return entry.second.key == key; });
        if (model.submission.offered && model.submission.key == key) {
            handed_over(model, env, key);
        }
    } else if (const auto* discarded = event.get<world::CommandDiscarded>()) {
        std::erase_if(model.refused, [&](const auto& entry) { return entry.second.key == discarded->key; });
        model.submission.take_end(discarded->key);
    } else if (const auto* failed = event.get<world::SubmitFailed>()) {
        if (model.submission.take(*failed)) {
            const std::string reason(domain::to_code(failed->reason));
            env.announce({"appeal.not_submitted." + reason, {}}, Politeness::assertive);
        }
    } else if (const auto* ended = event.get<FormEnded>()) {
        // Thrown away in the list of drafts: what is in memory of it goes too.
        if (ended->how == FormEnded::How::thrown_away && ended->code == model.draft_code() && model.ready()) {
            start_over(model, env);
        }
    } else if (event.holds<world::ProgramWhole>()) {
        if (is_shown(env)) {
            want_service(model, env);  // nobody heard it when the page was opened
            want_behalf(model, env);
        }
    } else if (event.holds<SessionStarted>()) {
        if (is_shown(env)) {
            want_behalf(model, env);  // it was opened before it was known who is signed in
        }
    } else if (event.holds<SettingsChanged>()) {
        show_page(model, env);
    }
}

void on_told(Model& model, Env& env, RequestId id, const Box& answer) {
    if (form::take_handed_in(model.handed_in, env, id, answer)) {
        use_wanted_again(model, env);
        return;
    }
    if (const auto* tree = answer.get<world::TreeAnswered>(); tree != nullptr && take_behalf(model, env, id, *tree)) {
        ask_for_person(model, env);
        return;
    }
    if (const auto* fetched = answer.get<world::DraftFetched>()) {
        if (id == model.fetching) {
            on_draft(model, env, *fetched);
        }
        return;
    }
    if (id == model.keeping && answer.holds<world::DraftSaved>()) {
        model.save = SaveState::saved;
        model.save_failure.reset();
        return;
    }
    if (const auto* failed = answer.get<world::DraftSaveFailed>()) {
        const bool told = model.save_failure == failed->reason;
        model.save = SaveState::failed;
        model.save_failure = failed->reason;
        if (!told) {
            env.announce({"appeal.not_saved." + std::string(domain::to_code(failed->reason)), {}},
                         Politeness::assertive);
        }
        return;
    }
    const form::Outcome outcome =
        model.ready() ? form::on_told(model.form, setting_of(model, env), env, id, answer) : form::Outcome{};
    if (!outcome.heard) {
        form::drop_unheard(env, answer);
    }
    if (outcome.edited) {
        keep_draft(model, env);
    }
    if (outcome.heard && model.submit_when_ready && !form::shrinking(model.form)) {
        // Checked once more: the picture may have been refused.
        model.submit_when_ready = false;
        follow(model, env, form::update(model.form, setting_of(model, env), env, form::SubmitPressed{}));
    }
}

/// Whoever has not signed in may begin: that comes last.
bool admits(const app::Model& all, const Route&) { return is_nobody(all); }

Route above_tasks(const app::Model& all) { return above_form(all.get<Model>()); }
Route above_page(const app::Model& all) {
    const Model& model = all.get<Model>();
    return is_turned_away(model) ? above_form(model) : pages::to_apply(model.code, model.person);
}

void title(const Route& route, Message& title) {
    if (route.id() == turned_away) {
        title.key = "page.turned_away.title";
    }
}

constexpr std::array feature_pages{
    Page{.address = &pages::apply, .enter = enter, .title = title, .parent = above_tasks, .admits = admits},
    Page{.address = &pages::apply_page, .enter = enter, .title = title, .parent = above_page, .admits = admits},
};

}  // namespace

form::Setting setting_of(const Model& model, domain::CivilDate today, const domain::Reference* reference,
                         domain::DisplayMode mode) {
    form::FormContext context = form::context_of(today, reference);
    context.facts = form::values_of(model.facts);
    const bool elder = mode == domain::DisplayMode::elder;
    return {model.asked, std::move(context), elder ? form::Layout::one_by_one : form::Layout::sections};
}

form::Page next_page(const form::Setting& setting, const form::State& state) {
    std::vector<form::Page> all = form::pages_of(setting, state);
    for (form::Page& page : all) {
        // One by one, what is known is read and said to be right before anything new is asked.
        const bool unread = setting.layout == form::Layout::one_by_one && form::is_unread(state, page);
        if (page.section->review || unread || !form::progress_of(setting, state, page).missing.empty()) {
            return std::move(page);
        }
    }
    return all.empty() ? form::Page{} : std::move(all.back());
}

std::vector<std::string> promised_later(const Model& model) {
    return model.service == nullptr ? std::vector<std::string>{}
                                    : form::promised_later(*model.service, model.facts, model.form);
}

app::Action to_action(Action action) { return {{&feature, 0}, Box(std::move(action))}; }

constinit const Feature feature{.name = "apply",
                                .pages = feature_pages,
                                .part = Feature::Part::rest,
                                .update = handle_then<&update, &watch_drops>,
                                .told = handle_then<&on_told, &watch_drops>,
                                .heard = handle_then<&on_event, &watch_drops>};

}  // namespace ow::app::apply
