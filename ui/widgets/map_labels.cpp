#include "ui/widgets/map_labels.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace ow::ui {

namespace {

/// A cell smaller than this has no name, CSS px.
constexpr float least_cell = 28;
/// How far a name may reach over its cell.
constexpr float overhang = 1.7f;
constexpr float callout_pad = 10;
/// Where a free place beside a mark is looked for: in so many directions, so many times on the way to the next mark.
constexpr int directions = 16;
constexpr int rings_a_mark = 4;

bool overlap(const Rect& a, const Rect& b) {
    return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

}  // namespace

bool MapLabels::draw_lines(std::span<const std::string_view> lines, float x, float y, float cell_w, float cell_h,
                           bool chosen) {
    const Theme& t = m_ui.theme();
    const TextStyle style = m_ui.style(t.type.small, t.colour.ink, chosen ? Face::bold : Face::regular);
    const float line = style.line_height();
    float w = 0;
    for (const std::string_view text : lines)
        w = std::max(w, m_ui.text_width(style, text) + 1);
    const float h = line * static_cast<float>(lines.size());
    if (w > cell_w * overhang || h > cell_h * overhang) return false;
    // At the edge of the map it moves in.
    const float left = std::clamp(x - w / 2, m_box.x + 2, std::max(m_box.x + 2, m_box.x + m_box.w - w - 2));
    const Rect box{std::round(left), std::round(y - h / 2), w, h};
    const bool inside = std::abs(left - (x - w / 2)) < cell_w / 2 && box.y >= m_box.y && box.y + h <= m_box.y + m_box.h;
    if (!inside || std::ranges::any_of(m_taken, [&](const Rect& taken) { return overlap(box, taken); })) return false;
    if (m_plates == Plates::all || w > cell_w - 8 || h > cell_h - 4)
        m_ui.fill({box.x - 3, box.y, w + 6, h}, t.colour.surface, 4);
    for (std::size_t i = 0; i < lines.size(); ++i)
        m_ui.text_in({box.x, box.y + line * static_cast<float>(i), w, line}, style, lines[i], Align::center);
    m_taken.push_back(box);
    return true;
}

std::size_t MapLabels::draw(const domain::MapCell& cell, float x, float y, float scale, std::string_view instead,
                            bool chosen) {
    const float w = (cell.box.x1 - cell.box.x0) * scale, h = (cell.box.y1 - cell.box.y0) * scale;
    if (w < least_cell || h < least_cell * 0.6f) return 0;
    if (!instead.empty()) {
        const std::array only{instead};
        return draw_lines(only, x, y, w, h, chosen) ? 1 : 0;
    }
    const std::array<std::string_view, 2> whole{cell.community, cell.name};
    const std::span<const std::string_view> lines(whole);
    if (!cell.community.empty() && draw_lines(lines, x, y, w, h, chosen)) return 2;
    return draw_lines(lines.last(1), x, y, w, h, chosen) ? 1 : 0;
}

void MapLabels::draw_along(const domain::MapStreet& street, const std::function<ImVec2(domain::MapPoint)>& screen) {
    if (street.name.empty()) return;
    const TextStyle style = m_ui.style(m_ui.theme().type.small, m_ui.theme().colour.ink2);
    const float w = m_ui.text_width(style, street.name) + 1, h = style.line_height();
    float longest = w;
    Rect best;
    for (std::size_t i = 1; i < street.points.size(); ++i) {
        const ImVec2 a = screen(street.points[i - 1]), b = screen(street.points[i]);
        const float length = std::hypot(b.x - a.x, b.y - a.y);
        if (length <= longest) continue;
        // Of a stretch of which the middle is out of sight, a third may be in it.
        for (const float part : {0.5f, 0.33f, 0.67f}) {
            const Rect box{std::round(a.x + (b.x - a.x) * part - w / 2), std::round(a.y + (b.y - a.y) * part - h / 2),
                           w, h};
            const bool inside = box.x >= m_box.x && box.y >= m_box.y && box.x + w <= m_box.x + m_box.w &&
                                box.y + h <= m_box.y + m_box.h;
            if (!inside || std::ranges::any_of(m_taken, [&](const Rect& taken) { return overlap(box, taken); }))
                continue;
            longest = length;
            best = box;
            break;
        }
    }
    if (best.w <= 0) return;
    m_ui.fill({best.x - 3, best.y, best.w + 6, best.h}, m_ui.theme().colour.surface, 4);
    m_ui.text_in(best, style, street.name, Align::center);
    m_taken.push_back(best);
}

std::vector<ImVec2> set_apart(std::span<const ImVec2> wanted, float apart, const Rect& within) {
    std::vector<ImVec2> set;
    set.reserve(wanted.size());
    const auto free = [&](const ImVec2& at) {
        // A hair less: what is set right beside another is not too near for being rounded.
        return std::ranges::none_of(
            set, [&](const ImVec2& other) { return std::hypot(at.x - other.x, at.y - other.y) < apart * 0.999f; });
    };
    const auto inside = [&](const ImVec2& at) {
        const float room = apart * 0.5f;
        return at.x >= within.x + room && at.x <= within.x + within.w - room && at.y >= within.y + room &&
               at.y <= within.y + within.h - room;
    };
    for (const ImVec2& at : wanted) {
        ImVec2 found = at;
        // What is out of sight is drawn out of sight.
        const bool keeps_inside = inside(at);
        bool placed = free(at);
        // There is room at the latest as many marks away as there are.
        for (std::size_t ring = 1; !placed && ring <= wanted.size() * rings_a_mark; ++ring) {
            const float away = apart * static_cast<float>(ring) / rings_a_mark;
            for (int step = 0; step < directions && !placed; ++step) {
                const float angle = 2 * std::numbers::pi_v<float> * static_cast<float>(step) / directions;
                const ImVec2 there{at.x + away * std::cos(angle), at.y + away * std::sin(angle)};
                placed = free(there) && (!keeps_inside || inside(there));
                if (placed) found = there;
            }
        }
        set.push_back(found);
    }
    return set;
}

Rect callout_box(const Ui& ui, std::string_view words, float x, float y, float radius, const Rect& map) {
    if (words.empty()) return {};
    const TextStyle style = ui.style(ui.theme().type.small, ui.theme().colour.ink, Face::bold);
    const float most = std::max(60.0f, map.w - 16 - 2 * callout_pad);
    const float w = std::min(ui.text_width(style, words) + 1, most);
    const float h = ui.text_height(style, words, w) + callout_pad;
    const float wide = w + 2 * callout_pad;
    const float left = std::clamp(x - wide / 2, map.x + 8, std::max(map.x + 8, map.x + map.w - 8 - wide));
    const float above = y - radius - 6 - h;
    return {std::round(left), std::round(above < map.y + 4 ? y + radius + 6 : above), wide, h};
}

void draw_callout(Ui& ui, std::string_view words, const Rect& box) {
    const Theme& t = ui.theme();
    ui.shadow(box, 8);
    ui.fill(box, t.colour.surface, 8);
    ui.outline(box, t.colour.border, 8, t.size.stroke);
    ui.text_block(box.x + callout_pad, box.y + callout_pad / 2, box.w - 2 * callout_pad,
                  ui.style(t.type.small, t.colour.ink, Face::bold), words);
}

}  // namespace ow::ui
