#include "ui/widgets/bar_chart.hpp"

#include <algorithm>
#include <cmath>

namespace ow::ui {

namespace {

/// Where name, bar and figure of a row go.
struct Plan {
    bool stacked = false;  ///< the name over the bar instead of before it
    float name = 0;        ///< width of the names
    float figure = 0;      ///< width of the figures
    float row = 0;         ///< height of a row
};

Plan plan_of(const Ui& ui, const ChartSpec& spec, const TextStyle& bold, float width) {
    Plan plan;
    for (const std::string& label : spec.labels)
        plan.name = std::max(plan.name, ui.text_width(bold, label));
    for (const double value : spec.series.front().values)
        plan.figure = std::max(plan.figure, ui.text_width(bold, spec.format(value)));
    plan.name += 12;
    plan.figure += 10;
    plan.stacked = plan.name > width * 0.4f || width - plan.name - plan.figure < 80;
    const float line = bold.line_height();
    plan.row = std::round(plan.stacked ? line * 2 + 8 : line + 14);
    return plan;
}

}  // namespace

void bar_chart(Ui& ui, std::string_view key, const ChartSpec& spec, int emphasis) {
    if (spec.series.empty() || spec.labels.empty()) return;
    const Theme& t = ui.theme();
    const TextStyle plain = ui.secondary(), bold = ui.style(t.type.secondary, t.colour.ink, Face::bold);
    const std::vector<double>& values = spec.series.front().values;
    const double top = std::max(largest_value(spec.series.first(1)), 1e-9);
    const Plan plan = plan_of(ui, spec, bold, ui.width() - 2 * t.size.card_pad);
    chart_frame(ui, key, spec, plan.row * static_cast<float>(spec.labels.size()), [&](const Rect& box) {
        const float bar_h = std::round(t.type.secondary * 1.05f);
        for (std::size_t i = 0; i < spec.labels.size() && i < values.size(); ++i) {
            const bool strong = static_cast<int>(i) == emphasis;
            const TextStyle& style = strong ? bold : plain;
            const float y = box.y + plan.row * static_cast<float>(i), line = style.line_height();
            const float x = plan.stacked ? box.x : box.x + plan.name;
            const float room = box.x + box.w - x - plan.figure;
            const float bar_y = plan.stacked ? y + line + (line - bar_h) * 0.5f : y + (plan.row - bar_h) * 0.5f;
            if (plan.stacked)
                ui.text_in({box.x, y, box.w, line}, style, spec.labels[i]);
            else
                ui.text_in({box.x, y, plan.name - 12, plan.row}, style, spec.labels[i]);
            const float w = std::max(3.0f, std::round(room * static_cast<float>(values[i] / top)));
            const bool faint = emphasis >= 0 && !strong;
            const Rect bar{x, bar_y, w, bar_h};
            ui.fill(bar, faint ? mix(t.colour.brand, t.colour.surface, 0.7f) : t.colour.brand, 4);
            ui.text_in({x + w + 8, bar_y, plan.figure, bar_h}, style, spec.format(values[i]));
        }
    });
}

}  // namespace ow::ui
