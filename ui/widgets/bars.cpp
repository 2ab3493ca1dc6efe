#include "ui/widgets/bars.hpp"

#include "ui/frame/layout.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/link.hpp"
#include "ui/widgets/text.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace ow::ui {

namespace {

NodeId emit_nav_link(Ui& ui, NodeId id, const NavItem& item, const Rect& box, const TextStyle& style) {
    a11y::Node& node = ui.emit(a11y::Role::link, id, item.title, box, style);
    // In the name and not beside it: descriptions are often not read, and the count is what one comes for.
    if (item.count > 0) node.name.append(" ").append(item.count_spoken);
    node.href = item.href;
    if (item.current) node.states |= a11y::state_current;
    node.states |= a11y::state_centered;
    return node.id;
}

/// An icon with its word under it, where there is no room for them side by side. The target is the whole rectangle.
void draw_stacked(Ui& ui, std::string_view word, Icon icon, const Rect& rect, Colour colour, bool hovered, bool ring) {
    const Theme& t = ui.theme();
    const float radius = std::min(14.0f, rect.h * 0.5f);
    ui.fill(rect, hovered ? mix(colour, t.colour.surface, 0.08f) : t.colour.surface, radius);
    ui.outline(rect, colour, radius, t.size.stroke);
    const TextStyle style = ui.style(std::min(t.type.nav, 20.0f), colour, Face::bold);
    const float icon_px = std::min(t.size.icon, rect.h - style.line_height() - 4);
    const float top = rect.y + (rect.h - icon_px - style.line_height()) * 0.5f + 1;
    ui.icon(icon, rect.x + rect.w * 0.5f, top + icon_px * 0.5f, icon_px, colour);
    ui.text_in({rect.x + 2, top + icon_px - 1, rect.w - 4, style.line_height()}, style, word, Align::center);
    if (ring) ui.focus_ring(rect, radius);
}

NodeId emit_stacked(Ui& ui, NodeId id, a11y::Role role, std::string_view name, std::string_view href,
                    const Rect& rect) {
    a11y::Node& node = ui.emit(role, id, name, rect, ui.body());
    node.href = href;
    node.states |= a11y::state_centered;
    return node.id;
}

}  // namespace

TopBarResult top_bar(Ui& ui, std::string_view key, const TopBar& bar) {
    const Theme& t = ui.theme();
    const Scope scope(ui, key);
    TopBarResult result;
    const TextStyle title = ui.style(t.type.title, t.colour.ink, Face::bold);
    const TextStyle sub = ui.style(t.type.small, t.colour.ink2);
    const ButtonOptions pill{.kind = ButtonKind::pill, .icon = bar.pill_icon, .spoken = bar.pill_spoken};
    const float margin = t.size.margin;
    const float target = t.size.target;
    const float phone_w = bar.phone_name.empty() ? 0 : target + 4;
    const float back_w = bar.back_name.empty() ? 0 : target + 8;
    const float whole_w = bar.pill.empty() ? 0 : button_width(ui, bar.pill, pill);
    // The button's word goes under its icon where there is little room: beside a telephone, or for very large titles.
    const bool tight = ui.width() - 2 * margin - back_w - phone_w - whole_w - 12 < title.px * 3;
    const bool stacked = bar.pill_icon != Icon::none && ((phone_w > 0 && ui.width() < 480) || tight);
    const float pill_w = bar.pill.empty() ? 0 : stacked ? target : whole_w;
    const float text_w = ui.width() - 2 * margin - back_w - phone_w - (pill_w > 0 ? pill_w + 12 : 0);
    const float title_h = ui.text_height(title, bar.title, text_w);
    const float sub_h = bar.subtitle.empty() ? 0 : ui.text_height(sub, bar.subtitle, text_w);
    const Rect box = ui.place(std::max(t.size.top_bar, title_h + sub_h + 20));
    result.rect = box;
    ui.fill(box, t.colour.surface);
    ui.fill({box.x, box.y + box.h - 1, box.w, 1}, t.colour.line);
    ui.emit_open(a11y::Role::banner, ui.id("banner"), {}, box);
    const float x = box.x + margin;
    if (back_w > 0)
        result.back = icon_button(ui, "back", bar.back_name, Icon::arrow_back,
                                  {x - 8, box.y + (box.h - target) * 0.5f, target, target});
    const float top = box.y + (box.h - title_h - sub_h) * 0.5f;
    ui.text_block(x + back_w, top, text_w, title, bar.title);
    const Rect title_box{x + back_w, top, text_w, title_h};
    if (bar.title_is_heading) {
        a11y::Node& node = ui.emit(a11y::Role::heading, ui.id("title"), bar.title, title_box, title);
        node.level = 1;
        node.states |= a11y::state_focusable;
        result.title = node.id;
    } else {
        text_node(ui, "title", bar.title, title, title_box);
    }
    if (sub_h > 0) {
        ui.text_block(x + back_w, top + title_h, text_w, sub, bar.subtitle);
        text_node(ui, "subtitle", bar.subtitle, sub, {x + back_w, top + title_h, text_w, sub_h});
    }
    const Rect pill_box{box.x + box.w - margin - phone_w - pill_w, box.y + (box.h - target) * 0.5f, pill_w, target};
    if (pill_w > 0 && stacked) {
        const NodeId id = ui.id("pill");
        const Interaction it = ui.interact(id, pill_box);
        draw_stacked(ui, bar.pill_short.empty() ? bar.pill : bar.pill_short, bar.pill_icon, pill_box, t.colour.brand,
                     it.hovered || it.held, it.ring);
        emit_stacked(ui, id, a11y::Role::button, bar.pill, {}, pill_box);
        result.pill = it.clicked;
    } else if (pill_w > 0) {
        result.pill = button_in(ui, "pill", bar.pill, pill_box, pill);
    }
    if (phone_w > 0) {
        const Rect phone_box{box.x + box.w - margin - target, pill_box.y, target, target};
        const NodeId id = ui.id("phone");
        const Interaction it = ui.interact(id, phone_box);
        draw_stacked(ui, bar.phone_word, Icon::phone, phone_box, t.colour.ok, it.hovered || it.held, it.ring);
        emit_stacked(ui, id, a11y::Role::link, bar.phone_name, bar.phone_href, phone_box);
    }
    ui.tree().close();
    return result;
}

void bottom_navigation(Ui& ui, std::string_view name, std::span<const NavItem> items, const Rect& rect) {
    const Theme& t = ui.theme();
    ui.fill(rect, t.colour.surface);
    ui.fill({rect.x, rect.y, rect.w, 1}, t.colour.line);
    ui.emit_open(a11y::Role::navigation, ui.id("navigation"), name, rect);
    const std::vector<Rect> cells = equal_parts({rect.x, rect.y + 1, rect.w, rect.h - 1}, items.size(), 0);
    for (std::size_t i = 0; i < items.size(); ++i) {
        const NavItem& item = items[i];
        const Rect& cell = cells[i];
        const NodeId id = ui.id(item.href);
        const Interaction it = ui.interact(id, cell);
        if (it.hovered) ui.fill(inflated(cell, -3), mix(t.colour.brand, t.colour.surface, 0.05f), 12);
        const Colour colour = item.current ? t.colour.brand : t.colour.ink2;
        const TextStyle style = ui.style(t.type.nav, colour, item.current ? Face::bold : Face::regular);
        const float content = t.size.icon + 4 + style.line_height();
        const float top = cell.y + (cell.h - content) * 0.5f;
        ui.icon(item.icon, cell.x + cell.w * 0.5f, top + t.size.icon * 0.5f, t.size.icon, colour);
        ui.text_in({cell.x, top + t.size.icon + 4, cell.w, style.line_height()}, style, item.title, Align::center);
        if (item.count > 0) {
            const float cx = cell.x + cell.w * 0.5f + t.size.icon * 0.5f + 2;
            ui.circle(cx, top + 3, 9, t.colour.bad, 0, 0);
            ui.text_in({cx - 9, top - 6, 18, 18}, ui.style(11, t.colour.surface, Face::bold),
                       std::to_string(std::min(item.count, 99)), Align::center);
        }
        if (it.ring) ui.focus_ring(inflated(cell, -4), 12);
        emit_nav_link(ui, id, item, cell, style);
    }
    ui.tree().close();
}

void side_navigation(Ui& ui, std::string_view name, std::span<const NavItem> items, const Rect& rect) {
    const Theme& t = ui.theme();
    ui.fill(rect, t.colour.surface);
    ui.fill({rect.x + rect.w - 1, rect.y, 1, rect.h}, t.colour.line);
    ui.emit_open(a11y::Role::navigation, ui.id("navigation"), name, rect);
    float y = rect.y + 14;
    const float h = std::max(t.size.target, std::round(t.type.secondary * 1.5f) + 18);
    for (const NavItem& item : items) {
        const Rect cell{rect.x + 12, y, rect.w - 24, h};
        const NodeId id = ui.id(item.href);
        const Interaction it = ui.interact(id, cell);
        if (item.current)
            ui.fill(cell, t.colour.brand_soft, 10);
        else if (it.hovered)
            ui.fill(cell, mix(t.colour.brand, t.colour.surface, 0.05f), 10);
        const Colour colour = item.current ? t.colour.brand_ink : t.colour.ink;
        const TextStyle style = ui.style(t.type.secondary, colour, item.current ? Face::bold : Face::regular);
        const float icon = t.size.icon * 0.9f;
        ui.icon(item.icon, cell.x + 12 + icon * 0.5f, cell.y + h * 0.5f, icon, colour);
        const std::string count = item.count > 0 ? std::to_string(item.count) : std::string();
        const TextStyle small = ui.style(t.type.small, item.current ? t.colour.brand_ink : t.colour.ink2,
                                         item.current ? Face::bold : Face::regular);
        const float count_w = count.empty() ? 0 : ui.text_width(small, count) + 12;
        ui.text_in({cell.x + 12 + icon + 10, cell.y, cell.w - icon - 34 - count_w, h}, style, item.title, Align::left);
        if (count_w > 0) ui.text_in({cell.x + cell.w - count_w - 4, cell.y, count_w, h}, small, count, Align::center);
        if (it.ring) ui.focus_ring(cell, 10);
        emit_nav_link(ui, id, item, cell, style);
        y += h + 4;
    }
    ui.tree().close();
}

}  // namespace ow::ui
