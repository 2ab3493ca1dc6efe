#include "ui/widgets/chart_legend.hpp"

#include "ui/widgets/chart_frame.hpp"

#include <algorithm>
#include <cmath>

namespace ow::ui {

namespace {

/// Calls `at(entry, x, y)` for each entry where it stands; returns the height used.
template <class At>
float lay_out(const Ui& ui, std::span<const LegendEntry> entries, float width, const At& at) {
    if (entries.empty()) return 0;
    const TextStyle style = ui.secondary(), bold = ui.style(ui.theme().type.secondary, 0, Face::bold);
    const float sign = disc_size(ui) + 8, line = std::max(style.line_height(), disc_size(ui) + 4);
    float x = 0, y = 0;
    for (const LegendEntry& entry : entries) {
        const float figure = entry.figure.empty() ? 0 : ui.text_width(bold, entry.figure) + 8;
        const float w = sign + ui.text_width(style, entry.name) + figure + 20;
        if (x > 0 && x + w > width + 20) {
            x = 0;
            y += line;
        }
        at(entry, x, y);
        x += w;
    }
    return y + line + 8;
}

}  // namespace

float disc_size(const Ui& ui) { return std::round(ui.theme().type.small * 1.5f); }

void numbered_disc(const Ui& ui, std::size_t index, int number, float cx, float cy) {
    const Theme& t = ui.theme();
    const float size = disc_size(ui);
    ui.circle(cx, cy, size * 0.5f, t.colour.surface, series_colour(ui, index), 2);
    ui.text_in({cx - size, cy - size * 0.5f, size * 2, size}, ui.style(t.type.small * 0.92f, t.colour.ink, Face::bold),
               std::to_string(number), Align::center);
}

float legend_height(const Ui& ui, std::span<const LegendEntry> entries, float width) {
    return lay_out(ui, entries, width, [](const LegendEntry&, float, float) {});
}

void draw_legend(const Ui& ui, std::span<const LegendEntry> entries, const Rect& box) {
    const TextStyle style = ui.secondary(),
                    bold = ui.style(ui.theme().type.secondary, ui.theme().colour.ink, Face::bold);
    const float size = disc_size(ui), line = std::max(style.line_height(), size + 4);
    lay_out(ui, entries, box.w, [&](const LegendEntry& entry, float dx, float dy) {
        const float x = box.x + dx, y = box.y + dy, middle = y + line * 0.5f;
        if (entry.number > 0)
            numbered_disc(ui, entry.index, entry.number, x + size * 0.5f, middle);
        else
            series_mark(ui, entry.index, x + size * 0.5f, middle, 11);
        const float name_x = x + size + 8;
        const float name_w = std::min(ui.text_width(style, entry.name) + 1, box.x + box.w - name_x);
        ui.text_in({name_x, y, name_w, line}, style, entry.name);
        if (!entry.figure.empty())
            ui.text_in({name_x + name_w + 7, y, box.x + box.w - name_x - name_w - 7, line}, bold, entry.figure);
    });
}

}  // namespace ow::ui
