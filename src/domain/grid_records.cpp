#include "src/domain/grid_records.hpp"

#include <tuple>

#include "src/domain/expression.hpp"

namespace ow::domain {

namespace {

std::string text(const Value& value, std::string_view path) { return std::string(value.text_at(path)); }

std::optional<Position> position_of(const Value& value, std::string_view lon, std::string_view lat) {
    const Value* x = value.find(lon);
    const Value* y = value.find(lat);
    const double* east = x == nullptr ? nullptr : x->as_number();
    const double* north = y == nullptr ? nullptr : y->as_number();
    return east == nullptr || north == nullptr ? std::nullopt : std::optional(Position{*east, *north});
}

/// In words where each thing that is known of the person comes from, by its name ("name", "phone").
std::string_view source_of(const Value& person, std::string_view name) {
    for (const Value& field : person.list_at("fields")) {
        if (field.text_at("name") == name) {
            return field.text_at("source");
        }
    }
    return {};
}

Value facts_by_path(const Value& person, const Value& facts) {
    Value by_path = Value::object();
    if (const Value::Object* members = facts.as_object()) {
        for (const auto& [name, value] : *members) {
            Value fact = Value::object();
            fact.set("value", value);
            fact.set("source", source_of(person, std::string_view(name).substr(name.find('.') + 1)));
            by_path.set(name, std::move(fact));
        }
    }
    return by_path;
}

}  // namespace

GridPerson read_grid_person(const Value& person, const Value& facts) {
    GridPerson read;
    read.id = text(person, "id");
    read.name = text(person, "name");
    read.sex = text(person, "sex");
    read.birth_date = read_iso_date(person.text_at("birth_date"));
    read.id_number_masked = text(person, "id_number_masked");
    read.phone_masked = text(person, "phone_masked");
    read.grid_id = text(person, "grid_id");
    read.state = text(person, "state");
    for (const Value& home : person.list_at("homes")) {
        read.homes.push_back({text(home, "place_id"), text(home, "text"), text(home, "relation")});
    }
    read.facts = facts_by_path(person, facts);
    return read;
}

GridPlace read_grid_place(const Value& place) {
    return {text(place, "id"),   text(place, "kind"),    text(place, "parent_id"),
            text(place, "name"), text(place, "grid_id"), position_of(place, "lon", "lat")};
}

GridVisit read_grid_visit(const Value& visit) {
    GridVisit read;
    read.id = text(visit, "id");
    read.kind = text(visit, "kind");
    read.reason = text(visit, "reason");
    read.service = text(visit, "service");
    read.person_id = text(visit, "person.id");
    read.name = text(visit, "name");
    read.place = text(visit, "place.text");
    read.place_id = text(visit, "place.place_id");
    read.position = position_of(visit, "place.lon", "place.lat");
    read.phone = text(visit, "phone");
    read.from = parse_iso8601(visit.text_at("from"));
    read.to = parse_iso8601(visit.text_at("to"));
    read.state = text(visit, "state");
    read.number = text(visit, "number");
    read.covers = text(visit, "covers");
    for (const Value& one : visit.list_at("tries")) {
        read.tries.push_back(
            {text(one, "result"), text(one, "note"), parse_iso8601(one.text_at("at")).value_or(Instant{})});
    }
    return read;
}

std::optional<int> age_on(const GridPerson& person, CivilDate day) {
    if (!person.birth_date) {
        return std::nullopt;
    }
    const CivilDate& born = *person.birth_date;
    const bool before_birthday = std::tie(day.month, day.day) < std::tie(born.month, born.day);
    const int years = static_cast<int>(day.year - born.year) - (before_birthday ? 1 : 0);
    return years < 0 ? std::nullopt : std::optional(years);
}

}  // namespace ow::domain
