#include "ui/widgets/heading_row.hpp"

#include "ui/widgets/text.hpp"

#include <algorithm>

namespace ow::ui {

NodeId heading_row(Ui& ui, std::string_view key, const HeadingRow& row) {
    const Theme& t = ui.theme();
    const Scope scope(ui, key);
    const float level_px = row.level == 1 ? t.type.question : row.level == 2 ? t.type.section : t.type.body;
    const TextStyle style = ui.style(row.px > 0 ? row.px : level_px, t.colour.ink, Face::bold);
    const bool tagged = !row.tag.text.empty();
    const float tag_w = tagged ? tag_width(ui, row.tag) : 0;
    const float beside = ui.width() - tag_w - (tagged ? 12 : 0);
    const bool below = tagged && beside < std::min(style.px * 7, ui.text_width(style, row.text));
    const float text_w = below ? ui.width() : beside;
    const float text_h = ui.text_height(style, row.text, text_w);
    // A tag that has no room in a line of its own is words that wrap.
    const TextStyle tag_style = ui.style(t.type.small, t.colour.ink, Face::bold);
    const bool words = below && tag_w > ui.width();
    const float tag_h = words ? ui.text_height(tag_style, row.tag.text, ui.width()) : tag_height(ui);
    const Rect box = ui.place(below ? text_h + 6 + tag_h : std::max(text_h, tagged ? tag_h : 0.0f));
    ui.text_block(box.x, box.y, text_w, style, row.text);
    a11y::Node& node = ui.emit(a11y::Role::heading, ui.id("title"), row.text, {box.x, box.y, text_w, text_h}, style);
    node.level = static_cast<std::uint8_t>(row.level);
    if (row.level == 1 || row.focusable) node.states |= a11y::state_focusable;
    const NodeId id = node.id;
    if (tagged) {
        const float x = below ? box.x : box.x + box.w - tag_w;
        const float y = below ? box.y + text_h + 6 : box.y + std::max(0.0f, (style.line_height() - tag_h) * 0.5f);
        if (words)
            ui.text_block(x, y, ui.width(), tag_style, row.tag.text);
        else
            draw_tag(ui, x, y, row.tag);
        text_node(ui, "tag", row.tag.text, tag_style, {x, y, words ? ui.width() : tag_w, tag_h});
    }
    return id;
}

}  // namespace ow::ui
