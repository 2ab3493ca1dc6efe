#pragma once
/// A period: two dates with one label, one hint and one error.

#include "ui/widgets/date_field.hpp"

namespace ow::ui {

/// What a period field shows and asks for. The texts are owned by the model.
struct DateRangeSpec {
    std::string_view label;
    std::string_view from_label, to_label;
    const domain::DateText& from;
    const domain::DateText& to;
    const DateWords& words;
    std::string_view hint{};
    std::string_view error{};  ///< already worded, also that the end lies before the beginning
    domain::DateBounds bounds{};
    std::optional<domain::CivilDate> today{};
    bool required = true;
    bool disabled = false;
};

/// What came back in this frame.
struct DateRangeResult {
    std::optional<domain::DateText> from, to;
    bool left = false;
};

/// Draws both dates, side by side where there is room. The end's calendar begins with the day of the beginning.
DateRangeResult date_range_field(Ui& ui, std::string_view key, const DateRangeSpec& spec);

}  // namespace ow::ui
