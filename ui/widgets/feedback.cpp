#include "ui/widgets/feedback.hpp"

#include "ui/widgets/text.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace ow::ui {

namespace {

/// One line of the summary: an underlined link to its field, or plain words. True when it was followed.
bool summary_line(Ui& ui, const ErrorLine& error) {
    const Theme& t = ui.theme();
    const TextStyle style = ui.style(t.type.body, t.colour.bad, Face::bold);
    const float text_h = ui.text_height(style, error.text, ui.width());
    const bool is_link = error.field != 0;
    const Rect place = ui.place(is_link ? std::max(text_h + 8, t.size.target) : text_h + 8);
    const float top = place.y + (place.h - text_h) * 0.5f;
    ui.text_block(place.x, top, place.w, style, error.text);
    if (!is_link) {
        text_node(ui, "text", error.text, style, {place.x, top, place.w, text_h});
        return false;
    }
    const NodeId id = ui.id("link");
    const Interaction it = ui.interact(id, place);
    ui.underline(place.x, top, place.w, style, error.text);
    if (it.ring) ui.focus_ring(inflated(place, 1), 6);
    a11y::Node& node = ui.emit(a11y::Role::link, id, error.text, place, style);
    node.href = error.href;
    node.states |= a11y::state_press;
    return it.clicked;
}

}  // namespace

NodeId error_summary(Ui& ui, std::string_view key, std::string_view title, std::span<const ErrorLine> errors,
                     bool focus) {
    const Theme& t = ui.theme();
    const Scope scope(ui, key);
    NodeId chosen = 0;
    a11y::Node& box = ui.emit_open(a11y::Role::group, ui.id("box"), title, {ui.left(), ui.next_y(), ui.width(), 0});
    box.states = a11y::state_focusable | a11y::state_assertive;
    const NodeId box_id = box.id;
    ui.mark(key, box_id);
    const bool focused = ui.focus() == box_id;
    Rect rect;
    {
        const Card card(ui, "card", CardStyle::outlined_bad);
        rect = card.rect();
        const TextStyle style = ui.style(t.type.title, t.colour.ink, Face::bold);
        const float icon = t.size.icon * 1.4f;
        const float text_w = ui.width() - icon - 12;
        const float h = std::max(icon, ui.text_height(style, title, text_w));
        const Rect line = ui.place(h);
        ui.icon(Icon::alert_triangle, line.x + icon * 0.5f, line.y + h * 0.5f, icon, t.colour.bad);
        const float text_h = ui.text_height(style, title, text_w);
        ui.text_block(line.x + icon + 12, line.y + (h - text_h) * 0.5f, text_w, style, title);
        ui.emit(a11y::Role::heading, ui.id("title"), title, {line.x + icon + 12, line.y, text_w, h}, style).level = 2;
        const Group list(ui, "list", a11y::Role::list);
        int index = 0;
        for (const ErrorLine& error : errors) {
            const std::string item_key = "e" + std::to_string(index++);
            const Group item(ui, item_key, a11y::Role::list_item);
            if (summary_line(ui, error)) chosen = error.field;
        }
    }
    ui.tree().close({rect.x, rect.y, rect.w, rect.h});
    // The red edge is the dark side of the ring.
    const float w = t.size.focus_width;
    if (focused || focus) ui.outline(inflated(rect, w), t.colour.focus, t.size.radius_card + w, w);
    if (focus) ui.want_focus(box_id);
    return chosen;
}

void banner(Ui& ui, std::string_view key, CardStyle style, Icon icon, std::string_view text, bool live) {
    const Theme& t = ui.theme();
    const Scope scope(ui, key);
    const Colour colour = style == CardStyle::soft_bad    ? t.colour.bad
                          : style == CardStyle::soft_warn ? t.colour.warn
                          : style == CardStyle::soft_ok   ? t.colour.ok
                                                          : t.colour.brand_ink;
    const Card card(ui, "card", style);
    const TextStyle s = ui.style(t.type.secondary, colour, Face::bold);
    if (live) {
        const Group group(ui, "live", style == CardStyle::soft_bad ? a11y::Role::alert : a11y::Role::status);
        icon_text(ui, "text", icon, text, s, colour);
    } else {
        icon_text(ui, "text", icon, text, s, colour);
    }
}

void progress_bar_in(Ui& ui, std::string_view key, std::string_view name, float share, std::string_view spoken,
                     const Rect& rect, float radius) {
    const Theme& t = ui.theme();
    ui.fill(rect, t.colour.track, radius);
    const float w = std::round(rect.w * std::clamp(share, 0.0f, 1.0f));
    if (w > 0) ui.fill({rect.x, rect.y, std::max(w, radius * 2), rect.h}, t.colour.brand, radius);
    a11y::Node& node = ui.emit(a11y::Role::progress, ui.id(key), name, rect);
    node.description = spoken;
    node.maximum = 1;
    node.now = share;
}

void progress_bar(Ui& ui, std::string_view key, std::string_view name, float share, std::string_view spoken) {
    progress_bar_in(ui, key, name, share, spoken, ui.place(8), 4);
}

void stage_bar(Ui& ui, std::string_view key, std::string_view name, std::span<const std::string_view> stages,
               int current) {
    const Theme& t = ui.theme();
    const Scope scope(ui, key);
    const auto count = static_cast<float>(stages.size());
    const bool done = current >= static_cast<int>(stages.size());
    const TextStyle plain = ui.style(t.type.small, t.colour.ink2),
                    strong = ui.style(t.type.small, t.colour.brand, Face::bold);
    // The middles of the first and the last word, and the others at even distances between: the bar ends under the
    // middle of the stage it has come to.
    const float first = ui.text_width(strong, stages.front()) * 0.5f,
                last = ui.text_width(strong, stages.back()) * 0.5f;
    const float step = (ui.width() - first - last) / std::max(1.0f, count - 1);
    const std::size_t at = static_cast<std::size_t>(std::clamp(current, 0, static_cast<int>(stages.size()) - 1));
    const float share = done ? 1.0f : (first + step * static_cast<float>(at)) / std::max(1.0f, ui.width());
    progress_bar(ui, "bar", name, share, stages[at]);
    ui.gap(4);
    float widest = 0;
    for (const std::string_view stage : stages)
        widest = std::max(widest, ui.text_width(strong, stage));
    // Where the words would touch, the one that counts stands alone.
    const bool all = widest + 6 <= step;
    const Rect line = ui.place(plain.line_height());
    for (std::size_t i = 0; i < stages.size(); ++i) {
        const bool now = static_cast<int>(i) == current;
        if (!all && !now) continue;
        const TextStyle& style = now ? strong : plain;
        const float w = std::min(ui.text_width(style, stages[i]) + 1, line.w);
        const float x = line.x + first + step * static_cast<float>(i) - w * 0.5f;
        ui.text_in({std::clamp(x, line.x, line.x + line.w - w), line.y, w, line.h}, style, stages[i], Align::center);
    }
}

void empty_state(Ui& ui, std::string_view key, Icon icon, std::string_view title, std::string_view text) {
    const Theme& t = ui.theme();
    const Scope scope(ui, key);
    const Rect badge = ui.place(72 + 16);
    ui.circle(badge.x + badge.w * 0.5f, badge.y + 16 + 36, 36, t.colour.brand_soft, 0, 0);
    ui.icon(icon, badge.x + badge.w * 0.5f, badge.y + 16 + 36, 36, t.colour.brand);
    const TextStyle style = ui.style(t.type.section, t.colour.ink, Face::bold);
    const Rect line = ui.place(ui.text_height(style, title, ui.width()));
    ui.text_block(line.x, line.y, line.w, style, title, Align::center);
    a11y::Node& node = ui.emit(a11y::Role::heading, ui.id("title"), title, line, style);
    node.level = 2;
    node.states |= a11y::state_centered;
    ui.gap(8);
    if (!text.empty()) paragraph(ui, "text", text, Tone::secondary, Align::center);
}

void skeleton(Ui& ui, std::string_view key, std::string_view name, int rows) {
    const Theme& t = ui.theme();
    const Scope scope(ui, key);
    const float top = ui.next_y();
    for (int i = 0; i < rows; ++i) {
        const Rect box = ui.place(76);
        ui.fill(box, t.colour.surface, t.size.radius_card);
        ui.fill({box.x + 16, box.y + 18, box.w * 0.55f, 14}, t.colour.track, 7);
        ui.fill({box.x + 16, box.y + 44, box.w * 0.35f, 12}, mix(t.colour.track, t.colour.surface, 0.6f), 6);
    }
    ui.emit(a11y::Role::status, ui.id("status"), name, {ui.left(), top, ui.width(), 20}, ui.body());
}

}  // namespace ow::ui
