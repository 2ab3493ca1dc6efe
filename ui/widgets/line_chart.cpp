#include "ui/widgets/line_chart.hpp"

#include "ui/widgets/chart_legend.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>

namespace ow::ui {

namespace {

/// A line of a stroke on and a stroke off; `dash` 0 draws it through.
void dashed_line(ImDrawList& list, ImVec2 from, ImVec2 to, std::uint32_t colour, float stroke, float dash) {
    const float length = std::hypot(to.x - from.x, to.y - from.y);
    if (dash <= 0 || length <= 0) return list.AddLine(from, to, colour, stroke);
    const ImVec2 unit((to.x - from.x) / length, (to.y - from.y) / length);
    const int dashes = static_cast<int>(std::ceil(length / (2 * dash)));
    for (int i = 0; i < dashes; ++i) {
        const float at = static_cast<float>(2 * i) * dash;
        const float end = std::min(length, at + dash);
        list.AddLine(ImVec2(from.x + unit.x * at, from.y + unit.y * at),
                     ImVec2(from.x + unit.x * end, from.y + unit.y * end), colour, stroke);
    }
}

/// The inner rectangle, from the lowest value to the highest and from the first label to the last.
struct Plot {
    Rect box;
    double top = 1;
    std::size_t count = 1;
    [[nodiscard]] ImVec2 at(std::size_t index, double value) const {
        const float share = count < 2 ? 0.5f : static_cast<float>(index) / static_cast<float>(count - 1);
        return {box.x + box.w * share, box.y + box.h * (1 - static_cast<float>(value / top))};
    }
};

void draw_grid(const Ui& ui, const ChartSpec& spec, const Plot& plot, const Scale& scale, const Rect& outer) {
    const Theme& t = ui.theme();
    const TextStyle style = ui.style(t.type.small, t.colour.ink2);
    for (int step = 0; step <= scale.steps; ++step) {
        const double value = scale.top * step / scale.steps;
        const float y = plot.at(0, value).y;
        ui.line(plot.box.x, y, plot.box.x + plot.box.w, y, step == 0 ? t.colour.border : t.colour.line, 1);
        ui.text_in({outer.x, y - style.line_height() * 0.5f, plot.box.x - outer.x - 8, style.line_height()}, style,
                   spec.format(value), Align::right);
    }
}

/// As many labels as stand beside each other, the last one always.
void draw_labels(const Ui& ui, const ChartSpec& spec, const Plot& plot, const Rect& outer) {
    const TextStyle style = ui.style(ui.theme().type.small, ui.theme().colour.ink2);
    float widest = 0;
    for (const std::string& label : spec.labels)
        widest = std::max(widest, ui.text_width(style, label));
    const auto fits = static_cast<std::size_t>(std::max(2.0f, plot.box.w / (widest + 12)));
    const std::size_t every = std::max<std::size_t>(1, (spec.labels.size() + fits - 1) / fits);
    const std::size_t last = spec.labels.size() - 1;
    for (std::size_t i = last % every; i <= last; i += every) {
        const float w = ui.text_width(style, spec.labels[i]) + 1;
        const float x = std::clamp(plot.at(i, 0).x - w * 0.5f, outer.x, outer.x + outer.w - w);
        ui.text_in({x, plot.box.y + plot.box.h + 6, w, style.line_height()}, style, spec.labels[i]);
    }
}

void draw_series(const Ui& ui, const ChartSeries& series, std::size_t index, const Plot& plot) {
    static constexpr float dashes[] = {0, 8, 3, 14};
    const std::uint32_t colour = im_colour(series_colour(ui, index));
    const std::size_t count = std::min(series.values.size(), plot.count);
    for (std::size_t i = 1; i < count; ++i)
        dashed_line(ui.draw(), plot.at(i - 1, series.values[i - 1]), plot.at(i, series.values[i]), colour, 2.5f,
                    dashes[index % std::size(dashes)]);
    // Signs so close that they touch would be a thick line.
    const bool all = plot.box.w / static_cast<float>(plot.count) >= 14;
    for (std::size_t i = 0; i < count; ++i) {
        const ImVec2 at = plot.at(i, series.values[i]);
        if (all || i == 0 || i + 1 == count) series_mark(ui, index, at.x, at.y, 9);
    }
}

}  // namespace

void line_chart(Ui& ui, std::string_view key, const ChartSpec& spec) {
    if (spec.series.empty() || spec.labels.empty()) return;
    const Theme& t = ui.theme();
    const TextStyle small = ui.style(t.type.small, t.colour.ink2);
    const Scale scale = round_scale(largest_value(spec.series));
    float scale_w = 0;
    for (int step = 0; step <= scale.steps; ++step)
        scale_w = std::max(scale_w, ui.text_width(small, spec.format(scale.top * step / scale.steps)));
    std::vector<LegendEntry> legend;
    for (std::size_t i = 0; i < spec.series.size() && spec.series.size() > 1; ++i)
        legend.push_back({spec.series[i].name, {}, i});
    const float width = ui.width() - 2 * t.size.card_pad;
    const float legend_h = legend_height(ui, legend, width);
    const float plot_h = std::round(std::clamp(width * 0.5f, 160.0f, 260.0f));
    const float below = small.line_height() + 8;
    chart_frame(ui, key, spec, legend_h + plot_h + below + small.line_height() * 0.5f, [&](const Rect& outer) {
        draw_legend(ui, legend, {outer.x, outer.y, outer.w, legend_h});
        const float left = std::ceil(scale_w) + 10;
        const Plot plot{{outer.x + left, outer.y + legend_h + small.line_height() * 0.5f, outer.w - left - 8,
                         plot_h - small.line_height() * 0.5f},
                        scale.top,
                        spec.labels.size()};
        draw_grid(ui, spec, plot, scale, outer);
        draw_labels(ui, spec, plot, outer);
        for (std::size_t i = 0; i < spec.series.size(); ++i)
            draw_series(ui, spec.series[i], i, plot);
    });
}

}  // namespace ow::ui
