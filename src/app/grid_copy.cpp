#include "src/app/grid_copy.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "src/app/env.hpp"
#include "src/domain/text.hpp"

namespace ow::app::grid {

namespace {

using domain::Value;

constexpr std::size_t shortest_tail = 4;
constexpr int storeys_of_places = 4;  // room, unit, building, and one to spare

bool is_shown(const Copy& copy, domain::Instant now) { return freshness(copy, now).is == Freshness::Is::held; }

template <class Map>
auto find_in(const Map& map, std::string_view id) -> decltype(&map.begin()->second) {
    const auto found = map.find(id);
    return found == map.end() ? nullptr : &found->second;
}

bool is_meant(const domain::GridPerson& person, std::string_view typed) {
    if (domain::contains_folded(person.name, typed)) {
        return true;
    }
    const std::string tail = domain::to_lower_ascii(typed);
    return typed.size() >= shortest_tail &&
           (domain::to_lower_ascii(person.facts.text_at("person.id_number.value")).ends_with(tail) ||
            person.facts.text_at("account.phone.value").ends_with(tail));
}

/// Door by door, then by name; last who has no home. The server lists them so too (people.door_by_door).
bool lives_before(const domain::GridPerson* a, const domain::GridPerson* b) {
    static const std::string none;
    const std::string& home_a = a->homes.empty() ? none : a->homes.front().text;
    const std::string& home_b = b->homes.empty() ? none : b->homes.front().text;
    if (home_a.empty() != home_b.empty()) {
        return home_b.empty();
    }
    if (home_a != home_b) {
        return domain::comes_before(home_a, home_b);
    }
    return a->name == b->name ? a->id < b->id : domain::comes_before(a->name, b->name);
}

template <class Item>
void sort_by_name(std::vector<const Item*>& items) {
    std::ranges::sort(items,
                      [](const Item* a, const Item* b) { return std::tie(a->name, a->id) < std::tie(b->name, b->id); });
}

}  // namespace

bool is_worker(const Env& env) { return env.account != nullptr && env.account->role == domain::Role::grid_worker; }

void Copy::show(Sent what) {
    sent = std::move(what);
    persons.clear();
    places.clear();
    visits.clear();
    static const Value none;
    const auto part = [](const Value& item, std::string_view name) -> const Value& {
        const Value* found = item.find(name);
        return found == nullptr ? none : *found;
    };
    for (const auto& [key, item] : sent.items) {
        const std::string id(item.text_at("id"));
        const std::string_view kind = item.text_at("kind");
        if (kind == "person") {
            persons.emplace(id, domain::read_grid_person(part(item, "person"), part(item, "facts")));
        } else if (kind == "place") {
            places.emplace(id, domain::read_grid_place(part(item, "place")));
        } else if (kind == "visit") {
            visits.emplace(id, domain::read_grid_visit(part(item, "visit")));
        }
    }
}

Freshness freshness(const Copy& copy, domain::Instant now) {
    if (copy.sent.empty()) {
        return {};
    }
    const bool expired = server_now(copy, now) >= copy.sent.expires_at;
    return {expired ? Freshness::Is::expired : Freshness::Is::held, copy.sent.server_time,
            copy.sent.device_time - copy.sent.server_time};
}

domain::Instant server_now(const Copy& copy, domain::Instant now) {
    if (copy.sent.empty()) {
        return now;
    }
    // It does not go back, whatever the device's own does.
    return copy.sent.server_time + std::max(now - copy.sent.device_time, domain::Duration{});
}

std::optional<domain::Instant> street_time(const Copy& copy, domain::Instant now) {
    if (copy.sent.empty() || now < copy.sent.device_time) {
        return std::nullopt;
    }
    return server_now(copy, now);
}

void tell_time(domain::Value& body, const Copy& copy, domain::Instant at, int zone_minutes) {
    const auto street = street_time(copy, at);
    body.set("made_at", domain::format_iso8601(at, zone_minutes));
    body.set("street_at", street ? domain::format_iso8601(*street, zone_minutes) : std::string());
}

const domain::GridPerson* find_person(const Copy& copy, std::string_view id, domain::Instant now) {
    return is_shown(copy, now) ? find_in(copy.persons, id) : nullptr;
}

const domain::GridVisit* find_visit(const Copy& copy, std::string_view id, domain::Instant now) {
    return is_shown(copy, now) ? find_in(copy.visits, id) : nullptr;
}

std::vector<const domain::GridPerson*> search(const Copy& copy, std::string_view typed, domain::Instant now,
                                              std::size_t limit) {
    const std::string wanted = domain::clean_name(typed);
    std::vector<const domain::GridPerson*> found;
    if (wanted.empty() || !is_shown(copy, now)) {
        return found;
    }
    for (const auto& [id, person] : copy.persons) {
        if (is_meant(person, wanted)) {
            found.push_back(&person);
        }
    }
    std::ranges::sort(found, lives_before);
    found.resize(std::min(found.size(), limit));
    return found;
}

std::vector<const domain::GridPlace*> places_in(const Copy& copy, std::string_view parent, domain::Instant now) {
    std::vector<const domain::GridPlace*> found;
    if (!is_shown(copy, now)) {
        return found;
    }
    for (const auto& [id, place] : copy.places) {
        if (place.parent_id == parent) {
            found.push_back(&place);
        }
    }
    sort_by_name(found);
    return found;
}

std::vector<const domain::GridVisit*> visits_on(const Copy& copy, domain::CivilDate day, int zone_minutes,
                                                domain::Instant now) {
    std::vector<const domain::GridVisit*> found;
    if (!is_shown(copy, now)) {
        return found;
    }
    for (const auto& [id, visit] : copy.visits) {
        const bool later = visit.from && domain::to_civil(*visit.from, zone_minutes).date > day;
        if (visit.is_open() && !later) {
            found.push_back(&visit);
        }
    }
    std::ranges::sort(found, [](const domain::GridVisit* a, const domain::GridVisit* b) {
        return std::tie(a->from, a->id) < std::tie(b->from, b->id);
    });
    return found;
}

std::optional<domain::Position> position_of(const Copy& copy, const domain::GridVisit& visit) {
    if (visit.position) {
        return visit.position;
    }
    // A room has no point of its own where its building has one.
    const auto above = [&](std::string_view id) -> std::optional<domain::Position> {
        const domain::GridPlace* place = find_in(copy.places, id);
        for (int up = 0; place != nullptr && up < storeys_of_places; ++up) {
            if (place->position) {
                return place->position;
            }
            place = find_in(copy.places, place->parent_id);
        }
        return std::nullopt;
    };
    if (const auto there = above(visit.place_id)) {
        return there;
    }
    const domain::GridPerson* person = find_in(copy.persons, visit.person_id);
    for (std::size_t at = 0; person != nullptr && at < person->homes.size(); ++at) {
        if (const auto there = above(person->homes[at].place_id)) {
            return there;
        }
    }
    return std::nullopt;
}

}  // namespace ow::app::grid
