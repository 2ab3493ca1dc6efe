#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "src/domain/grid_records.hpp"
#include "src/domain/time.hpp"
#include "src/domain/value.hpp"

namespace ow::app {
struct Env;
}

/// The grid worker's own copy of the grid, for every feature to look things up in: `model.get<grid::Copy>()`. The
/// feature grid_data reads it, keeps it and lets go of it.
namespace ow::app::grid {

/// Whether a grid worker is signed in: nobody else has a grid.
[[nodiscard]] bool is_worker(const Env& env);

/// What the server sent, as it sent it, and when.
struct Sent {
    std::string cursor;
    domain::Instant server_time;  ///< the server's clock when it answered last
    domain::Instant device_time;  ///< the device's own clock then
    domain::Instant expires_at;   ///< by the server's clock
    /// By kind and id, "person/<id>".
    std::map<std::string, domain::Value, std::less<>> items;
    bool operator==(const Sent&) const = default;
    [[nodiscard]] bool empty() const { return cursor.empty(); }
};

/// The copy, and what is read out of it. Pages use the look-ups below, which know when it may not be shown.
struct Copy {
    Sent sent;
    std::map<std::string, domain::GridPerson, std::less<>> persons;  ///< by id
    std::map<std::string, domain::GridPlace, std::less<>> places;
    std::map<std::string, domain::GridVisit, std::less<>> visits;
    bool stale = false;  ///< the last time the server was asked it could not be reached
    bool operator==(const Copy&) const = default;

    /// Takes what was sent in place of what is there.
    void show(Sent what);
};

/// A clock that is this far off is said; less is nobody's concern.
inline constexpr domain::Duration clock_matters = domain::minutes(5);

/// How old the copy is.
struct Freshness {
    enum class Is : std::uint8_t {
        missing,  ///< never read on this device, or wiped
        expired,  ///< too old to be shown
        held,
    };
    Is is = Is::missing;
    domain::Instant as_of;  ///< by the server's clock
    /// How far the device's clock was before the server's when they last spoke; negative: behind.
    domain::Duration clock_error;
    bool operator==(const Freshness&) const = default;
};
/// By the device's clock, put right as server_now() does.
[[nodiscard]] Freshness freshness(const Copy& copy, domain::Instant now);
/// The device's clock put right by what was learnt when the server was last spoken to.
[[nodiscard]] domain::Instant server_now(const Copy& copy, domain::Instant now);
/// The same where it can be told: nothing where the server was never spoken to, or where the device's clock shows less
/// than it did then and so was set since.
[[nodiscard]] std::optional<domain::Instant> street_time(const Copy& copy, domain::Instant now);
/// What a body says of a moment on this device's clock: `made_at`, and `street_at` by the street's ("" = it cannot be
/// told; docs/api.md, "Persons and places").
void tell_time(domain::Value& body, const Copy& copy, domain::Instant at, int zone_minutes);

// Look-ups; they find nothing where the copy is missing or expired (what is shown goes through them).

/// nullptr where the device knows nobody of that id.
[[nodiscard]] const domain::GridPerson* find_person(const Copy& copy, std::string_view id, domain::Instant now);
[[nodiscard]] const domain::GridVisit* find_visit(const Copy& copy, std::string_view id, domain::Instant now);
/// People whose name holds what was typed, or whose identity number or phone ends with it (four characters or more),
/// door by door and then by name. At most `limit`; nothing typed finds nobody.
[[nodiscard]] std::vector<const domain::GridPerson*> search(const Copy& copy, std::string_view typed,
                                                            domain::Instant now, std::size_t limit = 20);
/// Places in a place, by name; "" = those that lie in none.
[[nodiscard]] std::vector<const domain::GridPlace*> places_in(const Copy& copy, std::string_view parent,
                                                              domain::Instant now);
/// Open visits whose time falls on the day or before it (what was not done yesterday), the earliest first.
[[nodiscard]] std::vector<const domain::GridVisit*> visits_on(const Copy& copy, domain::CivilDate day, int zone_minutes,
                                                              domain::Instant now);

/// Where a visit leads to: its own point, or that of the person's home; nothing where neither is known.
[[nodiscard]] std::optional<domain::Position> position_of(const Copy& copy, const domain::GridVisit& visit);

}  // namespace ow::app::grid
