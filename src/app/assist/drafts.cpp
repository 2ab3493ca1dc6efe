#include <algorithm>
#include <utility>

#include "src/app/assist/pages.hpp"
#include "src/app/assist/parts.hpp"
#include "src/app/form/application.hpp"
#include "src/app/grid_copy.hpp"

namespace ow::app::assist {

namespace {

using domain::Value;

/// Which errands are open, by account; their drafts have all else.
void keep_note(const Model& model, Env& env) {
    if (model.note.is_null()) {
        return;  // what it names already is not known yet: on_note
    }
    Value::List ids;
    for (const auto& [id, errand] : model.open) {
        ids.emplace_back(id);
    }
    for (const auto& [request, id] : model.fetching) {
        if (!model.open.contains(id)) {
            ids.emplace_back(id);
        }
    }
    Value note = model.note;
    note.set(env.owner(), std::move(ids));
    env.effect(KeepNote{std::move(note)});
}

void fetch(Model& model, Env& env, const std::string& id) {
    const bool asked = std::ranges::any_of(model.fetching, [&](const auto& one) { return one.second == id; });
    if (!asked) {
        model.fetching[env.effect(FetchDraft{slot_of(env, id)})] = id;
    }
}

void on_note(Model& model, Env& env, const Value& note) {
    model.note = note.as_object() == nullptr ? Value::object() : note;
    for (const Value& id : model.note.list_at(env.owner())) {
        if (id.as_text() != nullptr && !model.open.contains(*id.as_text())) {
            fetch(model, env, *id.as_text());
        }
    }
    if (!model.open.empty()) {
        keep_note(model, env);  // begun before it came
    }
}

void on_draft(Model& model, Env& env, const std::string& id, const Value& draft) {
    const bool shown = !env.route.id().empty() && env.route.id() == id;
    if (draft.text_at("id") != id) {
        if (shown) {
            env.signal(GoTo{to_page(pages::assisted), NavigateHow::replace});
        }
        return;
    }
    model.open.insert_or_assign(id, read_errand(draft));
    if (shown && (!model.errand || model.errand->id != id)) {
        take_errand(model, env, draft);
    }
}

std::string person_slot(const Env& env) { return std::string(form_drafts) + env.owner() + "/assist.person"; }

/// What was typed of somebody new, once the form is there; what is being typed now is newer.
void take_person(Model& model, Env& env) {
    if (env.form("person").fields.empty() || model.kept_person.is_null()) {
        return;
    }
    const Value kept = std::exchange(model.kept_person, {});
    if (form::is_blank(model.person)) {
        form::take_kept(model.person, env, env.form("person"), kept);
    }
}

/// The form of an appeal without its category, which was chosen before: the mandate is about it.
domain::forms::FormDefinition appeal_form(const Env& env) {
    domain::forms::FormDefinition form = env.form("appeal");
    std::erase_if(form.fields, [](const auto& field) { return field.path == "category"; });
    return form;
}

/// What no fact of a form names: where the person lives, and how they are reached.
void fill_place(Errand& errand, const domain::forms::FormDefinition& asked, const Env& env) {
    const Value* phone = errand.facts.find("account.phone.value");
    const std::string grid = env.account == nullptr ? std::string() : env.account->grid_id;
    struct Known {
        std::string_view field, part;
        Value value;
    };
    const Known all[] = {
        {"home", "text", errand.person.home},  {"home", "grid_id", grid},
        {"place", "text", errand.person.home}, {"place", "grid_id", grid},
        {"contact", "mode", Value("named")},   {"contact", "phone", phone == nullptr ? Value() : *phone}};
    for (const auto& [name, part, value] : all) {
        const std::string path = domain::join_path(name, part);
        const form::FormField* field = form::owner_of(asked, path);
        const std::string* text = value.as_text();
        const bool touched = field != nullptr && errand.form.touched.contains(field->path);
        if (field != nullptr && !touched && text != nullptr && !text->empty() &&
            errand.form.answers.find(path) == nullptr) {
            errand.form.answers.set(path, value);
        }
    }
}

}  // namespace

std::string slot_of(const Env& env, const std::string& id) {
    return std::string(form_drafts) + env.owner() + "/assist/" + id;
}

domain::CivilDate street_day(const Env& env) {
    return domain::to_civil(grid::server_now(env.all.get<grid::Copy>(), env.now), env.zone_minutes).date;
}

form::Setting mandate_setting(const Env& env) { return form::setting_of(env, "mandate"); }

form::Setting form_setting(const Model& model, const Env& env) {
    return assist::form_setting(model, street_day(env), env.reference);
}

Route to_errand(const Address& page, const Model& model) {
    return to_page(page, model.errand ? model.errand->id : std::string());
}

Route to_fill(const Model& model, std::string page) {
    Route route = to_errand(pages::assisted_fill, model);
    route.set("page", std::move(page));
    return route;
}

void want_list(Model& model, Env& env) {
    if (!std::exchange(model.listed, true)) {
        env.effect(LoadNote{});
    }
}

void open_errand(Model& model, Env& env, const std::string& id) {
    want_list(model, env);
    if (model.errand && model.errand->id == id) {
        take_forms(model, env);
        return;
    }
    fetch(model, env, id);
}

void keep(Model& model, Env& env) {
    if (!model.errand || !model.kept.is_null()) {
        return;
    }
    const bool known = model.open.contains(model.errand->id);
    model.open.insert_or_assign(model.errand->id, *model.errand);
    if (!known) {
        keep_note(model, env);
    }
    model.keeping = env.effect(KeepDraft{slot_of(env, model.errand->id), kept_errand(*model.errand)});
}

void take_errand(Model& model, Env& env, const Value& kept) {
    model.errand = read_errand(kept);
    model.open.insert_or_assign(model.errand->id, *model.errand);
    model.kept = kept;
    model.service.reset();
    model.asked = {};
    model.missing.reset();
    if (model.errand->kind == Kind::application) {
        env.signal(ServiceWanted{model.errand->matter});
    }
    take_forms(model, env);
}

void keep_person(Model& model, Env& env) {
    // A refused one that is mended is kept with its errand.
    if (model.replacing.empty()) {
        const bool blank = form::is_blank(model.person);
        model.keeping = env.effect(KeepDraft{person_slot(env), blank ? Value() : form::kept_form(model.person)});
    }
}

void want_person(Model& model, Env& env) {
    if (model.replacing.empty() && form::is_blank(model.person)) {
        model.person_request = env.effect(FetchDraft{person_slot(env)});
    }
}

void take_forms(Model& model, Env& env) {
    take_person(model, env);
    if (!model.errand) {
        return;
    }
    Errand& errand = *model.errand;
    if (errand.kind == Kind::application && model.service != nullptr && model.service->form) {
        model.asked = domain::form_for(*model.service, form::values_of(errand.facts), domain::FilledBy::helper);
    } else if (errand.kind == Kind::appeal) {
        model.asked = appeal_form(env);
    }
    const bool wants_form = errand.kind != Kind::none;
    if (env.form("mandate").fields.empty() || (wants_form && model.asked.fields.empty())) {
        return;
    }
    if (const Value kept = std::exchange(model.kept, {}); !kept.is_null()) {
        if (const Value* mandate = kept.find("mandate")) {
            form::take_kept(errand.mandate, env, env.form("mandate"), *mandate);
        }
        if (const Value* answers = kept.find("form"); answers != nullptr && wants_form) {
            form::take_kept(errand.form, env, model.asked, *answers);
        }
    }
    fill(model, env);
    if (wants_form && env.route.is(pages::assisted_fill) && env.route.id() == errand.id) {
        form::enter(errand.form, form_setting(model, env), env.route.value("page"));
    }
    go_to_mend(model, env);
}

void fill(Model& model, Env& env) {
    Errand& errand = *model.errand;
    // A term long enough for what is asked later, and what most want: that the helper may follow it up.
    if (form::is_blank(errand.mandate)) {
        errand.mandate.answers.set("days", "90");
        errand.mandate.answers.set("scopes", Value::List{Value("follow"), Value("supplement")});
        errand.mandate.answers.set("evidence.kind", "signature");
    }
    if (errand.kind != Kind::none && !model.asked.fields.empty()) {
        form::fill_known(errand.form, form_setting(model, env), errand.facts);
        fill_place(errand, model.asked, env);
    }
}

void forget_errand(Model& model, Env& env, const std::string& id) {
    model.open.erase(id);
    env.effect(KeepDraft{slot_of(env, id), {}});
    keep_note(model, env);
    if (model.errand && model.errand->id == id) {
        model.errand.reset();
        model.kept = {};
        model.service.reset();
        model.asked = {};
    }
}

bool on_kept(Model& model, Env& env, RequestId id, const Box& answer) {
    if (const auto* note = answer.get<world::NoteLoaded>()) {
        on_note(model, env, note->note);
        return true;
    }
    if (const auto* fetched = answer.get<world::DraftFetched>()) {
        if (id == model.person_request) {
            model.kept_person = fetched->draft;
            take_person(model, env);
        } else if (const auto found = model.fetching.find(id); found != model.fetching.end()) {
            const std::string errand = found->second;
            model.fetching.erase(found);
            on_draft(model, env, errand, fetched->draft);
        }
        return true;
    }
    if (id == model.keeping && answer.holds<world::DraftSaved>()) {
        model.save_failure.reset();
        return true;
    }
    if (const auto* failed = answer.get<world::DraftSaveFailed>()) {
        const bool told = model.save_failure == failed->reason;
        model.save_failure = failed->reason;
        if (!told) {
            env.announce({"appeal.not_saved." + std::string(domain::to_code(failed->reason)), {}},
                         Politeness::assertive);
        }
        return true;
    }
    return false;
}

}  // namespace ow::app::assist
