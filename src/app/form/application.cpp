#include "src/app/form/application.hpp"

#include <utility>

#include "src/app/form/reuse.hpp"

namespace ow::app::form {

namespace {

using domain::Value;

/// A minor paper may follow for so many days.
constexpr int later_days = 15;

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
        if (material.required && material.minor && !material.field.empty() && !there && !handed_in) {
            paths.push_back(material.field);
        }
    }
    return paths;
}

domain::CivilDate later_by(domain::CivilDate today) {
    return domain::civil_from_days(domain::days_from_civil(today) + later_days);
}

Value application_body(const Setting& setting, const State& state, const domain::Service& service, const Value& facts,
                       std::string_view whom) {
    Value body = kept_answers(setting, state);
    body.set("kind", "application");
    body.set("service", service.code);
    body.set("service_version", service.version);
    body.set("for", whom);
    name_reused(body, reused_fields(state));
    Value::List later;
    for (std::string& path : promised_later(service, facts, state)) {
        later.emplace_back(std::move(path));
    }
    if (!later.empty()) {
        body.set("later.fields", std::move(later));
        body.set("later.by", domain::iso_date(later_by(setting.context.today)));
    }
    return body;
}

}  // namespace ow::app::form
