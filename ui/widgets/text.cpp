#include "ui/widgets/text.hpp"

#include <algorithm>
#include <cmath>

namespace ow::ui {

TextStyle tone_style(const Ui& ui, Tone tone) {
    const Theme& t = ui.theme();
    switch (tone) {
        case Tone::normal: return ui.body();
        case Tone::secondary: return ui.secondary();
        case Tone::small: return ui.style(t.type.small, t.colour.ink2);
        case Tone::strong: return ui.style(t.type.body, t.colour.ink, Face::bold);
        case Tone::ok: return ui.style(t.type.secondary, t.colour.ok, Face::bold);
        case Tone::warn: return ui.style(t.type.secondary, t.colour.warn, Face::bold);
        case Tone::bad: return ui.style(t.type.secondary, t.colour.bad, Face::bold);
        case Tone::brand: return ui.style(t.type.body, t.colour.brand, Face::bold);
        case Tone::on_brand: return ui.style(t.type.body, t.colour.on_brand);
    }
    return ui.body();
}

NodeId text_node(Ui& ui, std::string_view key, std::string_view text, const TextStyle& style, const Rect& rect,
                 a11y::Role role, std::uint32_t states) {
    a11y::Node& node = ui.emit(role, ui.id(key), text, rect, style);
    node.states |= states;
    return node.id;
}

NodeId text_line(Ui& ui, std::string_view key, std::string_view text, const TextStyle& style, const Rect& box,
                 Align align) {
    ui.text_in(box, style, text, align);
    const std::uint32_t states = align == Align::center ? a11y::state_centered : 0u;
    const float h = style.line_height();
    return text_node(ui, key, text, style, {box.x, box.y + (box.h - h) * 0.5f, box.w, h}, a11y::Role::text, states);
}

NodeId heading(Ui& ui, std::string_view key, int level, std::string_view text) {
    const TypeScale& type = ui.theme().type;
    const float px = level == 1 ? type.question : level == 2 ? type.section : type.body;
    const TextStyle style = ui.style(px, ui.theme().colour.ink, Face::bold);
    const Rect box = ui.place(ui.text_height(style, text, ui.width()));
    ui.text_block(box.x, box.y, box.w, style, text);
    a11y::Node& node = ui.emit(a11y::Role::heading, ui.id(key), text, box, style);
    node.level = static_cast<std::uint8_t>(level);
    if (level == 1) node.states |= a11y::state_focusable;
    return node.id;
}

NodeId paragraph(Ui& ui, std::string_view key, std::string_view text, Tone tone, Align align) {
    const TextStyle style = tone_style(ui, tone);
    const Rect box = ui.place(ui.text_height(style, text, ui.width()));
    ui.text_block(box.x, box.y, box.w, style, text, align);
    const std::uint32_t states = align == Align::center ? a11y::state_centered : 0u;
    return text_node(ui, key, text, style, box, a11y::Role::text, states);
}

NodeId icon_text(Ui& ui, std::string_view key, Icon icon, std::string_view text, const TextStyle& style,
                 Colour icon_colour) {
    const float icon_px = std::round(style.px * 1.3f);
    const float indent = icon == Icon::none ? 0 : icon_px + 6;
    const float height = ui.text_height(style, text, ui.width() - indent);
    const Rect box = ui.place(std::max(height, icon == Icon::none ? 0 : icon_px));
    ui.icon(icon, box.x + icon_px * 0.5f, box.y + style.line_height() * 0.5f, icon_px, icon_colour);
    ui.text_block(box.x + indent, box.y, box.w - indent, style, text);
    return text_node(ui, key, text, style, {box.x + indent, box.y, box.w - indent, height});
}

TextStyle in_one_line(const Ui& ui, const TextStyle& style, std::string_view text, float least_px) {
    const auto in_number = [](char c) { return c == ' ' || c == '-' || c == 'X' || (c >= '0' && c <= '9'); };
    // A hair more: widths are rounded.
    const float need = ui.text_width(style, text) + 1;
    if (need <= ui.width() || !std::ranges::all_of(text, in_number)) return style;
    TextStyle fitting = style;
    fitting.px = std::max(std::floor(style.px * ui.width() / need), least_px);
    return fitting;
}

}  // namespace ow::ui
