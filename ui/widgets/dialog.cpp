#include "ui/widgets/dialog.hpp"

#include "ui/widgets/button.hpp"
#include "ui/widgets/text.hpp"

#include <imgui.h>

#include <algorithm>

namespace ow::ui {

namespace {

constexpr float padding = 20;
constexpr float side_width = 440;

/// The dialog's rectangle for a content of that height.
Rect rect_of(const Ui& ui, DialogPlace place, float wanted) {
    const Surface& s = ui.surface();
    if (place == DialogPlace::sheet) {
        if (ui.wide()) return {s.width - side_width, 0, side_width, s.height};
        const float height = std::min(wanted, s.height - ui.theme().size.target);
        return {0, s.height - height, s.width, height};
    }
    const float width = std::min(s.width - 32, 480.0f);
    const float height = std::min(wanted, s.height - 32);
    const bool low = ui.theme().choice.low_reach || s.width < 600;
    const float y = low ? s.height - height - 16 : (s.height - height) * 0.5f;
    return {(s.width - width) * 0.5f, std::max(16.0f, y), width, height};
}

void draw_ground(Ui& ui, DialogPlace place, const Rect& rect) {
    const Theme& t = ui.theme();
    const float radius = t.size.radius_card;
    Rect ground = rect;
    // A sheet is joined to the edge it comes from: the round corners there lie outside the window.
    if (place == DialogPlace::sheet) (ui.wide() ? ground.w : ground.h) += 2 * radius;
    ui.shadow(ground, radius);
    ui.fill(inflated(ground, t.colour.shadows ? 0.0f : -2.0f), t.colour.surface, radius);
}

}  // namespace

Dialog::Dialog(Ui& ui, std::string_view key, std::string_view title, const DialogOptions& options)
    : m_ui(ui), m_id(ui.id(key)) {
    const Theme& t = ui.theme();
    const Surface& s = ui.surface();
    ui.begin_modal_layer();
    const Colour veil = t.choice.contrast == Contrast::high_dark ? 0x000000u : 0x0b1622u;
    ui.draw().AddRectFilled(ImVec2(0, 0), ImVec2(s.width, s.height), im_colour(veil, 0.55f));
    m_rect = rect_of(ui, options.place, ui.recall(m_id, 240));
    draw_ground(ui, options.place, m_rect);
    ui.emit_open(a11y::Role::dialog, m_id, title, m_rect).states |= a11y::state_modal;
    ui.push_scope(key);
    m_dismissed = ui.take(m_id, a11y::ActionKind::dismiss);
    // Large text on a small screen: what does not fit is scrolled to.
    m_body.emplace(ui, "body", m_rect, padding, padding, padding);
    const TextStyle style = ui.style(t.type.title, t.colour.ink, Face::bold);
    const float target = options.close.empty() ? 0 : t.size.target;
    const float text_w = ui.width() - (target > 0 ? target + 4 : 0);
    const float text_h = ui.text_height(style, title, text_w);
    const Rect line = ui.place(std::max(text_h, target));
    const Rect box{line.x, line.y + (line.h - text_h) * 0.5f, text_w, text_h};
    ui.text_block(box.x, box.y, box.w, style, title);
    a11y::Node& heading = ui.emit(a11y::Role::heading, ui.id("title"), title, box, style);
    heading.level = 2;
    heading.states |= a11y::state_focusable;
    if (target == 0) return;
    // The sign stands on the column's line; its target reaches into the padding.
    const Rect corner{line.x + line.w - target + 8, line.y, target, target};
    if (icon_button(ui, "close", options.close, Icon::x, corner, {.kind = ButtonKind::quiet})) m_dismissed = true;
}

Dialog::~Dialog() {
    m_ui.gap(0);
    const float content = m_ui.next_y() - (m_rect.y + padding - m_body->offset());
    m_body.reset();
    m_ui.draw_popups();
    m_ui.remember(m_id, content + 2 * padding);
    m_ui.pop_scope();
    m_ui.tree().close();
    m_ui.end_modal_layer();
}

}  // namespace ow::ui
