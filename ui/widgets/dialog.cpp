#include "ui/widgets/dialog.hpp"

#include "ui/widgets/text.hpp"

#include <imgui.h>

#include <algorithm>

namespace ow::ui {

namespace {

constexpr float padding = 20;

}  // namespace

Dialog::Dialog(Ui& ui, std::string_view key, std::string_view title) : m_ui(ui), m_id(ui.id(key)) {
    const Theme& t = ui.theme();
    const Surface& s = ui.surface();
    ui.begin_modal_layer();
    const Colour veil = t.choice.contrast == Contrast::high_dark ? 0x000000u : 0x0b1622u;
    ui.draw().AddRectFilled(ImVec2(0, 0), ImVec2(s.width, s.height), im_colour(veil, 0.55f));
    const float width = std::min(s.width - 32, 480.0f);
    const float height = std::min(ui.recall(m_id, 240), s.height - 32);
    const bool low = t.choice.low_reach || s.width < 600;
    const float y = low ? s.height - height - 16 : (s.height - height) * 0.5f;
    m_rect = {(s.width - width) * 0.5f, std::max(16.0f, y), width, height};
    ui.shadow(m_rect, t.size.radius_card);
    ui.fill(m_rect, t.colour.surface, t.size.radius_card);
    a11y::Node node;
    node.id = m_id;
    node.role = a11y::Role::dialog;
    node.name = title;
    node.states = a11y::state_modal;
    node.screen = m_rect;
    ui.tree().open(std::move(node));
    ui.push_scope(key);
    m_dismissed = ui.take(m_id, a11y::ActionKind::dismiss);
    // Large text on a small screen: what does not fit is scrolled to.
    m_body.emplace(ui, "body", m_rect, padding, padding, padding);
    const TextStyle style = ui.style(t.type.title, t.colour.ink, Face::bold);
    const Rect box = ui.place(ui.text_height(style, title, ui.width()));
    ui.text_block(box.x, box.y, box.w, style, title);
    a11y::Node heading;
    heading.id = ui.id("title");
    heading.role = a11y::Role::heading;
    heading.level = 2;
    heading.name = title;
    heading.screen = box;
    heading.states = a11y::state_focusable;
    describe_font(heading, style);
    ui.tree().add(std::move(heading));
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
