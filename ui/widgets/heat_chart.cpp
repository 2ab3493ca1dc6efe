#include "ui/widgets/heat_chart.hpp"

#include <algorithm>
#include <cmath>

namespace ow::ui {

namespace {

constexpr int shades = 5;

/// Shade 0 (nothing) to 5 (most).
int shade_of(double value, double top) {
    if (value <= 0 || top <= 0) return 0;
    return std::clamp(static_cast<int>(std::ceil(value / top * shades)), 1, shades);
}

Colour shade_colour(const Palette& c, int shade) {
    static constexpr float shares[] = {0, 0.14f, 0.32f, 0.55f, 0.78f, 1};
    return shade == 0 ? mix(c.track, c.surface, 0.35f) : mix(c.brand, c.surface, shares[shade]);
}

/// Whichever of the two inks reads better on a shade.
Colour ink_on(const Palette& c, Colour ground) {
    return contrast_ratio(c.ink, ground) >= contrast_ratio(c.on_brand, ground) ? c.ink : c.on_brand;
}

void draw_key(const Ui& ui, const Rect& box, std::string_view few, std::string_view many) {
    const Theme& t = ui.theme();
    const TextStyle style = ui.style(t.type.small, t.colour.ink2);
    const float side = std::round(t.type.small);
    float x = box.x;
    const auto word = [&](std::string_view text) {
        const float w = ui.text_width(style, text);
        ui.text_in({x, box.y, w + 1, box.h}, style, text);
        x += w + 8;
    };
    word(few);
    for (int shade = 0; shade <= shades; ++shade) {
        ui.fill({x, box.y + (box.h - side) * 0.5f, side, side}, shade_colour(t.colour, shade), 3);
        x += side + 4;
    }
    x += 4;
    word(many);
}

}  // namespace

void heat_chart(Ui& ui, std::string_view key, const ChartSpec& spec, std::string_view few, std::string_view many) {
    if (spec.series.empty() || spec.labels.empty()) return;
    const Theme& t = ui.theme();
    const TextStyle small = ui.style(t.type.small, t.colour.ink2);
    const double top = largest_value(spec.series);
    const float width = ui.width() - 2 * t.size.card_pad;
    const auto columns = static_cast<float>(spec.labels.size()), rows = static_cast<float>(spec.series.size());
    float widest = 0;
    for (const ChartSeries& row : spec.series)
        widest = std::max(widest, ui.text_width(small, row.name));
    constexpr float space = 3;
    // Where the names of the rows would leave the cells too narrow, they stand above their row.
    const bool stacked = widest + 8 > width * 0.3f;
    const float left = stacked ? 0 : std::ceil(widest) + 8;
    const float cell_w = std::floor((width - left - space * (columns - 1)) / columns);
    const float cell_h = std::clamp(cell_w, small.line_height(), std::max(44.0f, small.line_height() * 1.6f));
    const float name_h = stacked ? small.line_height() + 2 : 0;
    const float head = small.line_height() + 4, row_h = cell_h + name_h + space;
    chart_frame(ui, key, spec, head + row_h * rows + 8 + small.line_height(), [&](const Rect& box) {
        for (std::size_t c = 0; c < spec.labels.size(); ++c)
            ui.text_in({box.x + left + (cell_w + space) * static_cast<float>(c), box.y, cell_w, small.line_height()},
                       small, spec.labels[c], Align::center);
        for (std::size_t r = 0; r < spec.series.size(); ++r) {
            const float y = box.y + head + row_h * static_cast<float>(r);
            const Rect name{box.x, stacked ? y : y + (cell_h - small.line_height()) * 0.5f, stacked ? box.w : left,
                            small.line_height()};
            ui.text_in(name, small, spec.series[r].name);
            for (std::size_t c = 0; c < spec.labels.size() && c < spec.series[r].values.size(); ++c) {
                const double value = spec.series[r].values[c];
                const Colour ground = shade_colour(t.colour, shade_of(value, top));
                const Rect cell{box.x + left + (cell_w + space) * static_cast<float>(c), y + name_h, cell_w, cell_h};
                ui.fill(cell, ground, 4);
                ui.text_in(cell, ui.style(t.type.small, ink_on(t.colour, ground), Face::bold),
                           std::to_string(std::llround(value)), Align::center);
            }
        }
        draw_key(ui, {box.x, box.y + head + row_h * rows + 8, box.w, small.line_height()}, few, many);
    });
}

}  // namespace ow::ui
