#pragma once
/// The key of a chart: each series' sign, name and figure. Part of the chart's picture; the table says it in words.

#include "ui/frame/ui.hpp"

#include <cstddef>
#include <span>
#include <string>

namespace ow::ui {

/// One line of the key.
struct LegendEntry {
    std::string name;
    std::string figure;     ///< after the name; "" = none
    std::size_t index = 0;  ///< which series (its colour and sign)
    int number = 0;         ///< > 0: a number in a disc instead of the sign, the same as in the picture
};

/// Height of the key in a width, CSS px; 0 without entries.
[[nodiscard]] float legend_height(const Ui& ui, std::span<const LegendEntry> entries, float width);

/// Draws the entries side by side as far as they fit, then in rows below.
void draw_legend(const Ui& ui, std::span<const LegendEntry> entries, const Rect& box);

/// A number in a disc of the series' colour.
void numbered_disc(const Ui& ui, std::size_t index, int number, float cx, float cy);
/// Its diameter, CSS px.
[[nodiscard]] float disc_size(const Ui& ui);

}  // namespace ow::ui
