#include "ui/widgets/link.hpp"

#include "ui/widgets/text.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>

namespace ow::ui {

namespace {

NodeId emit_link(Ui& ui, NodeId id, std::string_view name, std::string_view href, const Rect& rect,
                 const TextStyle& style, std::uint32_t states = 0) {
    a11y::Node node;
    node.id = id;
    node.role = a11y::Role::link;
    node.name = name;
    node.href = href;
    node.screen = rect;
    node.states = states;
    describe_font(node, style);
    return ui.tree().add(std::move(node));
}

std::pair<Colour, Colour> tag_colours(const Palette& c, TagKind kind) {
    switch (kind) {
        case TagKind::brand: return {c.brand_soft, c.brand_ink};
        case TagKind::ok: return {c.ok_soft, c.ok};
        case TagKind::warn: return {c.warn_soft, c.warn};
        case TagKind::bad: return {c.bad_soft, c.bad};
        case TagKind::neutral: return {mix(c.track, c.surface, 0.6f), c.ink2};
    }
    return {};
}

std::string joined(std::initializer_list<std::string_view> parts) {
    std::string out;
    for (const std::string_view part : parts) {
        if (part.empty()) continue;
        if (!out.empty()) out += ' ';
        out += part;
    }
    return out;
}

}  // namespace

float tag_height(const Ui& ui) { return std::round(ui.theme().type.small * 1.5f) + 7; }

float tag_width(const Ui& ui, const Tag& tag) {
    const TextStyle style = ui.style(ui.theme().type.small, 0, Face::bold);
    return std::ceil(ui.text_width(style, tag.text)) + 16 + (tag.icon == Icon::none ? 0 : style.px + 6);
}

void draw_tag(const Ui& ui, float x, float y, const Tag& tag) {
    const auto [ground, ink] = tag_colours(ui.theme().colour, tag.kind);
    const TextStyle style = ui.style(ui.theme().type.small, ink, Face::bold);
    const Rect box{x, y, tag_width(ui, tag), tag_height(ui)};
    ui.fill(box, ground, ui.theme().size.radius_tag);
    if (!ui.theme().colour.shadows) ui.outline(box, ink, ui.theme().size.radius_tag, 1.5f);
    float text_x = box.x + 8;
    if (tag.icon != Icon::none) {
        ui.icon(tag.icon, text_x + style.px * 0.55f, box.y + box.h * 0.5f, style.px * 1.15f, ink);
        text_x += style.px + 6;
    }
    ui.text_in({text_x, box.y, box.x + box.w - text_x, box.h}, style, tag.text);
}

void tag(Ui& ui, std::string_view key, const Tag& t) {
    const Rect box = ui.place(tag_height(ui));
    draw_tag(ui, box.x, box.y, t);
    text_node(ui, key, t.text, ui.style(ui.theme().type.small, ui.theme().colour.ink),
              {box.x, box.y, tag_width(ui, t), box.h});
}

void text_link(Ui& ui, std::string_view key, std::string_view text, std::string_view href, Colour colour,
               bool underline) {
    const TextStyle style = ui.style(ui.theme().type.body, colour, Face::bold);
    const float height = ui.text_height(style, text, ui.width());
    const float target = ui.theme().size.target;
    Rect box = ui.place(std::max(height, target));
    box.w = std::min(box.w, std::max(ui.text_width(style, text) + 2, target));
    const NodeId id = ui.id(key);
    const Interaction it = ui.interact(id, box);
    const float top = box.y + (box.h - height) * 0.5f;
    ui.text_block(box.x, top, box.w, style, text);
    if (underline || it.hovered) ui.underline(box.x, top, box.w, style, text);
    if (it.ring) ui.focus_ring(inflated(box, 2), 6);
    emit_link(ui, id, text, href, box, style);
}

void row_link(Ui& ui, std::string_view key, const RowLink& row) {
    const Theme& t = ui.theme();
    const bool strong = row.padded || row.voice == RowLink::Voice::strong;
    const TextStyle title = ui.style(t.type.body, t.colour.ink, strong ? Face::bold : Face::regular);
    const TextStyle sub = ui.style(row.padded ? t.type.secondary : t.type.small, t.colour.ink2);
    const float pad = row.padded ? 16.0f : 0.0f;
    const bool on_tile = row.icon_look == RowLink::IconLook::tile;
    const float icon_box = on_tile ? std::round(t.size.icon * 1.8f) : t.size.icon;
    const float icon_space = row.icon == Icon::none ? 0 : icon_box + 14;
    const float chevron = row.padded || row.href.empty() ? 0 : t.size.icon;
    const TextStyle trail = ui.style(t.type.body, t.colour.brand, Face::bold);
    const float trailing = row.trailing.empty() ? 0 : ui.text_width(trail, row.trailing) + 12;
    const float line_w = ui.width() - 2 * pad - icon_space - chevron - trailing;
    const float tag_need = row.tag.text.empty() ? 0 : tag_width(ui, row.tag) + 8;
    // Where the tag would leave the title a few characters a line, it goes under the words.
    const bool tag_below = tag_need > 0 && line_w - tag_need < std::min(title.px * 8, ui.text_width(title, row.title));
    const float tag_w = tag_below ? 0 : tag_need;
    const float below_h = tag_below ? tag_height(ui) + 6 : 0;
    const float text_w = line_w - tag_w;
    const float title_h = ui.text_height(title, row.title, text_w);
    const float sub_w = row.padded ? ui.width() - 2 * pad - icon_space : text_w;
    const float sub_h = row.subtitle.empty() ? 0 : ui.text_height(sub, row.subtitle, sub_w) + 2;
    const float pad_y = row.padded ? 14.0f : 12.0f;
    const float text_h = title_h + sub_h + below_h;
    const Rect box = ui.place(std::max(std::max(text_h, on_tile ? icon_box : 0) + 2 * pad_y, t.size.target));
    const NodeId id = ui.id(key);
    const Interaction it = row.href.empty() ? Interaction{} : ui.interact(id, box);
    if (row.padded) {
        ui.fill(box, row.selected ? t.colour.brand_soft : t.colour.surface);
        if (row.selected) ui.fill({box.x, box.y, 4, box.h}, t.colour.brand);
        ui.fill({box.x, box.y + box.h - 1, box.w, 1}, t.colour.line);
    }
    if (it.hovered && !row.selected)
        ui.fill(row.padded ? box : inflated(box, 6), mix(t.colour.brand, t.colour.surface, 0.05f),
                row.padded ? 0 : 10.0f);
    float x = box.x + pad;
    if (row.icon != Icon::none) {
        const Rect square{x, box.y + std::round((box.h - icon_box) * 0.5f), icon_box, icon_box};
        if (on_tile) ui.fill(square, t.colour.brand_soft, t.size.radius_field);
        ui.icon(row.icon, x + icon_box * 0.5f, box.y + box.h * 0.5f, t.size.icon,
                row.icon_colour != 0 ? row.icon_colour : t.colour.brand);
        x += icon_space;
    }
    const float top = box.y + (box.h - text_h) * 0.5f;
    ui.text_block(x, top, text_w, title, row.title);
    if (sub_h > 0) ui.text_block(x, top + title_h + 2, sub_w, sub, row.subtitle);
    if (tag_below) draw_tag(ui, x, top + title_h + sub_h + 6, row.tag);
    if (tag_w > 0) {
        const float tag_y =
            row.padded ? top + (title.line_height() - tag_height(ui)) * 0.5f : box.y + (box.h - tag_height(ui)) * 0.5f;
        draw_tag(ui, box.x + box.w - pad - chevron - trailing - tag_w + 8, tag_y, row.tag);
    }
    if (trailing > 0)
        ui.text_in({box.x + box.w - pad - chevron - trailing + 6, box.y, trailing, box.h}, trail, row.trailing);
    if (chevron > 0)
        ui.icon(Icon::chevron_right, box.x + box.w - chevron * 0.5f, box.y + box.h * 0.5f, t.size.icon * 0.85f,
                row.trailing.empty() ? t.colour.idle_dot : t.colour.brand);
    if (row.href.empty()) {
        const NodeId name = text_node(ui, key, row.title, title, {x, top, text_w, title_h});
        // A strong one heads what stands below it, and is found as such.
        if (a11y::Node* node = strong ? ui.tree().find_mutable(name) : nullptr) {
            node->role = a11y::Role::heading;
            node->level = 3;
        }
        const Scope scope(ui, key);
        if (sub_h > 0) text_node(ui, "more", row.subtitle, sub, {x, top + title_h + 2, sub_w, sub_h - 2});
        if (tag_need > 0) {
            const float tag_x = tag_below ? x : box.x + box.w - pad - trailing - tag_w + 8;
            const float tag_y = tag_below ? top + title_h + sub_h + 6 : box.y + (box.h - tag_height(ui)) * 0.5f;
            text_node(ui, "tag", row.tag.text, ui.style(t.type.small, t.colour.ink, Face::bold),
                      {tag_x, tag_y, tag_width(ui, row.tag), tag_height(ui)});
        }
        return;
    }
    if (it.ring) ui.focus_ring(inflated(box, row.padded ? -4.0f : 2.0f), 10);
    const std::string name =
        row.spoken.empty() ? joined({row.title, row.subtitle, row.tag.text, row.trailing}) : std::string(row.spoken);
    const NodeId link = emit_link(ui, id, name, row.href, box, title, row.selected ? a11y::state_current : 0u);
    if (a11y::Node* node = ui.tree().find_mutable(link)) node->description = row.description;
}

float tile_height(const Ui& ui, const Tile& tile, float width) {
    const Theme& t = ui.theme();
    const float pad = t.size.card_pad;
    const TextStyle title = ui.style(t.type.section, 0, Face::bold), sub = ui.style(t.type.small, 0);
    const float sub_h = tile.subtitle.empty() ? 0 : ui.text_height(sub, tile.subtitle, width - 2 * pad);
    return std::round(2 * pad + t.size.icon * 1.15f + 6 + ui.text_height(title, tile.title, width - 2 * pad) + 6 +
                      sub_h);
}

void tile(Ui& ui, std::string_view key, const Tile& tile, const Rect& rect) {
    const Theme& t = ui.theme();
    const Palette& c = t.colour;
    const bool on_colour = tile.ground != Tile::Ground::surface;
    const float r = t.size.radius_card, pad = t.size.card_pad;
    const NodeId id = ui.id(key);
    const Interaction it = ui.interact(id, rect);
    ui.shadow(rect, r);
    if (tile.ground == Tile::Ground::brand)
        ui.fill_gradient(rect, c.tile_a0, c.tile_a1, r);
    else if (tile.ground == Tile::Ground::teal)
        ui.fill_gradient(rect, c.tile_b0, c.tile_b1, r);
    else
        ui.fill(c.shadows ? rect : inflated(rect, -2), it.hovered ? mix(c.brand, c.surface, 0.04f) : c.surface, r);
    if (it.held)
        ui.draw().AddRectFilled(ImVec2(rect.x, rect.y), ImVec2(rect.x + rect.w, rect.y + rect.h), im_colour(0, 0.12f),
                                r);
    const Colour ink = on_colour ? c.on_brand : c.ink;
    const float icon_px = t.size.icon * 1.15f;
    ui.icon(tile.icon, rect.x + pad + icon_px * 0.5f, rect.y + pad + icon_px * 0.5f, icon_px,
            on_colour ? c.on_brand : c.brand);
    const TextStyle title = ui.style(t.type.section, ink, Face::bold);
    const TextStyle sub = ui.style(t.type.small, on_colour ? c.on_brand2 : c.ink2);
    const float sub_h = tile.subtitle.empty() ? 0 : ui.text_height(sub, tile.subtitle, rect.w - 2 * pad);
    const float title_h = ui.text_height(title, tile.title, rect.w - 2 * pad);
    const float bottom = rect.y + rect.h - pad;
    ui.text_block(rect.x + pad, bottom - sub_h - (sub_h > 0 ? 6 : 0) - title_h, rect.w - 2 * pad, title, tile.title);
    ui.text_block(rect.x + pad, bottom - sub_h, rect.w - 2 * pad, sub, tile.subtitle);
    if (it.ring) ui.focus_ring(rect, r);
    a11y::Node node;
    node.id = id;
    node.role = a11y::Role::link;
    node.name = tile.title;
    node.description = tile.subtitle;
    node.href = tile.href;
    node.screen = rect;
    describe_font(node, title);
    ui.tree().add(std::move(node));
}

void wide_tile(Ui& ui, std::string_view key, std::string_view title, std::string_view href, Icon icon, TagKind colour) {
    const Theme& t = ui.theme();
    const auto [ground, ink] = tag_colours(t.colour, colour);
    const TextStyle style = ui.style(t.type.title, t.colour.ink, Face::bold);
    const float badge = 60, pad = 20;
    const float text_w = ui.width() - 2 * pad - badge - 18 - 40;
    const float text_h = ui.text_height(style, title, text_w);
    const Rect box = ui.place(std::max(92.0f, text_h + 36));
    const NodeId id = ui.id(key);
    const Interaction it = ui.interact(id, box);
    ui.fill(box, it.hovered ? mix(t.colour.brand, t.colour.surface, 0.04f) : t.colour.surface, t.size.radius_card);
    ui.outline(box, t.colour.line, t.size.radius_card, 2);
    const Rect square{box.x + pad, box.y + (box.h - badge) * 0.5f, badge, badge};
    ui.fill(square, ground, 18);
    ui.icon(icon, square.x + badge * 0.5f, square.y + badge * 0.5f, 34,
            colour == TagKind::brand ? t.colour.brand : ink);
    ui.text_block(square.x + badge + 18, box.y + (box.h - text_h) * 0.5f, text_w, style, title);
    ui.icon(Icon::chevron_right, box.x + box.w - pad - 12, box.y + box.h * 0.5f, 26, t.colour.ink2);
    if (it.ring) ui.focus_ring(box, t.size.radius_card);
    emit_link(ui, id, title, href, box, style);
}

void icon_link(Ui& ui, std::string_view key, std::string_view title, std::string_view href, Icon icon,
               const Rect& rect) {
    const Theme& t = ui.theme();
    const NodeId id = ui.id(key);
    const Interaction it = ui.interact(id, rect);
    const float badge = t.elder() ? 60.0f : 48.0f;
    const TextStyle style = ui.style(t.type.secondary, t.colour.ink);
    const Rect square{std::round(rect.x + (rect.w - badge) * 0.5f), rect.y + 8, badge, badge};
    ui.fill(square, it.hovered || it.held ? mix(t.colour.brand, t.colour.brand_soft, 0.12f) : t.colour.brand_soft, 14);
    if (!t.colour.shadows) ui.outline(square, t.colour.brand, 14, 2);
    ui.icon(icon, square.x + badge * 0.5f, square.y + badge * 0.5f, badge * 0.54f, t.colour.brand);
    ui.text_in({rect.x, square.y + badge + 6, rect.w, style.line_height()}, style, title, Align::center);
    if (it.ring) ui.focus_ring(rect, 12);
    emit_link(ui, id, title, href, rect, style, a11y::state_centered);
}

void icon_link_in(Ui& ui, std::string_view key, std::string_view name, std::string_view href, Icon icon,
                  const Rect& rect, Colour colour) {
    const Theme& t = ui.theme();
    const NodeId id = ui.id(key);
    const Interaction it = ui.interact(id, rect);
    const float radius = rect.h * 0.5f;
    ui.fill(rect, it.hovered || it.held ? mix(colour, t.colour.surface, 0.08f) : t.colour.surface, radius);
    ui.outline(rect, colour, radius, t.size.stroke);
    ui.icon(icon, rect.x + rect.w * 0.5f, rect.y + rect.h * 0.5f, t.size.icon, colour);
    if (it.ring) ui.focus_ring(rect, radius);
    emit_link(ui, id, name, href, rect, ui.body());
}

void button_link_in(Ui& ui, std::string_view key, std::string_view name, std::string_view href, const Rect& rect,
                    bool primary, Icon icon, bool pill) {
    const Theme& t = ui.theme();
    const NodeId id = ui.id(key);
    const Interaction it = ui.interact(id, rect);
    const Colour ink = primary ? t.colour.on_brand : t.colour.brand;
    const TextStyle style = ui.style(pill ? t.type.secondary : t.type.button, ink, Face::bold);
    const float radius = pill ? rect.h * 0.5f : t.size.radius_button;
    const Colour ground = primary ? t.colour.brand : t.colour.surface;
    ui.fill(rect,
            it.held      ? mix(0, ground, 0.12f)
            : it.hovered ? mix(primary ? 0u : t.colour.brand, ground, 0.06f)
                         : ground,
            radius);
    if (!primary) ui.outline(rect, t.colour.brand, radius, t.size.stroke);
    if (it.ring) ui.focus_ring(rect, radius);
    const float icon_px = icon == Icon::none ? 0 : std::round(style.px * 1.35f);
    const float gap = icon_px > 0 ? 8.0f : 0.0f;
    const float text_w = std::min(ui.text_width(style, name), rect.w - 16 - icon_px - gap);
    float x = rect.x + (rect.w - text_w - icon_px - gap) * 0.5f;
    if (icon_px > 0) ui.icon(icon, x + icon_px * 0.5f, rect.y + rect.h * 0.5f, icon_px, ink);
    ui.text_in({x + icon_px + gap, rect.y, text_w + 1, rect.h}, style, name, Align::center);
    emit_link(ui, id, name, href, rect, style, a11y::state_centered);
}

void button_link(Ui& ui, std::string_view key, std::string_view name, std::string_view href, bool primary, Icon icon) {
    button_link_in(ui, key, name, href, ui.place(ui.theme().size.button), primary, icon, false);
}

void button_links(Ui& ui, std::span<const ButtonLink> links) {
    const Theme& t = ui.theme();
    const TextStyle style = ui.style(t.type.button, 0, Face::bold);
    const auto count = static_cast<float>(links.size());
    const float space = 10, share = std::floor((ui.width() - space * (count - 1)) / count);
    const auto need = [&](const ButtonLink& one) {
        const float icon = one.icon == Icon::none ? 0 : std::round(style.px * 1.35f) + 8;
        return ui.text_width(style, one.name) + icon + 24;
    };
    const bool beside = std::ranges::all_of(links, [&](const ButtonLink& one) { return need(one) <= share; });
    const float step = t.size.button + space;
    const Rect area = ui.place(beside ? t.size.button : step * count - space);
    float at = 0;
    for (const ButtonLink& one : links) {
        const Rect box = beside ? Rect{area.x + at * (share + space), area.y, share, t.size.button}
                                : Rect{area.x, area.y + at * step, area.w, t.size.button};
        button_link_in(ui, one.key, one.name, one.href, box, false, one.icon, false);
        at += 1;
    }
}

}  // namespace ow::ui
