#pragma once
/// A date, typed as year, month and day in three labelled fields; where there is room for fingers, a calendar is
/// offered beside them. Typing is always possible.

#include "ui/widgets/calendar.hpp"

namespace ow::ui {

/// What a date field shows and asks for. The text is owned by the model.
struct DateSpec {
    std::string_view label;
    const domain::DateText& value;
    const DateWords& words;
    std::string_view hint{};
    std::string_view error{};     ///< already worded; "" = no error
    domain::DateBounds bounds{};  ///< what the calendar offers; checking is the caller's (domain::read_date)
    std::optional<domain::CivilDate> today{};
    bool hide_label = false;  ///< the heading of the page asks the same
    bool birthday = false;    ///< the browser may fill in the person's date of birth
    bool required = true;
    bool disabled = false;
    bool read_only = false;
    NodeId group_error = 0;  ///< in error, told by that node (a range)
};

/// What came back in this frame.
struct DateResult {
    std::optional<domain::DateText> changed;
    bool left = false;  ///< a part lost the focus
};

/// Draws the labelled group over the column's width.
DateResult date_field(Ui& ui, std::string_view key, const DateSpec& spec);

}  // namespace ow::ui
