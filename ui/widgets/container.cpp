#include "ui/widgets/container.hpp"

#include "ui/widgets/button.hpp"

#include <algorithm>

namespace ow::ui {

Group::Group(Ui& ui, std::string_view key, a11y::Role role, std::string_view name, std::uint32_t states)
    : m_ui(ui),
      m_x(ui.left()),
      m_y(ui.next_y()),
      m_w(ui.width()),
      m_bleed(role == a11y::Role::region ? quiet_button_bleed : 0),
      m_node(ui.id(key)) {
    ui.emit_open(role, m_node, name, {m_x - m_bleed, m_y, m_w + 2 * m_bleed, 0}).states |= states;
    ui.push_scope(key);
    const float gap = ui.theme().size.gap;
    ui.push_column({m_x, m_y, m_w, 0}, role == a11y::Role::list || role == a11y::Role::ordered_list ? 0 : gap);
}

Group::~Group() {
    const float height = m_ui.pop_column();
    m_ui.pop_scope();
    m_ui.tree().close({m_x - m_bleed, m_y, m_w + 2 * m_bleed, height});
    if (height > 0) m_ui.place(height);
}

void Group::position(int place, int size) {
    if (a11y::Node* node = m_ui.tree().find_mutable(m_node)) {
        node->position = place;
        node->set_size = size;
    }
}

Card::Card(Ui& ui, std::string_view key, CardStyle style) : m_ui(ui), m_id(ui.id(key)) {
    const Theme& t = ui.theme();
    const Palette& c = t.colour;
    m_pad = style == CardStyle::bare ? 0 : t.size.card_pad;
    const float r = t.size.radius_card;
    m_rect = {ui.left(), ui.next_y(), ui.width(), ui.recall(m_id, 60)};
    const auto soft = [&](Colour ground, Colour edge) {
        ui.fill(m_rect, ground, r);
        if (!c.shadows) ui.outline(m_rect, edge, r, 2);
    };
    switch (style) {
        case CardStyle::bare: break;
        case CardStyle::plain:
            ui.shadow(m_rect, r);
            ui.fill(inflated(m_rect, c.shadows ? 0.0f : -2.0f), c.surface, r);
            break;
        case CardStyle::soft_brand: soft(c.brand_soft, c.brand); break;
        case CardStyle::soft_warn: soft(c.warn_soft, c.warn); break;
        case CardStyle::soft_bad: soft(c.bad_soft, c.bad); break;
        case CardStyle::soft_ok: soft(c.ok_soft, c.ok); break;
        case CardStyle::outlined_bad:
            ui.fill(m_rect, c.surface, r);
            ui.outline(m_rect, c.bad, r, 3);
            break;
        case CardStyle::accent_warn:
            ui.shadow(m_rect, r);
            // Only under the left corners: a whole rectangle would shine through at the right ones.
            ui.fill({m_rect.x, m_rect.y, std::min(m_rect.w, 3 * r), m_rect.h}, c.warn, r);
            ui.fill({m_rect.x + 5, m_rect.y, m_rect.w - 5, m_rect.h}, c.surface, r);
            if (!c.shadows) ui.outline(m_rect, c.warn, r, 2);
            break;
    }
    const float x = m_rect.x + m_pad + (style == CardStyle::accent_warn ? 5 : 0);
    ui.push_scope(key);
    ui.push_column({x, m_rect.y + m_pad, m_rect.x + m_rect.w - m_pad - x, 0}, 8);
}

Card::~Card() {
    m_ui.pop_scope();
    const float height = m_ui.pop_column() + 2 * m_pad;
    m_ui.remember(m_id, height);
    m_ui.place(height);
}

ScrollArea::ScrollArea(Ui& ui, std::string_view key, const Rect& rect, float pad_x, float pad_top, float pad_bottom,
                       float max_width)
    : m_ui(ui), m_id(ui.id(key)), m_rect(rect), m_pad_top(pad_top), m_pad_bottom(pad_bottom) {
    const float content = ui.recall(m_id, rect.h);
    m_offset = std::clamp(ui.scroll_of(m_id), 0.0f, std::max(0.0f, content - rect.h));
    ui.emit_open(a11y::Role::scroll_area, m_id, {}, rect);
    ui.tree().set_scroll(m_offset, content);
    ui.push_scope(key);
    ui.push_clip(rect);
    float width = rect.w - 2 * pad_x;
    float x = rect.x + pad_x;
    if (max_width > 0 && width > max_width) {
        x += (width - max_width) * 0.5f;
        width = max_width;
    }
    ui.push_column({x, rect.y + pad_top - m_offset, width, 0}, ui.theme().size.gap);
}

ScrollArea::~ScrollArea() {
    const float content = m_ui.pop_column() + m_pad_top + m_pad_bottom;
    m_ui.pop_clip();
    m_ui.pop_scope();
    m_ui.remember(m_id, std::max(content, m_rect.h));
    m_ui.tree().close();
}

void divider(Ui& ui) {
    const Rect box = ui.place(1);
    ui.fill(box, ui.theme().colour.line);
}

}  // namespace ow::ui
