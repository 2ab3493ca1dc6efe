#include "src/app/assist/errand.hpp"

#include <charconv>
#include <utility>

#include "src/app/assist/assist.hpp"

namespace ow::app::assist {

namespace {

using domain::Value;

std::string text(const Value& value, std::string_view path) { return std::string(value.text_at(path)); }

Value person_value(const Person& person) {
    Value value = Value::object();
    value.set("id", person.id);
    value.set("name", person.name);
    value.set("sex", person.sex);
    value.set("birth_date", person.birth_date);
    value.set("id_number_masked", person.id_number_masked);
    value.set("phone_masked", person.phone_masked);
    value.set("home", person.home);
    if (person.dead) {
        value.set("state", dead_state);
    }
    return value;
}

}  // namespace

Evidence Errand::evidence() const {
    return domain::from_code<Evidence>(mandate.answers.text_at("evidence.kind")).value_or(Evidence::signature);
}

domain::Strokes Errand::strokes() const {
    return domain::read_strokes(mandate.answers.find(domain::join_path(strokes_path, "strokes")));
}

Person read_person(const Value& value) {
    Person person{text(value, "id"),
                  text(value, "name"),
                  text(value, "sex"),
                  text(value, "birth_date"),
                  text(value, "id_number_masked"),
                  text(value, "phone_masked"),
                  text(value, "home"),
                  value.text_at("state") == dead_state};
    if (person.home.empty()) {
        person.home = text(value, "homes.0.text");
    }
    return person;
}

Person person_of(const domain::GridPerson& kept) {
    return {kept.id,
            kept.name,
            kept.sex,
            kept.birth_date ? domain::iso_date(*kept.birth_date) : std::string(),
            kept.id_number_masked,
            kept.phone_masked,
            kept.homes.empty() ? std::string() : kept.homes.front().text,
            kept.state == dead_state};
}

Value kept_errand(const Errand& errand) {
    Value kept = Value::object();
    kept.set("id", errand.id);
    kept.set("person", person_value(errand.person));
    kept.set("registered", errand.registered);
    kept.set("facts", errand.facts);
    kept.set("kind", domain::to_code(errand.kind));
    kept.set("matter", errand.matter);
    kept.set("title", errand.title);
    kept.set("mandate", form::kept_form(errand.mandate));
    kept.set("mandate_id", errand.mandate_id);
    kept.set("text.words", errand.text.words);
    kept.set("text.hash", errand.text.hash);
    kept.set("text.language", errand.text.language);
    kept.set("text.version", errand.text.version);
    kept.set("text.at", errand.text.at);
    kept.set("text.street_at", errand.text.street_at);
    kept.set("form", form::kept_form(errand.form));
    Value::List right;
    for (const std::string& path : errand.right) {
        right.emplace_back(path);
    }
    kept.set("right", std::move(right));
    kept.set("keys.person", errand.keys.person);
    kept.set("keys.mandate", errand.keys.mandate);
    kept.set("keys.filing", errand.keys.filing);
    return kept;
}

Errand read_errand(const Value& kept) {
    Errand errand;
    errand.id = text(kept, "id");
    if (const Value* person = kept.find("person")) {
        errand.person = read_person(*person);
    }
    if (const Value* registered = kept.find("registered")) {
        errand.registered = *registered;
    }
    if (const Value* facts = kept.find("facts")) {
        errand.facts = *facts;
    }
    errand.kind = domain::from_code<Kind>(kept.text_at("kind")).value_or(Kind::none);
    errand.matter = text(kept, "matter");
    errand.title = text(kept, "title");
    errand.mandate_id = text(kept, "mandate_id");
    errand.text = {text(kept, "text.words"),   text(kept, "text.hash"), text(kept, "text.language"),
                   text(kept, "text.version"), text(kept, "text.at"),   text(kept, "text.street_at")};
    for (const Value& path : kept.list_at("right")) {
        if (const std::string* one = path.as_text()) {
            errand.right.insert(*one);
        }
    }
    errand.keys = {text(kept, "keys.person"), text(kept, "keys.mandate"), text(kept, "keys.filing")};
    return errand;
}

Value mandate_body(const Errand& errand, const form::Setting& mandate) {
    const Value answers = form::kept_answers(mandate, errand.mandate);
    Value body = Value::object();
    body.set("id", errand.mandate_id);
    body.set("person", errand.person.id);
    const bool appeal = errand.kind == Kind::appeal;
    body.set(appeal ? "matters.appeals" : "matters.services", Value::List{Value(errand.matter)});
    Value::List scopes{Value("file")};
    for (const Value& scope : answers.list_at("scopes")) {
        scopes.push_back(scope);
    }
    body.set("scopes", std::move(scopes));
    body.set("days", days_of(errand));
    body.set("helper.kind", "grid_worker");
    if (const std::string_view relationship = answers.text_at("relationship"); !relationship.empty()) {
        body.set("relationship", relationship);
    }
    body.set("text.words", errand.text.words);
    body.set("text.hash", errand.text.hash);
    body.set("text.language", errand.text.language);
    body.set("text.version", errand.text.version);
    body.set("made_at", errand.text.at);
    body.set("street_at", errand.text.street_at);
    const Value* evidence = answers.find("evidence");
    body.set("evidence", evidence == nullptr ? Value::object() : *evidence);
    if (errand.evidence() == Evidence::signature) {
        body.set(strokes_path, domain::strokes_value(errand.strokes()));
    }
    return body;
}

int days_of(const Errand& errand) {
    const std::string_view chosen = errand.mandate.answers.text_at("days");
    int days = 0;
    std::from_chars(chosen.data(), chosen.data() + chosen.size(), days);
    return days;
}

domain::CivilDate last_day(const Errand& errand, domain::CivilDate today) {
    return domain::civil_from_days(domain::days_from_civil(today) + days_of(errand) - 1);
}

std::vector<std::string> lines_of(const form::Setting& setting, const form::State& state) {
    std::vector<std::string> lines{std::string(matter_line)};
    const Value answers = form::answers_of(state);
    for (const form::Page& page : form::pages_of(setting, state)) {
        for (const form::FormField* field : page.fields) {
            if (field->later) {
                continue;  // it is said by itself, with its day
            }
            const Value* answer = answers.find(field->path);
            const bool answered = answer != nullptr && !answer->is_null();
            const bool empty = answered && answer->as_list() != nullptr && answer->as_list()->empty();
            const bool asked = field->required || field->type == form::FieldType::declaration;
            if (asked || (answered && !empty)) {
                lines.push_back(field->path);
            }
        }
    }
    return lines;
}

std::vector<std::string> unread_of(const form::Setting& setting, const Errand& errand) {
    std::vector<std::string> lines = lines_of(setting, errand.form);
    std::erase_if(lines, [&](const std::string& line) { return errand.right.contains(line); });
    return lines;
}

}  // namespace ow::app::assist
