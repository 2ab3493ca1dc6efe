#include "ui/widgets/chart_frame.hpp"

#include "ui/widgets/container.hpp"
#include "ui/widgets/disclosure.hpp"
#include "ui/widgets/table.hpp"
#include "ui/widgets/text.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>

namespace ow::ui {

void chart_frame(Ui& ui, std::string_view key, const ChartSpec& spec, float height,
                 const std::function<void(const Rect&)>& draw) {
    const Group figure(ui, key, a11y::Role::group, spec.title);
    const Card card(ui, "card");
    heading(ui, "title", 3, spec.title);
    ui.gap(4);
    paragraph(ui, "finding", spec.finding);
    ui.gap(12);
    const Rect box = ui.place(height);
    draw(box);
    ui.emit(a11y::Role::image, ui.id("picture"), spec.picture, box).description = spec.finding;
    ui.gap(8);
    if (!disclosure(ui, "as-table", spec.as_table)) return;
    std::vector<TableColumn> columns{{.title = spec.category}};
    for (const ChartSeries& series : spec.series)
        columns.push_back({.title = series.name, .numeric = true});
    table(ui, "table",
          {.name = spec.title,
           .columns = columns,
           .rows = spec.labels.size(),
           .key_of = [](std::size_t row) { return std::to_string(row); },
           .cell =
               [&](std::size_t row, std::size_t column) {
                   if (column == 0) return spec.labels[row];
                   const auto& values = spec.series[column - 1].values;
                   return row < values.size() ? spec.format(values[row]) : std::string();
               }});
}

Colour series_colour(const Ui& ui, std::size_t index) {
    const Palette& c = ui.theme().colour;
    const Colour colours[] = {c.brand, c.warn, c.ok, c.bad, c.ink2};
    return colours[index % std::size(colours)];
}

void series_mark(const Ui& ui, std::size_t index, float cx, float cy, float size) {
    const std::uint32_t colour = im_colour(series_colour(ui, index));
    const float r = size * 0.5f;
    ImDrawList& list = ui.draw();
    switch (index % 4) {
        case 0: list.AddCircleFilled(ImVec2(cx, cy), r, colour); break;
        case 1: list.AddRectFilled(ImVec2(cx - r, cy - r), ImVec2(cx + r, cy + r), colour); break;
        case 2:
            list.AddTriangleFilled(ImVec2(cx, cy - r * 1.1f), ImVec2(cx + r * 1.1f, cy + r),
                                   ImVec2(cx - r * 1.1f, cy + r), colour);
            break;
        default:
            list.AddQuadFilled(ImVec2(cx, cy - r * 1.2f), ImVec2(cx + r * 1.2f, cy), ImVec2(cx, cy + r * 1.2f),
                               ImVec2(cx - r * 1.2f, cy), colour);
            break;
    }
}

Scale round_scale(double largest) {
    if (largest <= 0) return {};
    const double power = std::pow(10.0, std::floor(std::log10(largest)));
    for (const auto& [factor, steps] : {std::pair{1.0, 4}, {2.0, 4}, {3.0, 3}, {4.0, 4}, {5.0, 5}, {6.0, 3}, {8.0, 4}})
        if (factor * power >= largest) return {factor * power, factor * power < steps ? 1 : steps};
    return {10 * power, 5};
}

double largest_value(std::span<const ChartSeries> series) {
    double largest = 0;
    for (const ChartSeries& one : series)
        for (const double value : one.values)
            largest = std::max(largest, value);
    return largest;
}

}  // namespace ow::ui
