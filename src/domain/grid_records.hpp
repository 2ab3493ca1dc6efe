#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "src/domain/case.hpp"
#include "src/domain/time.hpp"
#include "src/domain/value.hpp"

/// What a grid worker's device holds of the grid (docs/api.md, "Persons and places"): people, places and visits, read
/// from the trees that the server sends. What is missing or of another type is empty.
namespace ow::domain {

/// Where a person lives: a place of the grid, or only words.
struct PersonHome {
    std::string place_id;  ///< "" = only words
    std::string text;
    std::string relation;
    bool operator==(const PersonHome&) const = default;
};

/// A person of the grid.
struct GridPerson {
    std::string id;
    std::string name;
    std::string sex;  ///< code: "male", "female"; "" = not known
    std::optional<CivilDate> birth_date;
    std::string id_number_masked;
    std::string phone_masked;
    std::string grid_id;
    std::string state;  ///< code: "living", "moved", "dead"
    std::vector<PersonHome> homes;
    /// What forms are filled in with, by path, whole: {"person": {"name": {"value", "source"}}}.
    Value facts = Value::object();
    bool operator==(const GridPerson&) const = default;
};

/// A building, a unit or a room.
struct GridPlace {
    std::string id;
    std::string kind;       ///< code: "building", "unit", "room"
    std::string parent_id;  ///< "" = none
    std::string name;
    std::string grid_id;
    std::optional<Position> position;
    bool operator==(const GridPlace&) const = default;
};

/// One try of a visit.
struct VisitTry {
    std::string result;  ///< code: "nobody", "moved", "dead", "helped", "refused", "other", "asked"
    std::string note;
    Instant at;
    bool operator==(const VisitTry&) const = default;
};

/// Somebody or something to be visited (docs/api.md, "Visits").
struct GridVisit {
    std::string id;
    std::string kind;       ///< code: "help_wish", "proactive", "verification", "call_back"
    std::string reason;     ///< in words
    std::string service;    ///< code of what it is about, "" = none
    std::string person_id;  ///< "" = nobody who is known
    std::string name;       ///< of the person or the thing
    std::string place;      ///< in words
    std::string place_id;   ///< "" = none of the grid's places
    std::optional<Position> position;
    std::string phone;  ///< "" = none
    std::optional<Instant> from, to;
    std::string state;   ///< code: "open", "done", "cancelled"
    std::string number;  ///< of the case it is about or that was filed, "" = none
    std::string covers;  ///< for whom it is done, in words; "" = it is one's own
    std::vector<VisitTry> tries;
    bool operator==(const GridVisit&) const = default;
    [[nodiscard]] bool is_open() const { return state.empty() || state == "open"; }
    /// A case to be looked at: what comes of it is a step of the case, not a try.
    [[nodiscard]] bool is_verification() const { return kind == "verification"; }
    /// Whom somebody helped is asked whether it was right: nothing is filed, and nobody else may go.
    [[nodiscard]] bool is_call_back() const { return kind == "call_back"; }
};

/// \param facts what is known by name: {"person.name": "…"}; where it is from is in the person's fields.
[[nodiscard]] GridPerson read_grid_person(const Value& person, const Value& facts);
/// From a place of the wire.
[[nodiscard]] GridPlace read_grid_place(const Value& place);
/// From a visit of the wire.
[[nodiscard]] GridVisit read_grid_visit(const Value& visit);

/// Whole years on a day; nothing where the birth date is not known or lies behind it.
[[nodiscard]] std::optional<int> age_on(const GridPerson& person, CivilDate day);

}  // namespace ow::domain
