#include "src/app/form/application.hpp"

#include <utility>

#include "src/app/form/reuse.hpp"

namespace ow::app::form {

namespace {

using domain::Value;

/// Below it lies what the form asks of papers that may follow.
constexpr std::string_view chosen = "later_of", later = "later";

bool is_chosen(const Value& answers, const domain::ServiceMaterial& material) {
    const Value* answer = answers.find(domain::later_path(material));
    return answer != nullptr && answer->as_bool() != nullptr && *answer->as_bool();
}

void set_later(Value& body, std::vector<std::string> paths, domain::CivilDate today) {
    Value::List fields;
    for (std::string& path : paths) {
        fields.emplace_back(std::move(path));
    }
    if (!fields.empty()) {
        body.set("later.fields", std::move(fields));
        body.set("later.by", domain::iso_date(later_by(today)));
    }
}

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

}  // namespace

Value read_facts(const Value& answer) {
    Value known = Value::object();
    const Value* facts = answer.find("facts");
    const Value::Object* members = facts == nullptr ? nullptr : facts->as_object();
    for (std::size_t at = 0; members != nullptr && at < members->size(); ++at) {
        const auto& [name, fact] = (*members)[at];
        if (const Value* value = fact.find("value"); value != nullptr && !value->is_null()) {
            known.set(name, fact);
        }
    }
    return known;
}

Value values_of(const Value& facts) {
    Value values = Value::object();
    collect_values(facts, {}, values);
    return values;
}

std::vector<std::string> promised_later(const domain::Service& service, const Value& facts, const State& state) {
    std::vector<std::string> paths;
    const Value values = values_of(facts);
    for (const domain::ServiceMaterial& material : service.materials) {
        const bool there = !material.have.empty() && values.find(material.have) != nullptr;
        const auto photos = state.photos.find(material.field);
        const bool handed_in = photos != state.photos.end() && !photos->second.kept().empty();
        if (domain::need_of(material) == domain::MaterialNeed::later && !there && !handed_in &&
            is_chosen(state.answers, material)) {
            paths.push_back(material.field);
        }
    }
    return paths;
}

void name_later(Value& answers, const domain::Service& service, domain::CivilDate today) {
    std::vector<std::string> paths;
    for (const domain::ServiceMaterial& material : service.materials) {
        if (is_chosen(answers, material)) {
            paths.push_back(material.field);
        }
    }
    answers.erase(chosen);
    set_later(answers, std::move(paths), today);
}

void take_later(Value& answers, const domain::Service& service) {
    for (const Value& one : answers.list_at("later.fields")) {
        for (const domain::ServiceMaterial& material : service.materials) {
            if (one.as_text() != nullptr && material.field == *one.as_text()) {
                answers.set(domain::later_path(material), true);
            }
        }
    }
    answers.erase(later);
}

domain::CivilDate later_by(domain::CivilDate today) {
    return domain::civil_from_days(domain::days_from_civil(today) + domain::later_days);
}

Value application_body(const Setting& setting, const State& state, const domain::Service& service, const Value& facts,
                       std::string_view whom) {
    Value body = kept_answers(setting, state);
    body.set("kind", "application");
    body.set("service", service.code);
    body.set("service_version", service.version);
    body.set("for", whom);
    name_reused(body, reused_fields(state));
    body.erase(chosen);
    set_later(body, promised_later(service, facts, state), setting.context.today);
    return body;
}

}  // namespace ow::app::form
