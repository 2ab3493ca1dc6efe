#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ow::domain {

/// A length of time in milliseconds; may be negative.
struct Duration {
    std::int64_t ms = 0;
    auto operator<=>(const Duration&) const = default;
};

/// A length of that many milliseconds.
constexpr Duration milliseconds(std::int64_t count) { return {count}; }
/// A length of that many seconds.
constexpr Duration seconds(std::int64_t count) { return {count * 1000}; }
/// A length of that many minutes.
constexpr Duration minutes(std::int64_t count) { return {count * 60'000}; }
/// A length of that many hours.
constexpr Duration hours(std::int64_t count) { return {count * 3'600'000}; }
/// A length of that many days of 24 hours.
constexpr Duration days(std::int64_t count) { return {count * 86'400'000}; }

/// A point in time: milliseconds since 1970-01-01T00:00:00Z (UTC, leap seconds left out as POSIX does).
struct Instant {
    std::int64_t ms = 0;
    auto operator<=>(const Instant&) const = default;
};

constexpr Instant operator+(Instant at, Duration by) { return {at.ms + by.ms}; }
constexpr Instant operator-(Instant at, Duration by) { return {at.ms - by.ms}; }
constexpr Duration operator-(Instant to, Instant from) { return {to.ms - from.ms}; }

/// A date of the proleptic Gregorian calendar.
struct CivilDate {
    int year = 1970;
    int month = 1;  ///< 1–12
    int day = 1;    ///< 1–31
    auto operator<=>(const CivilDate&) const = default;
};

/// What a clock on the wall shows in a zone with a fixed offset.
struct CivilTime {
    CivilDate date;
    int hour = 0;         ///< 0–23
    int minute = 0;       ///< 0–59
    int second = 0;       ///< 0–59
    int millisecond = 0;  ///< 0–999
    bool operator==(const CivilTime&) const = default;
};

/// Days since 1970-01-01; the date need not be valid. Algorithm: H. Hinnant, "chrono-compatible low-level date
/// algorithms", days_from_civil.
[[nodiscard]] std::int64_t days_from_civil(CivilDate date);

/// The date of a day counted from 1970-01-01 (Hinnant, civil_from_days).
[[nodiscard]] CivilDate civil_from_days(std::int64_t day);

/// Whether the date exists in the Gregorian calendar.
[[nodiscard]] bool is_valid_date(CivilDate date);

/// 0 = Sunday … 6 = Saturday.
[[nodiscard]] int weekday(CivilDate date);

/// What the wall clock shows at `at`, `zone_minutes` east of UTC (China: 480).
[[nodiscard]] CivilTime to_civil(Instant at, int zone_minutes);

/// The instant at which a wall clock `zone_minutes` east of UTC shows `time`.
[[nodiscard]] Instant from_civil(const CivilTime& time, int zone_minutes);

/// Whole calendar days from the date of `from` to the date of `to` in the zone; negative when `to` is earlier.
/// 0 = the same day ("today"), -1 = yesterday seen from `from`.
[[nodiscard]] std::int64_t calendar_days_between(Instant from, Instant to, int zone_minutes);

/// ISO 8601 / RFC 3339 date and time with zone: "2026-11-21T13:05:09.123+08:00", "2026-11-21T05:05Z"; seconds and
/// fraction may be left out, `T` may be a space, the colon of the zone may be missing.
/// \return nullopt when there is no zone, anything is out of range, or something is left over.
[[nodiscard]] std::optional<Instant> parse_iso8601(std::string_view text);

/// "2026-11-21T13:05:09+08:00"; milliseconds only when not zero; offset 0 is written "Z".
[[nodiscard]] std::string format_iso8601(Instant at, int zone_minutes);

}  // namespace ow::domain
