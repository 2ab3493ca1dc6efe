#include "ui/widgets/toast.hpp"

#include "ui/widgets/button.hpp"
#include "ui/widgets/text.hpp"

#include <algorithm>

namespace ow::ui {

namespace {

constexpr float radius = 14, pad = 16;

std::pair<Icon, Colour> look_of(const Palette& c, ToastKind kind) {
    switch (kind) {
        case ToastKind::info: return {Icon::info_circle, c.brand};
        case ToastKind::good: return {Icon::circle_check, c.ok};
        case ToastKind::warning: return {Icon::alert_triangle, c.warn};
        case ToastKind::bad: return {Icon::alert_triangle, c.bad};
    }
    return {};
}

/// The button of a message that has the focus, and what had it before.
struct FocusTrail {
    NodeId inside = 0, before = 0;
};

}  // namespace

bool toast(Ui& ui, std::string_view key, const Toast& message, std::string_view close) {
    const Theme& t = ui.theme();
    const Scope scope(ui, key);
    const auto [icon, edge] = look_of(t.colour, message.kind);
    const TextStyle style = ui.style(t.type.body, t.colour.ink, Face::bold);
    const float target = t.size.target;
    const float text_w = ui.width() - pad - t.size.icon - 12 - target - 8;
    const float text_h = ui.text_height(style, message.text, text_w);
    const Rect box = ui.place(std::max(text_h + 28, target + 12));
    ui.shadow(box, radius);
    ui.fill(box, t.colour.surface, radius);
    ui.outline(box, edge, radius, 2);
    ui.icon(icon, box.x + pad + t.size.icon * 0.5f, box.y + box.h * 0.5f, t.size.icon, edge);
    const Rect words{box.x + pad + t.size.icon + 12, box.y + (box.h - text_h) * 0.5f, text_w, text_h};
    ui.text_block(words.x, words.y, text_w, style, message.text);
    text_node(ui, "text", message.text, style, words);
    return icon_button(ui, "close", close, Icon::x,
                       {box.x + box.w - target - 6, box.y + (box.h - target) * 0.5f, target, target},
                       {.kind = ButtonKind::quiet});
}

std::optional<std::uint64_t> toast_stack(Ui& ui, std::string_view key, std::span<const Toast> messages,
                                         std::string_view close) {
    const Scope scope(ui, key);
    FocusTrail& trail = ui.keep<FocusTrail>(ui.id("focus"));
    std::optional<std::uint64_t> closed;
    bool inside = false, there = false;
    for (const Toast& message : messages) {
        const std::string name = "toast" + std::to_string(message.id);
        const NodeId button = [&] {
            const Scope within(ui, name);
            return ui.id("close");
        }();
        inside = inside || ui.focus() == button;
        there = there || trail.inside == button;
        if (toast(ui, name, message, close)) closed = message.id;
    }
    if (trail.inside != 0 && !there) {
        if (ui.focus() == trail.inside || ui.focus() == 0) ui.want_focus(trail.before);
        trail.inside = 0;
    }
    if (inside)
        trail.inside = ui.focus();
    else if (ui.focus() != 0)
        trail = {.before = ui.focus()};
    return closed;
}

}  // namespace ow::ui
