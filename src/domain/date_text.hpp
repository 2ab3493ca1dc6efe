#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "src/domain/time.hpp"

namespace ow::domain {

/// A date as it is typed, each part by itself and kept as it was typed.
struct DateText {
    std::string year, month, day;
    bool operator==(const DateText&) const = default;
    [[nodiscard]] bool empty() const { return year.empty() && month.empty() && day.empty(); }
};

/// What is wrong with a typed date.
enum class DateFault : std::uint8_t {
    none,
    missing,       ///< nothing typed
    missing_year,  ///< only that part is not there
    missing_month,
    missing_day,
    impossible,  ///< no number, or no such day ("2026-02-30")
    too_early,
    too_late,
};

/// Dates that are accepted, both ends with them.
struct DateBounds {
    std::optional<CivilDate> first{}, last{};
};

/// A typed date that was read: a date, or what is wrong.
struct DateReading {
    std::optional<CivilDate> date;  ///< only where fault is none
    DateFault fault = DateFault::missing;
};

/// Reads a typed date. Forgiven: spaces, full-width digits, leading zeros, a year of two digits is not.
[[nodiscard]] DateReading read_date(const DateText& text, const DateBounds& bounds = {});

/// The parts of a date as they would be typed ("2026", "3", "7").
[[nodiscard]] DateText date_text(CivilDate date);

}  // namespace ow::domain
