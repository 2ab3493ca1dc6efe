#pragma once
/// A month of days to choose from (ARIA: date grid). Arrow keys move by day and week, Home and End in the week, the
/// page keys by month, with Shift by year.

#include "src/domain/date_text.hpp"
#include "ui/frame/ui.hpp"

#include <array>
#include <optional>

namespace ow::ui {

/// Words of dates in the reader's language. `{year}`, `{month}`, `{day}` and `{weekday}` are filled in.
struct DateWords {
    std::string_view year, month, day;  ///< labels of the parts
    std::string_view choose;            ///< "choose a date"
    std::string_view close;
    std::string_view earlier_month, later_month, earlier_year, later_year;
    std::string_view month_title;                    ///< pattern: {year}, {month}
    std::string_view day_name;                       ///< pattern: {year}, {month}, {day}, {weekday}
    std::array<std::string_view, 12> months;         ///< for the patterns
    std::array<std::string_view, 7> weekdays;        ///< spoken, Sunday first
    std::array<std::string_view, 7> short_weekdays;  ///< drawn, Sunday first
};

/// What the calendar shows.
struct CalendarSpec {
    std::optional<domain::CivilDate> selected, today;
    domain::DateBounds bounds{};
    const DateWords& words;
};

/// True where a finger can hit each day of a calendar in that width, CSS px.
[[nodiscard]] bool calendar_fits(const Ui& ui, float width);

/// Draws the month over the column's width; returns the day that was chosen. `enter` moves the focus to the selected
/// day, or today.
std::optional<domain::CivilDate> calendar(Ui& ui, std::string_view key, const CalendarSpec& spec, bool enter);

}  // namespace ow::ui
