#include "src/domain/service.hpp"

#include <algorithm>

namespace ow::domain {

namespace {

std::vector<std::string> texts_at(const Value& value, std::string_view path) {
    std::vector<std::string> texts;
    for (const Value& one : value.list_at(path)) {
        if (const std::string* text = one.as_text()) {
            texts.push_back(*text);
        }
    }
    return texts;
}

std::optional<int> whole_at(const Value& value, std::string_view path) {
    const Value* found = value.find(path);
    const double* number = found == nullptr ? nullptr : found->as_number();
    const bool fits = number != nullptr && *number >= 0 && *number <= 1e6;
    return fits ? std::optional(static_cast<int>(*number)) : std::nullopt;
}

bool flag_at(const Value& value, std::string_view path) {
    const Value* found = value.find(path);
    const bool* flag = found == nullptr ? nullptr : found->as_bool();
    return flag != nullptr && *flag;
}

std::vector<ServiceCondition> conditions_at(const Value& file) {
    std::vector<ServiceCondition> conditions;
    for (const Value& one : file.list_at("conditions")) {
        const Value* require = one.find("require");
        conditions.push_back({std::string(one.text_at("id")), require == nullptr ? Value() : *require});
    }
    return conditions;
}

ServiceSeason season_of(const Value& file) {
    return {std::string(file.text_at("opens")), std::string(file.text_at("closes"))};
}

ServiceEntry entry_of(const Value& file) {
    ServiceEntry entry;
    entry.code = file.text_at("code");
    entry.title = file.text_at("title");
    entry.summary = file.text_at("summary");
    entry.department = file.text_at("department");
    entry.department_name = file.text_at("department_name");
    entry.events = texts_at(file, "events");
    entry.groups = texts_at(file, "groups");
    entry.often = whole_at(file, "often").value_or(0);
    entry.promised = whole_at(file, "promised");
    entry.fee = file.text_at("fee");
    entry.online = flag_at(file, "online");
    entry.season = season_of(file);
    entry.conditions = conditions_at(file);
    entry.together = texts_at(file, "bundle");
    for (const Value& term : file.list_at("terms")) {
        entry.terms.push_back({std::string(term.text_at("t")), std::string(term.text_at("p")),
                               std::string(term.text_at("i")), whole_at(term, "w").value_or(1)});
    }
    return entry;
}

/// The facts that an expression names, each once, in reading order.
void collect_facts(const Value& expression, std::vector<std::string>& names) {
    const Value::List* list = expression.as_list();
    if (list == nullptr || list->empty()) {
        return;
    }
    const std::string* name = list->front().as_text();
    if (name != nullptr && *name == "fact" && list->size() == 2 && (*list)[1].as_text() != nullptr) {
        const std::string& fact = *(*list)[1].as_text();
        if (std::find(names.begin(), names.end(), fact) == names.end()) {
            names.push_back(fact);
        }
        return;
    }
    for (std::size_t at = 1; at < list->size(); ++at) {
        collect_facts((*list)[at], names);
    }
}

Reason reason_of(const ServiceCondition& condition, const Scope& scope) {
    Reason reason;
    reason.id = condition.id;
    collect_facts(condition.require, reason.facts);
    const Outcome outcome = evaluate(condition.require, scope);
    constexpr std::string_view prefix = "fact.";
    for (const std::string& name : outcome.missing) {
        reason.missing.push_back(name.starts_with(prefix) ? name.substr(prefix.size()) : name);
    }
    if (const bool* holds = outcome.value.as_bool()) {
        reason.is = *holds ? Reason::Is::met : Reason::Is::failed;
    }
    return reason;
}

}  // namespace

namespace {

/// Behind the paper: that it follows later. It is required unless that is said.
void let_follow(forms::FormDefinition& form, forms::FormField& paper, const ServiceMaterial& material) {
    forms::FormField later;
    later.path = later_path(material);
    later.section = paper.section;
    later.type = forms::FieldType::declaration;
    later.show_if = paper.show_if;
    later.instead_of = paper.path;
    later.later = true;
    later.max = later_days;
    paper.required = false;
    paper.required_if = Value::List{"not", Value::List{"answered", later.path}};
    form.fields.insert(form.fields.begin() + (&paper - form.fields.data()) + 1, std::move(later));
}

}  // namespace

Opening opening_of(const ServiceSeason& season, CivilDate today) {
    const std::string day = iso_date(today);
    if (!season.opens.empty() && day < season.opens) {
        return Opening::not_yet;
    }
    return !season.closes.empty() && day > season.closes ? Opening::over : Opening::open;
}

std::vector<ServiceEntry> read_services(const Value& file) {
    std::vector<ServiceEntry> entries;
    for (const Value& one : file.list_at("services")) {
        ServiceEntry entry = entry_of(one);
        if (!entry.code.empty() && !entry.title.empty()) {
            entries.push_back(std::move(entry));
        }
    }
    return entries;
}

std::optional<Service> read_service(const Value& file) {
    const Value* definition = file.find("service");
    if (definition == nullptr || definition->text_at("code").empty()) {
        return std::nullopt;
    }
    Service service;
    service.code = definition->text_at("code");
    service.version = whole_at(*definition, "version").value_or(0);
    service.department = definition->text_at("department");
    service.for_whom = texts_at(*definition, "for");
    service.conditions = conditions_at(*definition);
    for (const Value& one : definition->list_at("materials")) {
        service.materials.push_back({std::string(one.text_at("id")), std::string(one.text_at("have")),
                                     std::string(one.text_at("field")), flag_at(one, "required"), flag_at(one, "minor"),
                                     flag_at(one, "promise")});
    }
    for (const Value& one : definition->list_at("steps")) {
        service.steps.push_back({std::string(one.text_at("id")), std::string(one.text_at("who")),
                                 std::string(one.text_at("come")), whole_at(one, "days")});
    }
    if (const Value* time = definition->find("time")) {
        service.statutory = whole_at(*time, "statutory");
        service.promised = whole_at(*time, "promised");
    }
    service.fee = definition->text_at("fee");
    service.basis = texts_at(*definition, "basis");
    service.counter = definition->text_at("counter");
    service.result = definition->text_at("result");
    service.questions = texts_at(*definition, "questions");
    service.season = season_of(*definition);
    for (const Value& one : definition->list_at("bundle")) {
        service.together.emplace_back(one.text_at("service"));
    }
    if (const Value* form = file.find("form"); form != nullptr && form->as_object() != nullptr) {
        service.form = forms::read_definition(*form);
    }
    return service;
}

MaterialNeed need_of(const ServiceMaterial& material) {
    if (!material.required) {
        return MaterialNeed::optional;
    }
    return material.minor ? MaterialNeed::later : material.promise ? MaterialNeed::promise : MaterialNeed::required;
}

std::string later_path(const ServiceMaterial& material) { return "later_of." + material.id; }

const forms::FormField* promise_for(const forms::FormDefinition& form, std::string_view paper) {
    const auto found = std::find_if(form.fields.begin(), form.fields.end(), [&](const forms::FormField& field) {
        return !paper.empty() && field.instead_of == paper;
    });
    return found == form.fields.end() ? nullptr : &*found;
}

forms::FormDefinition form_for(const Service& service, const Value& facts, FilledBy by) {
    forms::FormDefinition form = *service.form;
    form.says_optional = true;
    if (by == FilledBy::helper) {
        // A paper that is not promised is required by its own condition.
        std::erase_if(form.fields, [](const forms::FormField& field) { return !field.instead_of.empty(); });
    }
    for (const ServiceMaterial& material : service.materials) {
        const bool there = !material.have.empty() && facts.find(material.have) != nullptr;
        const auto paper = std::ranges::find(form.fields, material.field, &forms::FormField::path);
        if (there || paper == form.fields.end()) {
            continue;
        }
        switch (need_of(material)) {
            case MaterialNeed::required: paper->required = true; break;
            case MaterialNeed::later: let_follow(form, *paper, material); break;
            case MaterialNeed::promise:  // the form says when it is required
            case MaterialNeed::optional: break;
        }
    }
    return form;
}

std::vector<FactQuestion> read_questions(const Value& facts) {
    std::vector<FactQuestion> questions;
    const Value::Object* members = facts.as_object();
    for (std::size_t at = 0; members != nullptr && at < members->size(); ++at) {
        const auto& [name, fact] = (*members)[at];
        if (const auto ask = from_code<forms::FieldType>(fact.text_at("ask"))) {
            const Value* require = fact.find("require");
            questions.push_back({name, *ask, texts_at(fact, "options"), require == nullptr ? Value{} : *require});
        }
    }
    return questions;
}

Verdict judge(std::span<const ServiceCondition> conditions, const Value& facts, CivilDate today) {
    const Value no_answers = Value::object();
    const Scope scope{no_answers, facts, iso_date(today)};
    Verdict verdict;
    for (const ServiceCondition& condition : conditions) {
        verdict.reasons.push_back(reason_of(condition, scope));
        switch (verdict.reasons.back().is) {
            case Reason::Is::met: break;
            case Reason::Is::failed: verdict.is = Verdict::Is::does_not; break;
            case Reason::Is::open:
                if (verdict.is == Verdict::Is::fits) {
                    verdict.is = Verdict::Is::needs_facts;
                }
                break;
        }
    }
    return verdict;
}

namespace {

/// The facts that conditions without an outcome look at and that are not known, each once.
std::vector<std::string> unknown_facts(const Verdict& verdict, const Value& facts) {
    std::vector<std::string> names;
    for (const Reason& reason : verdict.reasons) {
        for (const std::string& name : reason.facts) {
            const bool seen = std::ranges::find(names, name) != names.end();
            if (reason.is == Reason::Is::open && !seen && facts.find(name) == nullptr) {
                names.push_back(name);
            }
        }
    }
    return names;
}

void add_to_question(std::vector<OneQuestion>& questions, const std::string& fact, std::size_t at) {
    auto found = std::ranges::find(questions, fact, &OneQuestion::fact);
    if (found == questions.end()) {
        found = questions.insert(questions.end(), {fact, {}});
    }
    if (found->at.empty() || found->at.back() != at) {
        found->at.push_back(at);
    }
}

}  // namespace

Offers offers_of(std::span<const ServiceEntry> services, std::span<const FactQuestion> questions, const Value& facts,
                 CivilDate today, std::span<const std::string> answered) {
    Offers offers;
    if (facts.as_object() == nullptr || facts.as_object()->empty()) {
        return offers;
    }
    const auto decides = [&](const ServiceEntry& entry, const Value& known, const std::string& fact) {
        const Verdict verdict = judge(entry.conditions, known, today);
        return verdict.is == Verdict::Is::needs_facts &&
               unknown_facts(verdict, known) == std::vector<std::string>{fact};
    };
    for (std::size_t at = 0; at < services.size(); ++at) {
        const ServiceEntry& entry = services[at];
        // What everybody gets says nothing of this person.
        if (!entry.online || entry.conditions.empty() || opening_of(entry.season, today) != Opening::open) {
            continue;
        }
        const Verdict verdict = judge(entry.conditions, facts, today);
        if (verdict.is == Verdict::Is::fits) {
            OfferNow now{at, {}};
            for (const Reason& reason : verdict.reasons) {
                for (const std::string& fact : reason.facts) {
                    if (std::ranges::find(now.facts, fact) == now.facts.end()) {
                        now.facts.push_back(fact);
                    }
                }
            }
            offers.now.push_back(std::move(now));
        }
        for (const std::string& fact : answered) {
            Value before = facts;
            before.erase(fact);
            if (decides(entry, before, fact)) {
                add_to_question(offers.nearly, fact, at);
            }
        }
        const std::vector<std::string> unknown = unknown_facts(verdict, facts);
        const bool open = verdict.is == Verdict::Is::needs_facts && unknown.size() == 1;
        if (open && std::ranges::find(questions, unknown.front(), &FactQuestion::name) != questions.end()) {
            add_to_question(offers.nearly, unknown.front(), at);
        }
    }
    return offers;
}

std::vector<std::string> missing_facts(const Verdict& verdict) {
    std::vector<std::string> names;
    for (const Reason& reason : verdict.reasons) {
        for (const std::string& name : reason.missing) {
            if (std::find(names.begin(), names.end(), name) == names.end()) {
                names.push_back(name);
            }
        }
    }
    return names;
}

}  // namespace ow::domain
