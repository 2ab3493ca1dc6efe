#include <algorithm>
#include <utility>

#include "src/app/assist/pages.hpp"
#include "src/app/assist/parts.hpp"
#include "src/app/feature.hpp"
#include "src/app/form/application.hpp"
#include "src/app/grid_copy.hpp"

/// The person, the mandate and the case are three commands, each waiting for the one before; whatever becomes of one,
/// the errand can be put together again from any of them.
namespace ow::app::assist {

namespace {

using domain::CommandState;
using domain::CommandStatus;
using domain::Value;

constexpr std::string_view person_act = "assist.person", mandate_act = "assist.mandate";

const CommandStatus* status_of(const Model& model, const std::string& key) {
    const auto found = model.sent.find(key);
    return found == model.sent.end() ? nullptr : &found->second;
}

bool is_refused(const CommandStatus* status) {
    return status != nullptr && status->state == CommandState::needs_attention;
}

/// It is on its way, or waits for another.
bool is_waiting(const Model& model, const std::string& key) {
    const CommandStatus* status = status_of(model, key);
    return status != nullptr && !is_refused(status);
}

/// It is there already and need not be made again: it waits, or is acknowledged.
bool stands(const Model& model, const std::string& key) { return !key.empty() && !is_refused(status_of(model, key)); }

/// A command of the open errand, in the place of a refused one. `before`: what it waits for.
void offer(const Model& model, Env& env, domain::Command command, domain::CommandCall call, const std::string& replaced,
           const std::vector<std::string>& before) {
    command.feature = feature.name;
    command.owner = env.owner();
    command.on_behalf_of = model.errand->person.id;
    for (const std::string& key : before) {
        // What is neither on its way now nor known to wait is acknowledged.
        if (!key.empty()) {
            command.depends_on.push_back(key);
        }
    }
    // Any of them opens the whole errand again.
    command.draft = kept_errand(*model.errand);
    command.draft.set("key", command.id);
    const bool refused = is_refused(status_of(model, replaced));
    env.effect(SubmitCommand{std::move(command), std::move(call), refused ? replaced : std::string()});
}

domain::Command command_of(const std::string& key, std::string_view act, std::string title) {
    domain::Command command;
    command.id = key;
    command.act = act;
    command.title = std::move(title);
    return command;
}

/// What is wrong is the mandate, wherever it was found.
bool is_of_mandate(const CommandStatus& refused) {
    return refused.act == mandate_act ||
           (refused.error &&
            std::ranges::any_of(refused.error->fields, [](const auto& field) { return field.path == "mandate"; }));
}

/// What it waited for was thrown away, or never kept.
bool lost_what_it_waited_for(const CommandStatus& refused) {
    return refused.error && refused.error->code == "dependency_discarded";
}

/// The person has to agree anew.
bool wants_signature(const Model& model, const CommandStatus& refused) {
    if (is_of_the_dead(refused)) {
        return false;  // where the register is wrong, what was signed is good
    }
    if (lost_what_it_waited_for(refused)) {
        // A mandate that is there, on its way or refused, was signed as it is.
        return refused.act != mandate_act &&
               status_of(model, std::string(refused.draft.text_at("keys.mandate"))) == nullptr;
    }
    return is_of_mandate(refused);
}

Value case_body(const Model& model, const Env& env) {
    const Errand& errand = *model.errand;
    const form::Setting setting = form_setting(model, env);
    Value body;
    if (errand.kind == Kind::appeal) {
        body = form::kept_answers(setting, errand.form);
        body.set("kind", "appeal");
        body.set("category", errand.matter);
    } else {
        body = form::application_body(setting, errand.form, *model.service, errand.facts, "self");
    }
    body.set("on_behalf_of", errand.person.id);
    body.set("mandate", errand.mandate_id);
    grid::tell_time(body, env.all.get<grid::Copy>(), env.now, env.zone_minutes);
    return body;
}

std::string title_of(const Errand& errand) {
    return errand.kind == Kind::appeal ? std::string(errand.form.answers.text_at("title")) : errand.title;
}

}  // namespace

void submit(Model& model, Env& env) {
    Errand& errand = *model.errand;
    if (form::shrinking(errand.form)) {
        model.submit_when_ready = true;
        return;
    }
    model.submit_when_ready = false;
    model.submit_failure.reset();
    form::forget_before(errand.form, env);
    const Keys old = errand.keys;
    const bool person = !errand.registered.is_null() && !stands(model, old.person);
    const bool mandate = !stands(model, old.mandate);
    // A case that waits for its mandate goes on by itself when that is mended.
    const bool filing = !is_waiting(model, old.filing);
    // All of them are named in the draft that each carries.
    for (auto [made, key] : {std::pair(person, &errand.keys.person), std::pair(mandate, &errand.keys.mandate),
                             std::pair(filing, &errand.keys.filing)}) {
        if (made) {
            *key = env.fresh_key();
        }
    }
    const std::string of_person = person || is_waiting(model, old.person) ? errand.keys.person : std::string();
    const std::string of_mandate = mandate || is_waiting(model, old.mandate) ? errand.keys.mandate : std::string();
    if (person) {
        offer(model, env, command_of(errand.keys.person, person_act, errand.person.name),
              domain::api::PostTree{"/persons", errand.registered}, old.person, {});
    }
    if (mandate) {
        offer(model, env, command_of(errand.keys.mandate, mandate_act, errand.person.name),
              domain::api::PostTree{"/mandates", mandate_body(errand, mandate_setting(env))}, old.mandate, {of_person});
    }
    if (filing) {
        domain::Command command = command_of(errand.keys.filing, domain::filing_act, title_of(errand));
        command.blobs = form::pictures_of(errand.form);
        command.draft_slot = slot_of(env, errand.id);
        offer(model, env, std::move(command), domain::api::FileForm{case_body(model, env)}, old.filing,
              {of_person, of_mandate});
    }
    model.offered = filing ? errand.keys.filing : mandate ? errand.keys.mandate : errand.keys.person;
    if (filing) {
        env.signal(FilingOffered{model.offered});
    }
}

bool waits_only(const Model& model) { return model.errand && is_waiting(model, model.errand->keys.filing); }

void on_seen(Model& model, Env& env, const CommandStatus& status) {
    if (status.feature != feature.name) {
        return;
    }
    model.sent.insert_or_assign(status.key, status);
    if (is_refused(&status) && is_of_the_dead(status)) {
        env.signal(GridWanted{});  // what the tablet has of the person is older than the register
    }
    if (model.offered != status.key || !model.errand) {
        return;
    }
    // The outbox has it, with all that was written.
    model.offered.clear();
    const std::string filing = model.errand->keys.filing;
    forget_errand(model, env, std::string(model.errand->id));
    env.signal(GoTo{to_page(pages::assisted_sent, filing), NavigateHow::leave});
}

void on_gone(Model& model, const std::string& key) {
    model.sent.erase(key);
    if (model.offered == key) {
        model.offered.clear();
    }
}

void on_failed(Model& model, Env& env, const world::SubmitFailed& failed) {
    if (!model.errand) {
        return;
    }
    Keys& keys = model.errand->keys;
    for (std::string* key : {&keys.person, &keys.mandate, &keys.filing}) {
        if (*key == failed.key && !failed.key.empty()) {
            key->clear();
            model.offered.clear();
            model.submit_failure = failed.reason;
            env.announce({"appeal.not_submitted." + std::string(domain::to_code(failed.reason)), {}},
                         Politeness::assertive);
        }
    }
}

void mend(Model& model, Env& env, const std::string& key) {
    const CommandStatus* status = status_of(model, key);
    if (!is_refused(status) || status->draft.is_null() || model.busy()) {
        return;
    }
    Value draft = status->draft;
    if (lost_what_it_waited_for(*status)) {
        draft.erase("keys.person");  // registered again: a number that is there already is the same person
    }
    if (wants_signature(model, *status)) {
        // Another one, agreed to anew.
        draft.erase("text");
        draft.erase(domain::join_path(domain::join_path("mandate", "answers"), strokes_path));
        if (status->act != mandate_act) {
            draft.set("mandate_id", env.fresh_key());
            draft.erase("keys.mandate");
        }
    }
    if (is_of_the_dead(*status)) {
        draft.set("person.state", dead_state);
    }
    model.mending = *status;
    take_errand(model, env, draft);
}

void go_to_mend(Model& model, Env& env) {
    const auto refused = std::exchange(model.mending, {});
    if (!refused) {
        return;
    }
    Errand& errand = *model.errand;
    const std::vector<domain::FieldError> errors =
        refused->error ? refused->error->fields : std::vector<domain::FieldError>();
    if (is_of_the_dead(*refused)) {
        env.signal(GoTo{to_errand(pages::assisted_matter, model)});
    } else if (refused->act == person_act) {
        model.replacing = errand.id;
        model.person = {};
        model.person.answers = errand.registered;
        model.person.errors = errors;
        env.signal(GoTo{to_page(pages::assisted_new)});
    } else if (wants_signature(model, *refused)) {
        env.signal(GoTo{to_errand(pages::assisted_mandate, model)});
    } else {
        errand.form.errors = errors;
        for (const domain::FieldError& error : errors) {
            const form::FormField* field = form::owner_of(model.asked, error.path);
            errand.right.erase(field == nullptr ? error.path : field->path);
        }
        const std::string path = errors.empty() ? std::string() : errors.front().path;
        env.signal(GoTo{to_fill(model, form::page_asking(form_setting(model, env), errand.form, path))});
    }
    keep(model, env);
}

}  // namespace ow::app::assist
