#include "src/app/services/services.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "src/app/apply/pages.hpp"
#include "src/app/feature.hpp"
#include "src/app/remote_tree.hpp"
#include "src/app/search/pages.hpp"
#include "src/app/services/pages.hpp"
#include "src/app/services/parts.hpp"

namespace ow::app::services {

namespace {

using domain::Value;
using domain::forms::FormDefinition;

/// Facts that were answered here, of whom the guide is for.
const Value& told_of(const Model& model, std::string_view whom) { return whom == oneself ? model.told : model.other; }
const Value& told_of(const Model& model) { return told_of(model, model.whom); }
Value& told_of(Model& model) { return model.whom == oneself ? model.told : model.other; }

/// What the street knows of whom the guide is for: nothing of a relative.
Value known_of(const Model& model, std::string_view whom) {
    if (whom == oneself) {
        return model.known;
    }
    return model.behalf.value ? model.behalf.value->facts : Value::object();
}
Value known_of(const Model& model) { return known_of(model, model.whom); }

/// For whom the form of a service is: what was chosen in the guide of another says nothing of it.
std::string_view whom_of(const Model& model, std::string_view code) {
    return model.whom_for == code ? std::string_view(model.whom) : oneself;
}

/// What is known, and what was answered beside it.
Value sources_of(const Model& model, Value facts, const Value& told) {
    for (const domain::FactQuestion& question : model.questions) {
        const Value* answer = told.find(question.name);
        if (answer != nullptr && facts.find(question.name) == nullptr) {
            facts.set(domain::join_path(question.name, "value"), *answer);
        }
    }
    return facts;
}

bool is_fact(const Value& value) {
    const Value* inner = value.find("value");
    return inner != nullptr && !inner->is_null();
}

/// Calls for each fact of a tree of them, by its path.
template <class Each>
void for_each_fact(const Value& tree, const std::string& path, Each each) {
    if (is_fact(tree)) {
        each(path, tree);
        return;
    }
    const Value::Object* members = tree.as_object();
    for (std::size_t at = 0; members != nullptr && at < members->size(); ++at) {
        for_each_fact((*members)[at].value, domain::join_path(path, (*members)[at].name), each);
    }
}

form::Setting setting_of(const FormDefinition& questions, const Env& env) {
    return {questions, form::context_of(env.today(), env.reference)};
}

/// The guide on the screen, or nullptr.
const domain::Service* shown_guide(const Model& model, const Env& env) {
    return env.route.is(pages::service) ? find_guide(model, env.route.id()) : nullptr;
}

/// The questions show what was answered before.
void fill_questions(Model& model) {
    model.asked = form::State{};
    model.asked.answers = told_of(model);
}

/// Whether a date is still being written: its parts are not all there.
bool is_unfinished(const FormDefinition& questions, const form::State& asked, const domain::FieldError& error) {
    const form::FormField* field = form::owner_of(questions, error.path);
    const Value* answer = asked.answers.find(error.path);
    const std::string* written = answer == nullptr ? nullptr : answer->as_text();
    if (field == nullptr || field->type != domain::forms::FieldType::date || written == nullptr) {
        return false;
    }
    constexpr std::size_t year_digits = 4;
    const std::string_view typed = *written;
    return typed.ends_with('-') || typed.find('-') != year_digits || typed.find("--") != std::string_view::npos;
}

/// Answers that are right count at once; one that is not yet is none, and says so once it is written.
void take_answers(Model& model, Env& env, const FormDefinition& questions) {
    const form::Setting setting = setting_of(questions, env);
    const auto errors = form::check_all(setting, model.asked);
    const Value kept = form::kept_answers(setting, model.asked);
    Value& told = told_of(model);
    model.asked.errors.clear();
    std::ranges::remove_copy_if(errors, std::back_inserter(model.asked.errors), [&](const domain::FieldError& error) {
        return is_unfinished(questions, model.asked, error);
    });
    for (const form::FormField& field : questions.fields) {
        const bool wrong = std::any_of(errors.begin(), errors.end(), [&](const domain::FieldError& error) {
            return form::owner_of(questions, error.path) == &field;
        });
        const Value* answer = wrong ? nullptr : kept.find(field.path);
        if (answer != nullptr) {
            told.set(field.path, *answer);
        } else {
            told.erase(field.path);
        }
    }
    if (model.whom == oneself) {
        env.effect(KeepNote{note_of(model)});
    }
    work_out(model, env);
    tell_guide(model, env, env.route.id());
}

struct Apply {
    Model& model;
    Env& env;

    void operator()(const Edited& edit) const {
        model.typed = edit.value;
        model.found = find(model, model.typed);
    }
    void operator()(const Filled& filled) const {
        const domain::Service* service = shown_guide(model, env);
        const bool in_list = env.route.is(pages::services);
        if (service == nullptr && !in_list) {
            return;
        }
        const FormDefinition questions = service != nullptr ? questions_of(model, *service) : questions_of(model);
        if (!form::update(model.asked, setting_of(questions, env), env, filled.action).edited) {
            return;
        }
        if (in_list) {
            note_answered(filled.action);
        }
        const std::size_t before = model.offers.now.size();
        take_answers(model, env, questions);
        if (in_list && model.offers.now.size() != before) {
            env.announce({"services.can.heard", {{"count", static_cast<std::int64_t>(model.offers.now.size())}}});
        }
    }
    /// Its question stays, so that an answer can be seen and changed.
    void note_answered(const form::Action& action) const {
        const auto* edited = std::get_if<form::Edited>(&action);
        if (edited != nullptr && std::ranges::find(model.answered, edited->path) == model.answered.end()) {
            model.answered.push_back(edited->path);
        }
    }
    void operator()(const WhomChosen& chosen) const {
        if (!person_of(model).empty() || (chosen.whom != oneself && chosen.whom != relative)) {
            model.other = Value::object();  // of somebody else
        }
        model.whom = chosen.whom;
        model.whom_for = env.route.id();
        model.behalf.forget(env);
        if (const std::string_view person = person_of(model); !person.empty()) {
            load_tree(model.behalf, env, behalf::path_of(person, env.route.id()));
        }
        fill_questions(model);
        tell_guide(model, env, env.route.id());
    }
};

void update(Model& model, Env& env, const Action& action) { std::visit(Apply{model, env}, action); }

void enter_list(Env& env, const Route&) {
    Model& model = env.state<Model>();
    want_list(model, env);
    want_facts(model, env);
    model.whom = oneself;
    model.whom_for.clear();
    model.answered.clear();
    fill_questions(model);
    work_out(model, env);
}

void enter_guide(Env& env, const Route& route) {
    Model& model = env.state<Model>();
    want_guide(model, env, route.id());
    want_facts(model, env);
    want_helped(model, env);
    want_standing(model, env, route.id());
    model.whom = oneself;
    model.whom_for.clear();
    model.behalf.forget(env);
    fill_questions(model);
}

void on_told(Model& model, Env& env, RequestId id, const Box& answer) {
    if (const auto* tree = answer.get<world::TreeAnswered>()) {
        on_tree(model, env, id, *tree);
        return;
    }
    const auto* note = answer.get<world::NoteLoaded>();
    if (note == nullptr) {
        return;
    }
    if (model.kept.empty()) {
        model.kept = note->note.text_at("catalogue");
    }
    if (const Value* told = note->note.find("told"); told != nullptr && told->as_object() != nullptr) {
        for (const domain::Value::Member& member : *told->as_object()) {
            if (model.told.find(member.name) == nullptr) {
                model.told.set(member.name, member.value);
            }
        }
        fill_questions(model);
        work_out(model, env);
    }
}

/// Nobody's facts are known any more.
void forget_known(Model& model, Env& env) {
    model.helped.forget(env);
    model.standing.forget(env);
    model.behalf.forget(env);
    model.whom = oneself;
    model.whom_for.clear();
    model.facts_of.clear();
    model.facts_request = 0;
    model.known = Value::object();
    work_out(model, env);
}

/// Whether the address is of the form by which somebody asks for the service for themselves or a relative.
bool is_form_of(const Route& route, std::string_view code) {
    const bool form = route.is(pages::apply) || route.is(pages::apply_page);
    return form && route.id() == code && route.value("for").empty();
}

void on_event(Model& model, Env& env, const Box& event) {
    const bool late = event.holds<world::ProgramWhole>() && env.route.is(pages::search);  // it was not heard then
    if (event.holds<ServicesWanted>() || late) {
        want_list(model, env);
        want_facts(model, env);
    } else if (const auto* wanted = event.get<ServiceWanted>()) {
        want_guide(model, env, wanted->code);
        want_facts(model, env);
        if (is_form_of(env.route, wanted->code)) {
            want_standing(model, env, wanted->code);
        }
    } else if (event.holds<SettingsChanged>()) {
        change_language(model, env);
    } else if (event.holds<SessionStarted>()) {
        if (model.list_wanted) {
            want_facts(model, env);
        }
        if (env.route.is(pages::service)) {
            want_helped(model, env);
            want_standing(model, env, env.route.id());
        }
    } else if (event.holds<SessionEnded>()) {
        forget_known(model, env);
    } else if (const auto* network = event.get<world::OnlineChanged>()) {
        const bool missing = model.list_wanted && !model.list.value;
        if (network->online && missing) {
            retry(model, env);
        }
    }
}

/// What somebody said of themselves goes with them, also what is on the device from a run before.
void leave(Env& env) {
    Model& model = env.state<Model>();
    model.told = Value::object();
    env.effect(KeepNote{note_of(model)});
}

/// The catalogue is everybody's.
void keep(Model& before, Model& now) {
    now.language = std::move(before.language);
    now.catalogue = std::move(before.catalogue);
    now.kept = std::move(before.kept);
    now.list_wanted = before.list_wanted;
    now.list = std::move(before.list);
    now.traditional = std::move(before.traditional);
    now.guides = std::move(before.guides);
    now.questions = std::move(before.questions);
    now.index_request = before.index_request;
    now.note_asked = before.note_asked;
}

Route above(const app::Model&) { return to_page(pages::services); }

FormDefinition no_questions() {
    FormDefinition form;
    form.code = form.words = "ask";
    form.sections = {{"ask", false}};
    return form;
}

/// What may be asked and is not known is a field, once.
void add_question(FormDefinition& form, const Model& model, const std::string& name) {
    const auto question = std::ranges::find(model.questions, name, &domain::FactQuestion::name);
    const bool known = known_of(model).find(name) != nullptr;
    if (question == model.questions.end() || known || form::owner_of(form, name) != nullptr) {
        return;
    }
    form::FormField field;
    field.path = name;
    field.section = "ask";
    field.type = question->ask;
    field.options = question->options;
    form.fields.push_back(std::move(field));
    if (!question->require.is_null()) {
        form.rules.push_back({name, question->require, domain::FieldCode::mismatch});
    }
}

constexpr std::array feature_pages{
    Page{.address = &pages::services, .enter = enter_list},
    Page{.address = &pages::service, .enter = enter_guide, .parent = above},
};

}  // namespace

const domain::ServiceEntry* find_entry(const Model& model, std::string_view code) {
    if (!model.list.value) {
        return nullptr;
    }
    const auto found = std::find_if(model.list.value->begin(), model.list.value->end(),
                                    [&](const domain::ServiceEntry& entry) { return entry.code == code; });
    return found == model.list.value->end() ? nullptr : &*found;
}

const domain::Service* find_guide(const Model& model, std::string_view code) {
    const auto guide = model.guides.find(code);
    return guide == model.guides.end() || !guide->second.value ? nullptr : guide->second.value->get();
}

std::vector<std::size_t> find(const Model& model, std::string_view query) {
    std::vector<domain::Searchable> index;
    if (model.list.value) {
        for (const domain::ServiceEntry& entry : *model.list.value) {
            index.push_back({entry.code, entry.often, entry.terms});
        }
    }
    return domain::search_services(index, domain::simplified(query, model.traditional));
}

Value facts_for(const Model& model) {
    Value facts = told_of(model);
    for_each_fact(known_of(model), {},
                  [&](const std::string& path, const Value& fact) { facts.set(path, *fact.find("value")); });
    return facts;
}

Value sources_for(const Model& model) { return sources_of(model, known_of(model), told_of(model)); }

FormDefinition questions_of(const Model& model, const domain::Service& service) {
    const domain::Verdict verdict = domain::judge(service.conditions, Value::object(), {});
    FormDefinition form = no_questions();
    for (const domain::Reason& reason : verdict.reasons) {
        for (const std::string& name : reason.facts) {
            add_question(form, model, name);
        }
    }
    return form;
}

FormDefinition questions_of(const Model& model) {
    FormDefinition form = no_questions();
    for (const domain::OneQuestion& question : model.offers.nearly) {
        add_question(form, model, question.fact);
    }
    return form;
}

std::optional<bool> is_for_person(const Model& model, std::size_t at, domain::CivilDate today) {
    const domain::Verdict verdict = domain::judge(model.list.value->at(at).conditions, facts_for(model), today);
    return verdict.is == domain::Verdict::Is::needs_facts ? std::nullopt
                                                          : std::optional(verdict.is == domain::Verdict::Is::fits);
}

std::string_view person_of(const Model& model) {
    return model.whom == oneself || model.whom == relative ? std::string_view() : std::string_view(model.whom);
}

std::vector<const Helped*> helped_with(const Model& model, std::string_view code) {
    std::vector<const Helped*> found;
    if (model.helped.value) {
        for (const Helped& one : *model.helped.value) {
            if (std::ranges::find(one.services, code) != one.services.end()) {
                found.push_back(&one);
            }
        }
    }
    return found;
}

void tell_guide(const Model& model, Env& env, std::string_view code) {
    const auto guide = model.guides.find(code);
    if (guide == model.guides.end() || !guide->second.value) {
        return;
    }
    const domain::ServiceEntry* entry = find_entry(model, code);
    // A form for somebody who gave a mandate asks the server what is known of them: nobody else's has it.
    const std::string_view whom = whom_of(model, code);
    const bool helped = whom != oneself && whom != relative;
    env.signal(ServiceSeen{std::string(code),
                           *guide->second.value,
                           entry == nullptr ? std::string() : entry->title,
                           std::string(helped ? oneself : whom),
                           helped ? sources_of(model, model.known, model.told)
                                  : sources_of(model, known_of(model, whom), told_of(model, whom)),
                           {},
                           standing_of(model, code)});
}

Standing standing_of(const Model& model, std::string_view code) {
    return model.standing.value && model.standing_for == code ? *model.standing.value : Standing{};
}

void work_out(Model& model, const Env& env) {
    model.offers = {};
    if (!model.list.value) {
        return;
    }
    model.found = find(model, model.typed);
    Value facts = model.told;
    for_each_fact(model.known, {},
                  [&](const std::string& path, const Value& fact) { facts.set(path, *fact.find("value")); });
    model.offers = domain::offers_of(*model.list.value, model.questions, facts, env.today(), model.answered);
}

Value note_of(const Model& model) {
    if (model.kept.empty() && model.told == Value::object()) {
        return {};
    }
    Value note = Value::object();
    note.set("catalogue", model.kept);
    note.set("told", model.told);
    return note;
}

app::Action to_action(Action action) { return {{&feature, 0}, Box(std::move(action))}; }

constinit const Feature feature{.name = "services",
                                .pages = feature_pages,
                                .part = Feature::Part::rest,
                                .update = handle<&update>,
                                .told = handle<&on_told>,
                                .heard = handle<&on_event>,
                                .leave = leave,
                                .keep = handle<&keep>};

}  // namespace ow::app::services
