#include "ui/widgets/headed_card.hpp"

#include "ui/widgets/text.hpp"

#include <algorithm>
#include <cmath>

namespace ow::ui {

namespace {

struct Colours {
    Colour edge, ground, ink, second;
};

Colours colours_of(const Palette& c, CardHead::Look look) {
    switch (look) {
        case CardHead::Look::ok: return {c.ok, c.ok, c.on_brand, c.on_brand};
        case CardHead::Look::warn: return {c.warn, c.warn_soft, c.ink, c.warn};
        case CardHead::Look::bad: return {c.bad, c.bad_soft, c.ink, c.bad};
        case CardHead::Look::brand: break;
    }
    return {c.brand, c.tile_a0, c.on_brand, c.on_brand2};
}

}  // namespace

HeadedCard::HeadedCard(Ui& ui, std::string_view key, const CardHead& head) : m_ui(ui), m_id(ui.id(key)) {
    const Theme& t = ui.theme();
    const Colours colours = colours_of(t.colour, head.look);
    const float pad = t.size.card_pad, radius = t.size.radius_card, edge = 2;
    const TextStyle title = ui.style(t.type.title, colours.ink, Face::bold);
    const TextStyle second = ui.style(t.type.secondary, colours.second, Face::bold);
    const float icon = head.icon == Icon::none ? 0 : std::round(title.px * 1.6f);
    const float indent = icon > 0 ? icon + 12 : 0;
    const float text_w = ui.width() - 2 * pad - indent;
    const float title_h = ui.text_height(title, head.title, text_w);
    const float second_h = head.subtitle.empty() ? 0 : ui.text_height(second, head.subtitle, text_w) + 2;
    const float head_h = std::max(title_h + second_h, icon) + 2 * std::round(pad * 0.8f);
    m_around = head_h + 2 * pad;
    const Rect box{ui.left(), ui.next_y(), ui.width(), ui.recall(m_id, m_around + 40)};

    ui.shadow(box, radius);
    if (head.look == CardHead::Look::brand)
        ui.fill_gradient({box.x, box.y, box.w, head_h + radius}, t.colour.tile_a0, t.colour.tile_a1, radius);
    else
        ui.fill({box.x, box.y, box.w, head_h + radius}, colours.ground, radius);
    // The surface is square where it meets the head and round below.
    const Rect under{box.x, box.y + head_h, box.w, box.h - head_h};
    ui.fill(under, t.colour.surface, radius);
    ui.fill({under.x, under.y, under.w, std::min(radius, under.h)}, t.colour.surface);
    ui.outline(box, colours.edge, radius, edge);

    const float x = box.x + pad + indent, y = box.y + std::round((head_h - title_h - second_h) * 0.5f);
    ui.icon(head.icon, box.x + pad + icon * 0.5f, box.y + head_h * 0.5f, icon, colours.second);
    ui.text_block(x, y, text_w, title, head.title);
    ui.text_block(x, y + title_h + 2, text_w, second, head.subtitle);
    ui.push_scope(key);
    const bool live = head.live == CardHead::Live::yes;
    if (live) {
        ui.emit_open(a11y::Role::status, ui.id("live"), {}, {x, y, text_w, title_h});
    }
    ui.emit(a11y::Role::heading, ui.id("title"), head.title, {x, y, text_w, title_h}, title).level = 2;
    if (live) ui.tree().close();
    if (second_h > 0) text_node(ui, "second", head.subtitle, second, {x, y + title_h + 2, text_w, second_h - 2});
    ui.push_column({box.x + pad, box.y + head_h + pad, box.w - 2 * pad, 0}, 8);
}

HeadedCard::~HeadedCard() {
    m_ui.pop_scope();
    const float height = m_ui.pop_column() + m_around;
    m_ui.remember(m_id, height);
    m_ui.place(height);
}

}  // namespace ow::ui
