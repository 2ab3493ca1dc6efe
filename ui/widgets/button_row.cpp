#include "ui/widgets/button_row.hpp"

#include "ui/frame/layout.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace ow::ui {

namespace {

constexpr float row_gap = 12;

/// Where the buttons stand in one row.
std::vector<Rect> row_of(const Rect& row, std::span<const RowButton> buttons) {
    std::vector<float> weights;
    for (const RowButton& button : buttons)
        weights.push_back(button.weight);
    return parts_of(row, weights, row_gap);
}

bool fits(const Ui& ui, std::span<const RowButton> buttons) {
    const std::vector<Rect> parts = row_of({0, 0, ui.width(), 0}, buttons);
    // A button needs 8 px beside its words; button_width() reckons with comfortable 18.
    return std::ranges::equal(buttons, parts, [&](const RowButton& b, const Rect& part) {
        return button_width(ui, b.name, b.options) - 20 <= part.w;
    });
}

}  // namespace

std::optional<std::size_t> button_row(Ui& ui, std::span<const RowButton> buttons) {
    std::optional<std::size_t> pressed;
    if (buttons.empty()) return pressed;
    if (!fits(ui, buttons)) {
        for (std::size_t i = 0; i < buttons.size(); ++i) {
            if (i > 0) ui.gap(row_gap);
            const RowButton& one = buttons[i];
            // A quiet one by itself stands out to the left by its padding; below others it stays in the row's place.
            const bool hit = one.options.kind == ButtonKind::quiet
                                 ? button_in(ui, one.key, one.name, ui.place(ui.theme().size.button), one.options)
                                 : button(ui, one.key, one.name, one.options);
            if (hit) pressed = i;
        }
        return pressed;
    }
    const std::vector<Rect> parts = row_of(ui.place(ui.theme().size.button), buttons);
    for (std::size_t i = 0; i < buttons.size(); ++i)
        if (button_in(ui, buttons[i].key, buttons[i].name, parts[i], buttons[i].options)) pressed = i;
    return pressed;
}

std::optional<std::size_t> button_bar(Ui& ui, std::span<const RowButton> buttons) {
    std::optional<std::size_t> pressed;
    if (buttons.empty()) return pressed;
    std::vector<float> widths;
    for (const RowButton& b : buttons)
        widths.push_back(button_width(ui, b.name, b.options) + 8);
    widths.back() = std::max(widths.back(), 208.0f);
    const float height = ui.theme().size.button - (ui.theme().elder() ? 0.0f : 4.0f);
    for (std::size_t from = 0; from < buttons.size();) {
        std::size_t end = from;
        float taken = -row_gap;
        while (end < buttons.size() && (end == from || taken + row_gap + widths[end] <= ui.width()))
            taken += row_gap + widths[end++];
        if (from > 0) ui.gap(row_gap);
        const Rect row = ui.place(height);
        // A bar of several rows fills them: a ragged staircase would look broken.
        const bool several = from > 0 || end < buttons.size();
        const float spare = several || taken > row.w ? (row.w - taken) / static_cast<float>(end - from) : 0;
        float x = several ? row.x : row.x + row.w - taken - spare;
        for (; from < end; ++from) {
            const float w = std::floor(widths[from] + spare);
            if (button_in(ui, buttons[from].key, buttons[from].name, {x, row.y, w, height}, buttons[from].options))
                pressed = from;
            x += w + row_gap;
        }
    }
    return pressed;
}

}  // namespace ow::ui
