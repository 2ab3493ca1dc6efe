#include "ui/widgets/chart_legend.hpp"

#include "ui/frame/layout.hpp"
#include "ui/widgets/chart_frame.hpp"

#include <algorithm>
#include <cmath>

namespace ow::ui {

namespace {

/// Calls `at(entry, box)` for each entry; returns the height used.
template <class At>
float lay_out(const Ui& ui, std::span<const LegendEntry> entries, const Rect& area, const At& at) {
    if (entries.empty()) return 0;
    const TextStyle style = ui.secondary(), bold = ui.style(ui.theme().type.secondary, 0, Face::bold);
    const float sign = disc_size(ui) + 8, line = std::max(style.line_height(), disc_size(ui) + 4);
    Wrap lines(area, 20, 0);
    for (const LegendEntry& entry : entries) {
        const float figure = entry.figure.empty() ? 0 : ui.text_width(bold, entry.figure) + 8;
        at(entry, lines.next(sign + ui.text_width(style, entry.name) + figure, line));
    }
    return lines.height() + 8;
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
    return lay_out(ui, entries, {0, 0, width, 0}, [](const LegendEntry&, const Rect&) {});
}

void draw_legend(const Ui& ui, std::span<const LegendEntry> entries, const Rect& box) {
    const TextStyle style = ui.secondary(),
                    bold = ui.style(ui.theme().type.secondary, ui.theme().colour.ink, Face::bold);
    const float size = disc_size(ui);
    lay_out(ui, entries, box, [&](const LegendEntry& entry, const Rect& at) {
        const float x = at.x, y = at.y, line = at.h, middle = y + line * 0.5f;
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
