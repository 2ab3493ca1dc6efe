#include "ui/widgets/link.hpp"

#include "ui/widgets/text.hpp"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace ow::ui {

namespace {

NodeId emit_link(Ui& ui, NodeId id, std::string_view name, std::string_view href, const Rect& rect,
                 const TextStyle& style, std::uint32_t states = 0) {
    a11y::Node& node = ui.emit(a11y::Role::link, id, name, rect, style);
    node.href = href;
    node.states |= states;
    return node.id;
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
            node->level = static_cast<std::uint8_t>(row.level);
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

namespace {

/// The parts of a tile in place.
struct TileLayout {
    TextStyle title, sub;
    float icon_px, side, text_w, title_h, sub_h;
    [[nodiscard]] float words_h() const { return title_h + (sub_h > 0 ? 6 + sub_h : 0); }
};

TileLayout tile_layout(const Ui& ui, const Tile& tile, float width) {
    const Theme& t = ui.theme();
    const bool large = tile.size == Tile::Size::large, on_colour = tile.ground != Tile::Ground::surface;
    const Palette& c = t.colour;
    TileLayout out{};
    out.title =
        ui.style(large ? std::round(t.type.title * 1.3f) : t.type.section, on_colour ? c.on_brand : c.ink, Face::bold);
    out.sub = ui.style(large ? t.type.secondary : t.type.small, on_colour ? c.on_brand2 : c.ink2);
    out.icon_px = t.size.icon * (large ? 2.2f : 1.15f);
    // Beside the words in a large one.
    out.side = large ? out.icon_px + t.size.card_pad : 0;
    out.text_w = width - 2 * t.size.card_pad - out.side;
    out.title_h = ui.text_height(out.title, tile.title, out.text_w);
    out.sub_h = tile.subtitle.empty() ? 0 : ui.text_height(out.sub, tile.subtitle, out.text_w);
    return out;
}

}  // namespace

float tile_height(const Ui& ui, const Tile& tile, float width) {
    const TileLayout parts = tile_layout(ui, tile, width);
    const float pads = 2 * ui.theme().size.card_pad;
    if (parts.side > 0) return std::round(pads + std::max(parts.icon_px, parts.words_h()));
    return std::round(pads + parts.icon_px + 6 + parts.title_h + 6 + parts.sub_h);
}

void tile(Ui& ui, std::string_view key, const Tile& tile, const Rect& rect) {
    const Theme& t = ui.theme();
    const Palette& c = t.colour;
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
    const TileLayout parts = tile_layout(ui, tile, rect.w);
    const bool large = parts.side > 0;
    const float icon_y = large ? rect.y + rect.h * 0.5f : rect.y + pad + parts.icon_px * 0.5f;
    ui.icon(tile.icon, rect.x + pad + parts.icon_px * 0.5f, icon_y, parts.icon_px,
            tile.ground != Tile::Ground::surface ? c.on_brand : c.brand);
    const float x = rect.x + pad + parts.side;
    const float top = large ? rect.y + (rect.h - parts.words_h()) * 0.5f : rect.y + rect.h - pad - parts.words_h();
    ui.text_block(x, top, parts.text_w, parts.title, tile.title);
    if (parts.sub_h > 0) ui.text_block(x, top + parts.words_h() - parts.sub_h, parts.text_w, parts.sub, tile.subtitle);
    if (it.ring) ui.focus_ring(rect, r);
    a11y::Node& node = ui.emit(a11y::Role::link, id, tile.title, rect, parts.title);
    node.description = tile.subtitle;
    node.href = tile.href;
}

void stop_row(Ui& ui, std::string_view key, const StopRow& row) {
    const Theme& t = ui.theme();
    const TextStyle title = ui.style(t.type.body, t.colour.ink, Face::bold), plain = ui.body();
    const TextStyle sub = ui.style(t.type.small, t.colour.ink2);
    const float width = ui.width(), em = t.type.body;
    const bool time_beside = width >= 22 * em, place_beside = width >= 36 * em;
    const float mark = 2 * std::max(place_number_radius(ui, row.number), place_number_radius(ui, 1)) + 4;
    const float time_w = time_beside && !row.time.empty() ? std::ceil(ui.text_width(plain, row.time)) + 14 : 0;
    const float place_w =
        place_beside ? std::min(std::ceil(ui.text_width(sub, row.place)), std::floor(width * 0.25f)) : 0;
    const float tag_need = row.tag.text.empty() ? 0 : tag_width(ui, row.tag) + 8;
    const float x = mark + 12 + time_w, end = t.size.icon + 4;
    const float line_w = width - x - end - (place_w > 0 ? place_w + 12 : 0);
    // Beside the place in one line with it, else in the line of the title; where that would leave the title a few
    // characters, under the words.
    const bool tag_below = tag_need > 0 && line_w - tag_need < std::min(title.px * 8, ui.text_width(title, row.title));
    const float title_w = line_w - (tag_below ? 0 : tag_need);
    const float text_w = place_beside ? title_w : line_w;
    // Time and place each on a line of their own where they are too long for one.
    const bool one_line = ui.text_width(sub, row.time_and_place) <= text_w;
    std::array<std::string_view, 2> below{};
    if (!time_beside)
        below = one_line ? std::array{row.time_and_place, std::string_view{}} : std::array{row.time, row.place};
    if (time_beside && !place_beside) below = {row.place, {}};
    const float title_h = ui.text_height(title, row.title, title_w);
    const float sub_h = row.subtitle.empty() ? 0 : ui.text_height(sub, row.subtitle, text_w) + 2;
    float below_h = 0;
    for (const std::string_view line : below)
        below_h += line.empty() ? 0 : ui.text_height(sub, line, text_w) + 2;
    const float text_h = title_h + sub_h + below_h + (tag_below ? tag_height(ui) + 6 : 0);
    const float place_h = place_w > 0 ? ui.text_height(sub, row.place, place_w + 1) : 0;
    const Rect box = ui.place(std::max({text_h + 24, place_h + 24, mark + 16, t.size.target}));
    const NodeId id = ui.id(key);
    const Interaction it = ui.interact(id, box);
    if (it.hovered) ui.fill(inflated(box, 6), mix(t.colour.brand, t.colour.surface, 0.05f), 10);
    const float mid = box.y + box.h * 0.5f;
    draw_place_number(ui, box.x + mark * 0.5f, mid, row.number, row.look);
    if (time_w > 0) ui.text_in({box.x + mark + 12, box.y, time_w, box.h}, plain, row.time);
    float y = box.y + (box.h - text_h) * 0.5f;
    const float tag_y = place_beside ? mid : y + title.line_height() * 0.5f;
    y += ui.text_block(box.x + x, y, title_w, title, row.title);
    if (sub_h > 0) y += 2 + ui.text_block(box.x + x, y + 2, text_w, sub, row.subtitle);
    for (const std::string_view line : below)
        if (!line.empty()) y += 2 + ui.text_block(box.x + x, y + 2, text_w, sub, line);
    if (tag_below)
        draw_tag(ui, box.x + x, y + 6, row.tag);
    else if (tag_need > 0)
        draw_tag(ui, box.x + width - end - tag_need + 4, tag_y - tag_height(ui) * 0.5f, row.tag);
    if (place_w > 0)
        ui.text_block(box.x + x + text_w + 4, mid - place_h * 0.5f, place_w + 1, sub, row.place, Align::right);
    ui.icon(Icon::chevron_right, box.x + width - t.size.icon * 0.5f, mid, t.size.icon * 0.85f, t.colour.idle_dot);
    if (it.ring) ui.focus_ring(inflated(box, 2), 10);
    const std::string number = std::to_string(row.number);
    emit_link(ui, id, joined({number, row.title, row.subtitle, row.time_and_place, row.tag.text}), row.href, box,
              title);
}

namespace {

/// The parts of a count in place.
struct CountLayout {
    TextStyle title, count, detail;
    float icon, title_w, title_h, count_h, detail_h;
    [[nodiscard]] float height() const { return title_h + 6 + count_h + 4 + detail_h; }
};

constexpr float count_pad = 16;

CountLayout count_layout(const Ui& ui, const CountTile& tile, float width) {
    const Theme& t = ui.theme();
    CountLayout out{};
    const bool warn = tile.voice == CountTile::Voice::warn;
    out.title = ui.style(t.type.body, t.colour.ink, Face::bold);
    out.count = ui.style(std::round(t.type.title * 1.3f), t.colour.ink, Face::bold);
    out.detail = ui.style(t.type.small, warn ? t.colour.warn : t.colour.ink2);
    out.icon = tile.icon == Icon::none ? 0 : t.size.icon + 8;
    out.title_w = width - 2 * count_pad - out.icon;
    out.title_h = std::max(ui.text_height(out.title, tile.title, out.title_w), out.icon > 0 ? t.size.icon : 0);
    out.count_h = ui.text_height(out.count, tile.count, width - 2 * count_pad);
    out.detail_h = ui.text_height(out.detail, tile.detail, width - 2 * count_pad);
    return out;
}

void count_tile(Ui& ui, const CountTile& tile, const Rect& box) {
    const Theme& t = ui.theme();
    const Scope scope(ui, tile.key);
    const CountLayout parts = count_layout(ui, tile, box.w);
    const NodeId id = ui.id("count");
    const Interaction it = tile.href.empty() ? Interaction{} : ui.interact(id, box);
    const float radius = t.size.radius_card;
    ui.shadow(box, radius);
    ui.fill(t.colour.shadows ? box : inflated(box, -2),
            it.hovered || it.held ? mix(t.colour.brand, t.colour.surface, it.held ? 0.1f : 0.04f) : t.colour.surface,
            radius);
    const float x = box.x + count_pad, text_w = box.w - 2 * count_pad;
    float y = box.y + count_pad;
    if (parts.icon > 0)
        ui.icon(tile.icon, x + t.size.icon * 0.5f, y + parts.title_h * 0.5f, t.size.icon, t.colour.brand);
    const float line_h = ui.text_height(parts.title, tile.title, parts.title_w);
    const Rect title_box{x + parts.icon, y + (parts.title_h - line_h) * 0.5f, parts.title_w, line_h};
    ui.text_block(title_box.x, title_box.y, title_box.w, parts.title, tile.title);
    y += parts.title_h + 6;
    const Rect count_box{x, y, text_w, parts.count_h};
    ui.text_block(x, y, text_w, parts.count, tile.count);
    y += parts.count_h + 4;
    ui.text_block(x, y, text_w, parts.detail, tile.detail);
    if (it.ring) ui.focus_ring(box, radius);
    if (!tile.href.empty()) {
        emit_link(ui, id, joined({tile.title, tile.count, tile.detail}), tile.href, box, parts.title);
        return;
    }
    const NodeId name = text_node(ui, "title", tile.title, parts.title, title_box, a11y::Role::heading);
    if (a11y::Node* node = ui.tree().find_mutable(name)) node->level = 2;
    text_node(ui, "number", tile.count, parts.count, count_box);
    text_node(ui, "detail", tile.detail, parts.detail, {x, y, text_w, parts.detail_h});
}

}  // namespace

void count_tiles(Ui& ui, std::span<const CountTile> tiles) {
    const auto count = static_cast<float>(tiles.size());
    const float space = ui.theme().size.gap, share = std::floor((ui.width() - space * (count - 1)) / count);
    const bool beside = std::ranges::all_of(tiles, [&](const CountTile& one) {
        const CountLayout parts = count_layout(ui, one, share);
        return ui.text_width(parts.title, one.title) <= parts.title_w &&
               ui.text_width(parts.count, one.count) <= share - 2 * count_pad;
    });
    if (!beside) {
        for (const CountTile& one : tiles)
            count_tile(ui, one, ui.place(count_layout(ui, one, ui.width()).height() + 2 * count_pad));
        return;
    }
    float height = 0;
    for (const CountTile& one : tiles)
        height = std::max(height, count_layout(ui, one, share).height() + 2 * count_pad);
    const Rect area = ui.place(std::ceil(height));
    float x = area.x;
    for (const CountTile& one : tiles) {
        count_tile(ui, one, {x, area.y, share, area.h});
        x += share + space;
    }
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
