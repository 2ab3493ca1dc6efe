#include "ui/widgets/button.hpp"

#include "ui/widgets/text.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>

namespace ow::ui {

namespace {

struct Look {
    Colour ground, ink, edge;
    bool filled, edged;
};

Look look_of(const Palette& c, const ButtonOptions& o) {
    if (o.disabled) return {mix(c.track, c.surface, 0.6f), c.ink2, c.border, true, true};
    switch (o.kind) {
        case ButtonKind::primary: return {c.brand, c.on_brand, c.brand, true, false};
        case ButtonKind::secondary:
        case ButtonKind::pill: return {c.surface, c.brand, c.brand, true, true};
        case ButtonKind::agree:
            return o.pressed ? Look{c.ok, c.surface, c.ok, true, true} : Look{c.surface, c.ok, c.ok, true, true};
        case ButtonKind::danger: return {c.surface, c.bad, c.bad, true, true};
        case ButtonKind::quiet: return {c.surface, c.brand, c.brand, false, false};
    }
    return {};
}

NodeId emit(Ui& ui, NodeId id, std::string_view name, const Rect& rect, const TextStyle& style,
            const ButtonOptions& o) {
    a11y::Node& node = ui.emit(a11y::Role::button, id, o.spoken.empty() ? name : o.spoken, rect, style);
    node.description = o.description;
    if (o.disabled) node.states |= a11y::state_disabled;
    if (o.busy) node.states |= a11y::state_busy;
    if (o.expandable) node.states |= a11y::state_expandable;
    if (o.expanded) node.states |= a11y::state_expanded;
    if (o.pressed) node.states |= a11y::state_selected;
    node.states |= a11y::state_centered;
    return node.id;
}

Interaction paint(Ui& ui, NodeId id, const Rect& rect, float radius, const Look& look, const ButtonOptions& o) {
    const Interaction it = ui.interact(id, rect, o.disabled || o.busy);
    Colour ground = look.ground;
    if (it.held)
        ground = mix(0x000000, ground, look.edged ? 0.08f : 0.16f);
    else if (it.hovered)
        ground = mix(look.edged ? ui.theme().colour.brand : 0x000000, ground, 0.06f);
    if (o.pressed && o.kind != ButtonKind::agree) ground = ui.theme().colour.brand_soft;
    if (look.filled || it.hovered || it.held) ui.fill(rect, ground, radius);
    if (look.edged) ui.outline(rect, look.edge, radius, ui.theme().size.stroke);
    if (it.ring) ui.focus_ring(rect, radius);
    return it;
}

}  // namespace

namespace {

/// What stands behind the words: that it is under way, or that something unfolds.
bool has_sign(const ButtonOptions& o) { return o.busy || o.expandable; }

/// Three quarters of a ring: under way. It stands still, as everything here does (ADR 4).
void draw_busy(const Ui& ui, float cx, float cy, float px, Colour ink) {
    ImDrawList& list = ui.draw();
    list.PathArcTo(ImVec2(cx, cy), px * 0.36f, -1.2f, 3.5f, 18);
    list.PathStroke(im_colour(ink), 0, std::max(2.0f, px * 0.11f));
}

}  // namespace

float button_width(const Ui& ui, std::string_view name, const ButtonOptions& o) {
    const bool small = o.kind == ButtonKind::pill || o.kind == ButtonKind::quiet || o.compact;
    const TextStyle style = ui.style(small ? ui.theme().type.secondary : ui.theme().type.button, 0, Face::bold);
    const float icon = (o.icon == Icon::none ? 0 : std::round(style.px * 1.35f) + 8) +
                       (has_sign(o) ? std::round(style.px * 1.1f) + 6 : 0);
    return std::ceil(ui.text_width(style, name)) + icon + (o.kind == ButtonKind::quiet ? 16 : 36);
}

bool button_in(Ui& ui, std::string_view key, std::string_view name, const Rect& rect, const ButtonOptions& o) {
    const Theme& t = ui.theme();
    const bool small = o.kind == ButtonKind::pill || o.compact || o.kind == ButtonKind::quiet;
    const Look look = look_of(t.colour, o);
    const TextStyle style = ui.style(small ? t.type.secondary : t.type.button, look.ink, Face::bold);
    const float radius = o.kind == ButtonKind::pill ? rect.h * 0.5f : std::min(t.size.radius_button, rect.h * 0.5f);
    const NodeId id = ui.id(key);
    const Interaction it = paint(ui, id, rect, radius, look, o);
    const float icon_px = o.icon == Icon::none ? 0 : std::round(style.px * 1.35f);
    const float sign_px = has_sign(o) ? std::round(style.px * 1.1f) : 0, sign = sign_px > 0 ? sign_px + 6 : 0;
    const float text_w = std::min(ui.text_width(style, name), rect.w - 16 - (icon_px > 0 ? icon_px + 8 : 0) - sign);
    const float total = text_w + (icon_px > 0 ? icon_px + 8 : 0) + sign;
    float x = rect.x + (rect.w - total) * 0.5f;
    if (icon_px > 0) {
        ui.icon(o.icon, x + icon_px * 0.5f, rect.y + rect.h * 0.5f, icon_px, look.ink);
        x += icon_px + 8;
    }
    ui.text_in({x, rect.y, text_w + 1, rect.h}, style, name, Align::center);
    const float sign_x = x + text_w + 6 + sign_px * 0.5f, sign_y = rect.y + rect.h * 0.5f;
    if (o.busy)
        draw_busy(ui, sign_x, sign_y, sign_px, look.ink);
    else if (o.expandable)
        ui.icon(o.expanded ? Icon::chevron_up : Icon::chevron_down, sign_x, sign_y, sign_px, look.ink);
    emit(ui, id, name, rect, style, o);
    return it.clicked && !o.busy;
}

bool button(Ui& ui, std::string_view key, std::string_view name, const ButtonOptions& options) {
    const float h = options.kind == ButtonKind::pill || options.kind == ButtonKind::quiet
                        ? std::max(ui.theme().size.target, std::round(ui.theme().type.secondary * 1.5f) + 20)
                        : ui.theme().size.button - (options.compact ? 4 : 0);
    // Words that are wider than the column take a second line.
    const bool small = options.kind == ButtonKind::pill || options.kind == ButtonKind::quiet || options.compact;
    const TextStyle style = ui.style(small ? ui.theme().type.secondary : ui.theme().type.button, 0, Face::bold);
    const float beside = 16 + (options.icon == Icon::none ? 0 : std::round(style.px * 1.35f) + 8);
    Rect rect = ui.place(std::max(h, ui.text_height(style, name, ui.width() - beside) + 16));
    if (options.kind == ButtonKind::pill || options.kind == ButtonKind::quiet)
        rect.w = std::min(rect.w, button_width(ui, name, options));
    // Without an edge the words themselves stand on the column's left line; the target reaches over it.
    if (options.kind == ButtonKind::quiet) rect.x -= quiet_button_bleed;
    return button_in(ui, key, name, rect, options);
}

bool icon_button(Ui& ui, std::string_view key, std::string_view name, Icon icon, const Rect& rect,
                 const ButtonOptions& o) {
    const Look look = o.kind == ButtonKind::primary
                          ? Look{ui.theme().colour.surface, ui.theme().colour.ink, 0, false, false}
                          : look_of(ui.theme().colour, o);
    const NodeId id = ui.id(key);
    const Interaction it = paint(ui, id, rect, std::min(12.0f, rect.h * 0.5f), look, o);
    ui.icon(icon, rect.x + rect.w * 0.5f, rect.y + rect.h * 0.5f, ui.theme().size.icon, look.ink);
    emit(ui, id, name, rect, ui.body(), o);
    return it.clicked && !o.busy;
}

}  // namespace ow::ui
