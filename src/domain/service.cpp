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

const forms::FormField* promise_for(const forms::FormDefinition& form, std::string_view paper) {
    const auto found = std::find_if(form.fields.begin(), form.fields.end(), [&](const forms::FormField& field) {
        return !paper.empty() && field.instead_of == paper;
    });
    return found == form.fields.end() ? nullptr : &*found;
}

forms::FormDefinition form_for(const Service& service, const Value& facts, FilledBy by) {
    forms::FormDefinition form = *service.form;
    if (by == FilledBy::helper) {
        // A paper that is not promised is required by its own condition.
        std::erase_if(form.fields, [](const forms::FormField& field) { return !field.instead_of.empty(); });
    }
    for (const ServiceMaterial& material : service.materials) {
        const bool there = !material.have.empty() && facts.find(material.have) != nullptr;
        if (!material.required || material.minor || material.promise || there) {
            continue;
        }
        for (forms::FormField& field : form.fields) {
            field.required = field.required || field.path == material.field;
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
