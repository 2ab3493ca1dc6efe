#include "ui/widgets/pagination.hpp"

#include "ui/widgets/container.hpp"
#include "ui/widgets/text.hpp"

#include <algorithm>
#include <cmath>

namespace ow::ui {

namespace {

constexpr float space = 4;

struct PageLink {
    std::string_view key, shown, spoken;
    int page = 1;
    bool current = false;
    Icon before = Icon::none, after = Icon::none;
};

/// Draws one link of the bar. True when it was pressed.
bool page_link(Ui& ui, const PaginationSpec& spec, const PageLink& link, const Rect& box) {
    const Theme& t = ui.theme();
    const NodeId id = ui.id(link.key);
    const Interaction it = ui.interact(id, box);
    const float radius = std::min(12.0f, box.h * 0.5f);
    if (link.current)
        ui.fill(box, t.colour.brand, radius);
    else if (it.hovered || it.held)
        ui.fill(box, t.colour.brand_soft, radius);
    if (it.ring) ui.focus_ring(box, radius);
    const TextStyle style = ui.style(t.type.body, link.current ? t.colour.on_brand : t.colour.brand, Face::bold);
    const float icon = std::round(style.px * 1.2f), words = ui.text_width(style, link.shown);
    const float both = words + (link.before != Icon::none || link.after != Icon::none ? icon + 4 : 0);
    float x = box.x + std::max(2.0f, (box.w - both) * 0.5f);
    if (link.before != Icon::none) {
        ui.icon(link.before, x + icon * 0.5f, box.y + box.h * 0.5f, icon, style.color);
        x += icon + 4;
    }
    ui.text_in({x, box.y, words + 1, box.h}, style, link.shown);
    if (link.after != Icon::none)
        ui.icon(link.after, x + words + 4 + icon * 0.5f, box.y + box.h * 0.5f, icon, style.color);
    a11y::Node& node = ui.emit(a11y::Role::link, id, link.spoken, box, style);
    node.href = spec.href ? spec.href(link.page) : "#";
    node.states =
        a11y::state_centered | (link.current ? a11y::state_current : 0u) | (spec.href ? 0u : a11y::state_press);
    return it.clicked && !spec.href;
}

float step_width(const Ui& ui, std::string_view word) {
    const TextStyle style = ui.style(ui.theme().type.body, 0, Face::bold);
    return std::max(ui.theme().size.target, std::ceil(ui.text_width(style, word)) + std::round(style.px * 1.2f) + 16);
}

}  // namespace

std::vector<int> pages_shown(int page, int pages) {
    std::vector<int> shown;
    if (pages <= 7) {
        for (int i = 1; i <= pages; ++i)
            shown.push_back(i);
        return shown;
    }
    if (page <= 4) return {1, 2, 3, 4, 5, 0, pages};
    if (page >= pages - 3) return {1, 0, pages - 4, pages - 3, pages - 2, pages - 1, pages};
    return {1, 0, page - 1, page, page + 1, 0, pages};
}

std::optional<int> pagination(Ui& ui, std::string_view key, const PaginationSpec& spec) {
    if (spec.pages <= 1) return std::nullopt;
    const Theme& t = ui.theme();
    const int page = std::clamp(spec.page, 1, spec.pages);
    const std::vector<int> shown = pages_shown(page, spec.pages);
    const Group bar(ui, key, a11y::Role::navigation, spec.name);
    const float height = std::max(t.size.target, std::round(t.type.body * 1.5f) + 16);
    const float previous_w = step_width(ui, spec.previous), next_w = step_width(ui, spec.next);
    const TextStyle number = ui.style(t.type.body, t.colour.ink, Face::bold);
    const float number_w = std::max(t.size.target, std::ceil(ui.text_width(number, std::to_string(spec.pages))) + 16);
    const float numbers_w = (number_w + space) * static_cast<float>(shown.size());
    std::optional<int> chosen;
    const bool numbers = previous_w + next_w + numbers_w + space <= ui.width();
    const TextStyle where = ui.secondary();
    const float where_w = ui.text_width(where, spec.position) + 8;
    // Beside the two steps, or on a line of its own above them.
    const bool beside = previous_w + next_w + where_w <= ui.width();
    if (!numbers && !beside) {
        const Rect line = ui.place(ui.text_height(where, spec.position, ui.width()));
        ui.text_block(line.x, line.y, line.w, where, spec.position, Align::center);
        text_node(ui, "position", spec.position, where, line, a11y::Role::text, a11y::state_centered);
        ui.gap(4);
    }
    const Rect line = ui.place(height);
    const float total = numbers ? previous_w + next_w + numbers_w + space : line.w;
    float x = numbers ? line.x + (line.w - total) * 0.5f : line.x;
    // Very large words: the step back gives way, its sign stays.
    const float previous_box = numbers ? previous_w : std::min(previous_w, line.w - next_w - space);
    if (page > 1) {
        const PageLink link{"previous", spec.previous, spec.previous, page - 1, false, Icon::chevron_left};
        if (page_link(ui, spec, link, {x, line.y, previous_box, height})) chosen = page - 1;
    }
    x += previous_w + space;
    int left_out = 0;
    for (const int each : shown) {
        if (!numbers) break;
        const Rect box{x, line.y, number_w, height};
        x += number_w + space;
        if (each == 0) {
            ui.icon(Icon::dots, box.x + box.w * 0.5f, box.y + box.h * 0.5f, t.size.icon * 0.8f, t.colour.ink2);
            continue;
        }
        // A place keeps its node while one leafs, or the focus would be lost.
        const std::string place = "p" + std::to_string(left_out++);
        const std::string digits = std::to_string(each), name = spec.page_name(each);
        if (page_link(ui, spec, {place, digits, name, each, each == page}, box)) chosen = each;
    }
    if (!numbers && beside)
        text_line(ui, "position", spec.position, where,
                  {line.x + previous_w, line.y, line.w - previous_w - next_w, height}, Align::center);
    if (page < spec.pages) {
        const float next_x = numbers ? x : line.x + line.w - next_w;
        const PageLink link{"next", spec.next, spec.next, page + 1, false, Icon::none, Icon::chevron_right};
        if (page_link(ui, spec, link, {next_x, line.y, next_w, height})) chosen = page + 1;
    }
    return chosen;
}

}  // namespace ow::ui
