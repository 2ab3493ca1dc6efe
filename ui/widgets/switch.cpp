#include "ui/widgets/switch.hpp"

#include "ui/widgets/text.hpp"

#include <algorithm>

namespace ow::ui {

namespace {

constexpr float track_w = 52, track_h = 30;

/// The sliding knob; a check mark says "on" beside the colour.
void draw_track(const Ui& ui, const Rect& track, bool on, bool off_limits, const Interaction& it) {
    const Palette& c = ui.theme().colour;
    const Colour strong = off_limits ? c.ink2 : c.brand, edge = off_limits ? c.idle_dot : c.border;
    const Colour ground = on ? (it.held ? mix(0x000000, strong, 0.16f) : strong)
                             : (it.hovered && !off_limits ? mix(c.brand, c.surface, 0.06f) : c.surface);
    const float r = track.h * 0.5f;
    ui.fill(track, ground, r);
    ui.outline(track, on ? strong : edge, r, 2);
    const float x = on ? track.x + track.w - r : track.x + r;
    ui.circle(x, track.y + r, r - 4, on ? c.surface : edge, 0, 0);
    if (on) ui.icon(Icon::check, x, track.y + r, 16, strong);
}

}  // namespace

std::optional<bool> switch_control(Ui& ui, std::string_view key, std::string_view name, bool on,
                                   const SwitchOptions& options) {
    const Theme& t = ui.theme();
    const bool off_limits = options.disabled || options.busy;
    const TextStyle title = ui.style(t.type.body, options.disabled ? t.colour.ink2 : t.colour.ink);
    const TextStyle sub = ui.secondary();
    const float text_w = ui.width() - track_w - 16;
    const float title_h = ui.text_height(title, name, text_w);
    const float sub_h = options.detail.empty() ? 0 : ui.text_height(sub, options.detail, text_w);
    const Rect box = ui.place(std::max(title_h + sub_h + 16, t.size.target + 4));
    const NodeId id = ui.id(key);
    const Interaction it = ui.interact(id, box, off_limits);
    const float top = box.y + (box.h - title_h - sub_h) * 0.5f;
    ui.text_block(box.x, top, text_w, title, name);
    if (sub_h > 0) ui.text_block(box.x, top + title_h, text_w, sub, options.detail);
    draw_track(ui, {box.x + box.w - track_w, box.y + (box.h - track_h) * 0.5f, track_w, track_h}, on, off_limits, it);
    if (it.ring) ui.focus_ring(inflated(box, 3), 10);
    a11y::Node& node = ui.emit(a11y::Role::switch_control, id, name, box, title);
    node.description = options.detail;
    if (on) node.states |= a11y::state_checked;
    if (options.disabled) node.states |= a11y::state_disabled;
    if (options.busy) node.states |= a11y::state_busy | a11y::state_disabled;
    return it.clicked ? std::optional(!on) : std::nullopt;
}

}  // namespace ow::ui
