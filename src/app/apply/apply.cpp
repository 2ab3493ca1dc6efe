#include "src/app/apply/apply.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "src/app/apply/pages.hpp"
#include "src/app/feature.hpp"
#include "src/app/field_errors.hpp"
#include "src/app/filings/pages.hpp"
#include "src/app/services/pages.hpp"
#include "src/app/session/pages.hpp"

namespace ow::app::apply {

namespace {

using domain::Value;

/// A minor paper may follow for so many days.
constexpr int later_days = 15;

std::string slot_of(const std::string& owner, const std::string& code) {
    return std::string(form_drafts) + owner + "/" + code;
}

form::Setting setting_of(const Model& model, const Env& env) {
    return apply::setting_of(model, env.today(), env.reference, env.settings.mode);
}

bool is_shown(const Env& env) { return env.route.is(pages::apply) || env.route.is(pages::apply_page); }

Route to_form_page(const std::string& code, std::string page) {
    Route route = to_page(pages::apply_page, code);
    route.set("page", std::move(page));
    return route;
}

/// Values by path, as conditions look at them.
void collect_values(const Value& tree, const std::string& path, Value& values) {
    if (const Value* value = tree.find("value")) {
        values.set(path, *value);
        return;
    }
    const Value::Object* members = tree.as_object();
    for (std::size_t at = 0; members != nullptr && at < members->size(); ++at) {
        collect_values((*members)[at].value, domain::join_path(path, (*members)[at].name), values);
    }
}
Value values_of(const Value& facts) {
    Value values = Value::object();
    collect_values(facts, {}, values);
    return values;
}

// --- the draft ---

Value draft_of(const Model& model) {
    Value draft = form::kept_form(model.form);
    draft.set("service", model.code);
    draft.set("whom", model.whom);
    Value::List known;
    for (const auto& [path, answer] : model.form.known) {
        Value one = Value::object();
        one.set("path", path);
        one.set("source", answer.source);
        known.push_back(std::move(one));
    }
    draft.set("known", std::move(known));
    return draft;
}

void take_draft(Model& model, Env& env, const Value& draft) {
    form::take_kept(model.form, env, model.asked, draft);
    for (const Value& one : draft.list_at("known")) {
        const std::string path(one.text_at("path"));
        if (const Value* answer = model.form.answers.find(path)) {
            model.form.known[path] = {*answer, std::string(one.text_at("source"))};
        }
    }
    if (!draft.text_at("whom").empty()) {
        model.whom = draft.text_at("whom");
    }
}

void keep_draft(Model& model, Env& env) {
    model.save = SaveState::saving;
    model.keeping = env.effect(KeepDraft{model.slot, draft_of(model)});
}

// --- pages ---

void watch_drops(const Model& model, Env& env) {
    if (!is_shown(env) || !model.ready()) {
        return;
    }
    std::optional<int> room;
    for (const form::FormField* field : form::page_of(setting_of(model, env), model.form).fields) {
        if (field->type == form::FieldType::attachments && env.route.is(pages::apply_page) && !room) {
            const auto photos = model.form.photos.find(field->path);
            const int max = form::photos_max(model.asked, field->path);
            room = photos == model.form.photos.end() ? max : photos->second.room(max);
        }
    }
    env.effect(AcceptPhotos{room});
}

/// Shows what the address names, once all is there.
void show_page(Model& model, Env& env) {
    if (!model.ready() || !is_shown(env) || env.route.id() != model.code) {
        return;
    }
    const form::Setting setting = setting_of(model, env);
    // One thing at a time leads straight to the first.
    if (env.route.is(pages::apply) && setting.layout == form::Layout::one_by_one) {
        env.signal(GoTo{to_form_page(model.code, next_page(setting, model.form).id), NavigateHow::replace});
        return;
    }
    form::enter(model.form, setting, env.route.value("page"));
    watch_drops(model, env);
}

/// What was refused is mended in the form, with what the server said.
void take_refused(Model& model, Env& env) {
    const auto found = model.refused.find(model.code);
    if (found == model.refused.end() || model.service == nullptr || model.submission.key == found->second.key) {
        return;
    }
    const domain::CommandStatus& status = found->second;
    take_draft(model, env, status.draft);
    model.draft_loaded = true;
    model.submission = Submission{};
    model.submission.key = status.key;
    model.submission.take(status);
    if (status.error) {
        model.form.errors = status.error->fields;
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
    show_page(model, env);
}

void fetch_draft(Model& model, Env& env) {
    const std::string slot = slot_of(env.owner(), model.code);
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

void enter(Env& env, const Route& route) {
    Model& model = env.state<Model>();
    if (model.code != route.id()) {
        Model fresh;
        fresh.code = route.id();
        fresh.refused = std::move(model.refused);
        model = std::move(fresh);
    }
    fetch_draft(model, env);
    env.signal(ServiceWanted{model.code});
    show_page(model, env);
}

void on_service(Model& model, Env& env, const ServiceSeen& seen) {
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
    const bool first = model.service == nullptr;
    const bool whom_changed = !model.whom.empty() && model.whom != seen.whom && model.form.touched.empty();
    model.service = seen.service;
    model.title = seen.title.empty() ? model.title : seen.title;
    if (model.whom.empty() || whom_changed) {
        model.whom = seen.whom;
    }
    if (model.whom == seen.whom) {
        model.facts = seen.facts;
    }
    model.asked = domain::form_for(*model.service, values_of(model.facts));
    if (first) {
        begin(model, env);
    } else if (model.ready()) {
        form::fill_known(model.form, setting_of(model, env), model.facts);
    }
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
    Value body = form::kept_answers(setting_of(model, env), model.form);
    body.set("kind", "application");
    body.set("service", model.code);
    body.set("service_version", model.service->version);
    body.set("for", model.whom);
    Value::List later;
    for (std::string& path : promised_later(model)) {
        later.emplace_back(std::move(path));
    }
    if (!later.empty()) {
        body.set("later.fields", std::move(later));
        body.set("later.by", domain::iso_date(later_by(env.today())));
    }
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
    domain::Command command;
    command.act = domain::filing_act;
    command.title = model.title;
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
        const bool elder = setting_of(model, env).layout == form::Layout::one_by_one;
        env.signal(GoTo{to_page(elder ? pages::service : pages::apply, model.code)});
    } else if (outcome.moved) {
        env.signal(GoTo{to_form_page(model.code, model.form.page), NavigateHow::push, outcome.focus});
    } else if (outcome.submit && form::shrinking(model.form)) {
        model.submit_when_ready = true;
    } else if (outcome.submit) {
        hand_over(model, env);
    }
}

/// Empty again, with the service that is there.
void start_over(Model& model, Env& env) {
    model.form = {};
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
        follow(model, env, form::update(model.form, setting_of(model, env), env, filled.action));
        watch_drops(model, env);
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
        env.signal(GoTo{to_page(pages::service, model.code), NavigateHow::leave});
    }
};

void update(Model& model, Env& env, const Action& action) {
    if (model.ready() && !model.busy()) {
        std::visit(Apply{model, env}, action);
    }
}

/// The outbox has it: the next one starts empty.
void handed_over(Model& model, Env& env, const std::string& key) {
    model.refused.erase(model.code);
    start_over(model, env);
    if (is_shown(env)) {
        env.signal(GoTo{to_page(pages::appeal_sent, key), NavigateHow::leave});
    }
}

void on_seen(Model& model, Env& env, const domain::CommandStatus& status) {
    if (status.feature != feature.name || status.act != domain::filing_act) {
        return;
    }
    if (status.state == domain::CommandState::needs_attention) {
        const std::string code(status.draft.text_at("service"));
        model.refused[code] = status;
        if (code == model.code && model.ready() && model.form.touched.empty()) {
            take_refused(model, env);
        }
        return;
    }
    if (model.submission.offered && model.submission.key == status.key) {
        handed_over(model, env, status.key);
    }
}

void on_event(Model& model, Env& env, const Box& event) {
    if (const auto* service = event.get<ServiceSeen>()) {
        on_service(model, env, *service);
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
    } else if (event.holds<world::ProgramWhole>()) {
        if (is_shown(env)) {
            env.signal(ServiceWanted{model.code});  // nobody heard it when the page was opened
        }
    } else if (event.holds<SettingsChanged>()) {
        show_page(model, env);
    }
}

void on_told(Model& model, Env& env, RequestId id, const Box& answer) {
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
    if (const auto* ready = answer.get<world::PhotoReady>(); ready != nullptr && !outcome.heard) {
        env.effect(DropPhoto{ready->photo.local_id});
    }
    if (outcome.edited) {
        keep_draft(model, env);
        watch_drops(model, env);
    }
    if (outcome.heard && model.submit_when_ready && !form::shrinking(model.form)) {
        // Checked once more: the picture may have been refused.
        model.submit_when_ready = false;
        follow(model, env, form::update(model.form, setting_of(model, env), env, form::SubmitPressed{}));
    }
}

/// Whoever has not signed in may begin: that comes last.
bool admits(const app::Model& all, const Route&) { return account_of(all) == nullptr; }

Route above_tasks(const app::Model& all) { return to_page(pages::service, all.route.id()); }
Route above_page(const app::Model& all) { return to_page(pages::apply, all.route.id()); }

constexpr std::array feature_pages{
    Page{.address = &pages::apply, .enter = enter, .parent = above_tasks, .admits = admits},
    Page{.address = &pages::apply_page, .enter = enter, .parent = above_page, .admits = admits},
};

}  // namespace

form::Setting setting_of(const Model& model, domain::CivilDate today, const domain::Reference* reference,
                         domain::DisplayMode mode) {
    form::FormContext context = form::context_of(today, reference);
    context.facts = values_of(model.facts);
    const bool elder = mode == domain::DisplayMode::elder;
    return {model.asked, std::move(context), elder ? form::Layout::one_by_one : form::Layout::sections};
}

form::Page next_page(const form::Setting& setting, const form::State& state) {
    std::vector<form::Page> all = form::pages_of(setting, state);
    for (form::Page& page : all) {
        if (page.section->review || !form::progress_of(setting, state, page).missing.empty()) {
            return std::move(page);
        }
    }
    return all.empty() ? form::Page{} : std::move(all.back());
}

std::vector<std::string> promised_later(const Model& model) {
    std::vector<std::string> paths;
    const Value values = values_of(model.facts);
    for (const domain::ServiceMaterial& material : model.service->materials) {
        const bool there = !material.have.empty() && values.find(material.have) != nullptr;
        const auto photos = model.form.photos.find(material.field);
        const bool handed_in = photos != model.form.photos.end() && !photos->second.kept().empty();
        if (material.required && material.minor && !material.field.empty() && !there && !handed_in) {
            paths.push_back(material.field);
        }
    }
    return paths;
}

domain::CivilDate later_by(domain::CivilDate today) {
    return domain::civil_from_days(domain::days_from_civil(today) + later_days);
}

app::Action to_action(Action action) { return {{&feature, 0}, Box(std::move(action))}; }

constinit const Feature feature{.name = "apply",
                                .pages = feature_pages,
                                .part = Feature::Part::rest,
                                .update = handle<&update>,
                                .told = handle<&on_told>,
                                .heard = handle<&on_event>};

}  // namespace ow::app::apply
