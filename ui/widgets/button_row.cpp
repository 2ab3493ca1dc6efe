#include "ui/widgets/button_row.hpp"

#include <algorithm>
#include <cmath>

namespace ow::ui {

namespace {

constexpr float row_gap = 12;

/// Width of one unit of weight.
float unit_of(const Ui& ui, std::span<const RowButton> buttons) {
    float total = 0;
    for (const RowButton& b : buttons) total += b.weight;
    return (ui.width() - row_gap * static_cast<float>(buttons.size() - 1)) / total;
}

bool fits(const Ui& ui, std::span<const RowButton> buttons) {
    const float unit = unit_of(ui, buttons);
    // A button needs 8 px beside its words; button_width() reckons with comfortable 18.
    return std::ranges::all_of(buttons, [&](const RowButton& b) {
        return button_width(ui, b.name, b.options) - 20 <= std::floor(unit * b.weight);
    });
}

} // namespace

std::optional<std::size_t> button_row(Ui& ui, std::span<const RowButton> buttons) {
    std::optional<std::size_t> pressed;
    if (buttons.empty()) return pressed;
    if (!fits(ui, buttons)) {
        for (std::size_t i = 0; i < buttons.size(); ++i) {
            if (i > 0) ui.gap(row_gap);
            if (button(ui, buttons[i].key, buttons[i].name, buttons[i].options)) pressed = i;
        }
        return pressed;
    }
    const float unit = unit_of(ui, buttons);
    const Rect row = ui.place(ui.theme().size.button);
    float x = row.x;
    for (std::size_t i = 0; i < buttons.size(); ++i) {
        const bool last = i + 1 == buttons.size();
        const float w = last ? row.x + row.w - x : std::floor(unit * buttons[i].weight);
        if (button_in(ui, buttons[i].key, buttons[i].name, {x, row.y, w, row.h}, buttons[i].options)) pressed = i;
        x += w + row_gap;
    }
    return pressed;
}

} // namespace ow::ui
