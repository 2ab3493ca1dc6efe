#include "ui/widgets/badge.hpp"

#include "ui/widgets/text.hpp"

#include <algorithm>
#include <cmath>

namespace ow::ui {

namespace {

constexpr int most = 99;
/// Of a place's number, CSS px.
constexpr float least_radius = 13;

std::string shown(int count) { return count > most ? std::to_string(most) + "+" : std::to_string(count); }

TextStyle badge_style(const Ui& ui) { return ui.style(ui.theme().type.small, ui.theme().colour.surface, Face::bold); }

float badge_width(const Ui& ui, int count) {
    const TextStyle style = badge_style(ui);
    const float height = std::round(style.px * 1.5f);
    return std::max(height, std::ceil(ui.text_width(style, shown(count))) + 12);
}

}  // namespace

void draw_badge(const Ui& ui, float cx, float cy, int count) {
    if (count <= 0) return;
    const TextStyle style = badge_style(ui);
    const float w = badge_width(ui, count), h = std::round(style.px * 1.5f);
    const Rect box{std::round(cx - w * 0.5f), std::round(cy - h * 0.5f), w, h};
    ui.fill(box, ui.theme().colour.bad, h * 0.5f);
    ui.text_in(box, style, shown(count), Align::center);
}

void badge_line(Ui& ui, std::string_view key, std::string_view text, int count, std::string_view spoken) {
    const TextStyle style = ui.body();
    const float room = ui.width() - badge_width(ui, std::max(count, 1)) - 8;
    const float text_w = std::min(ui.text_width(style, text), room);
    const float height = ui.text_height(style, text, room);
    const Rect box = ui.place(height);
    ui.text_block(box.x, box.y, room, style, text);
    draw_badge(ui, box.x + text_w + 8 + badge_width(ui, count) * 0.5f, box.y + style.line_height() * 0.5f, count);
    text_node(ui, key, spoken, style, box);
}

float place_number_radius(const Ui& ui, int number) {
    return std::max(least_radius, ui.text_width(badge_style(ui), std::to_string(number)) / 2 + 7);
}

void draw_place_number(const Ui& ui, float cx, float cy, int number, PlaceLook look) {
    const Palette& c = ui.theme().colour;
    const bool next = look == PlaceLook::next;
    const TextStyle style = ui.style(ui.theme().type.small, next ? c.on_brand : c.surface, Face::bold);
    const float radius = place_number_radius(ui, number);
    ui.circle(cx, cy, radius + 2, c.surface, 0, 0);
    ui.circle(cx, cy, radius, next ? c.brand : c.ink, 0, 0);
    ui.text_in({cx - radius, cy - radius, 2 * radius, 2 * radius}, style, std::to_string(number), Align::center);
}

}  // namespace ow::ui
