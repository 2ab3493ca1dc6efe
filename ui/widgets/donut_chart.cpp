#include "ui/widgets/donut_chart.hpp"

#include "ui/widgets/chart_legend.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace ow::ui {

namespace {

constexpr float pi = std::numbers::pi_v<float>;

void draw_ring(const Ui& ui, const std::vector<double>& values, float cx, float cy, float radius, float stroke) {
    double sum = 0;
    for (const double value : values)
        sum += value;
    ImDrawList& list = ui.draw();
    const float middle = radius - stroke * 0.5f;
    if (sum <= 0) {
        list.AddCircle(ImVec2(cx, cy), middle, im_colour(ui.theme().colour.track), 0, stroke);
        return;
    }
    // The gap between parts is of one width, whatever the radius.
    const float gap = values.size() > 1 ? 3 / middle : 0;
    float from = -pi * 0.5f;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const float span = 2 * pi * static_cast<float>(values[i] / sum);
        const float a0 = from + gap * 0.5f, a1 = std::max(a0, from + span - gap * 0.5f);
        list.PathArcTo(ImVec2(cx, cy), middle, a0, a1, std::max(2, static_cast<int>(span * 24)));
        list.PathStroke(im_colour(series_colour(ui, i)), 0, stroke);
        from += span;
    }
    from = -pi * 0.5f;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const float span = 2 * pi * static_cast<float>(values[i] / sum), angle = from + span * 0.5f;
        from += span;
        // A part too thin for its disc is found by the key's order.
        if (span * middle < disc_size(ui) + 2) continue;
        numbered_disc(ui, i, static_cast<int>(i) + 1, cx + middle * std::cos(angle), cy + middle * std::sin(angle));
    }
}

}  // namespace

void donut_chart(Ui& ui, std::string_view key, const ChartSpec& spec, std::string_view total) {
    if (spec.series.empty() || spec.labels.empty()) return;
    const Theme& t = ui.theme();
    const std::vector<double>& values = spec.series.front().values;
    std::vector<LegendEntry> legend;
    for (std::size_t i = 0; i < spec.labels.size() && i < values.size(); ++i)
        legend.push_back({spec.labels[i], spec.format(values[i]), i, static_cast<int>(i) + 1});
    const float width = ui.width() - 2 * t.size.card_pad;
    const float stroke = std::max(30.0f, disc_size(ui) + 8);
    const TextStyle style = ui.style(t.type.section, t.colour.ink, Face::bold);
    const float inner = std::max(100.0f, ui.text_width(style, total) + 24);
    const float size = std::min(width, inner + 2 * stroke);
    // One entry a line: the key reads like a list. Where its longest line does not fit beside the ring it stands below.
    const TextStyle bold = ui.style(t.type.secondary, t.colour.ink, Face::bold);
    float longest = 220 - 24;
    for (const LegendEntry& entry : legend)
        longest = std::max(longest, disc_size(ui) + 16 + ui.text_width(ui.secondary(), entry.name) +
                                        ui.text_width(bold, entry.figure));
    const bool beside = width - size - 24 > longest;
    const float key_w = beside ? width - size - 24 : width;
    float key_h = 0;
    for (const LegendEntry& entry : legend)
        key_h += legend_height(ui, std::span(&entry, 1), key_w) - 4;
    const float height = beside ? std::max(size, key_h) : size + 16 + key_h;
    chart_frame(ui, key, spec, height, [&](const Rect& box) {
        const float cx = beside ? box.x + size * 0.5f : box.x + box.w * 0.5f;
        const float cy = beside ? box.y + box.h * 0.5f : box.y + size * 0.5f;
        draw_ring(ui, values, cx, cy, size * 0.5f, stroke);
        const float hole = size - 2 * stroke - 8;
        const float text_h = ui.text_height(style, total, hole);
        ui.text_block(cx - hole * 0.5f, cy - text_h * 0.5f, hole, style, total, Align::center);
        float y = beside ? box.y + (box.h - key_h) * 0.5f : box.y + size + 16;
        for (const LegendEntry& entry : legend) {
            const float h = legend_height(ui, std::span(&entry, 1), key_w);
            draw_legend(ui, std::span(&entry, 1), {beside ? box.x + size + 24 : box.x, y, key_w, h});
            y += h - 4;
        }
    });
}

}  // namespace ow::ui
