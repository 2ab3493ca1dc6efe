#include "ui/widgets/shortcut_help.hpp"

#include "ui/widgets/container.hpp"
#include "ui/widgets/dialog.hpp"
#include "ui/widgets/text.hpp"

#include <algorithm>
#include <cmath>

namespace ow::ui {

namespace {

constexpr float cap_pad = 8, plus_gap = 18;

TextStyle cap_style(const Ui& ui) { return ui.style(ui.theme().type.small, ui.theme().colour.ink, Face::bold); }

float cap_height(const Ui& ui) { return std::round(cap_style(ui).px * 1.5f) + 8; }

float cap_width(const Ui& ui, std::string_view key) {
    return std::max(cap_height(ui), std::ceil(ui.text_width(cap_style(ui), key)) + 2 * cap_pad);
}

float keys_width(const Ui& ui, std::span<const std::string_view> keys) {
    float width = plus_gap * static_cast<float>(keys.size() - 1);
    for (const std::string_view key : keys)
        width += cap_width(ui, key);
    return width;
}

void draw_keys(const Ui& ui, float x, float y, std::span<const std::string_view> keys) {
    const Palette& c = ui.theme().colour;
    const TextStyle style = cap_style(ui);
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (i > 0) {
            ui.text_in({x, y, plus_gap, cap_height(ui)}, style, "+", Align::center);
            x += plus_gap;
        }
        const Rect cap{x, y, cap_width(ui, keys[i]), cap_height(ui)};
        ui.fill({cap.x, cap.y + 2, cap.w, cap.h}, c.border, 6);
        ui.fill(cap, c.surface, 6);
        ui.outline(cap, c.border, 6, 1);
        ui.text_in(cap, style, keys[i], Align::center);
        x += cap.w;
    }
}

void draw_shortcut(Ui& ui, const Shortcut& shortcut, std::size_t index) {
    const TextStyle style = ui.body();
    const float keys_w = keys_width(ui, shortcut.keys);
    const bool beside = ui.width() - keys_w - 16 >= style.px * 6;
    const float text_w = beside ? ui.width() - keys_w - 16 : ui.width();
    const float text_h = ui.text_height(style, shortcut.what, text_w);
    const float cap_h = cap_height(ui);
    const float height = beside ? std::max(text_h, cap_h) + 14 : text_h + 6 + cap_h + 14;
    const Rect box = ui.place(height);
    const float text_y = beside ? box.y + (box.h - text_h) * 0.5f : box.y + 7;
    ui.text_block(box.x, text_y, text_w, style, shortcut.what);
    const Rect keys{beside ? box.x + box.w - keys_w : box.x,
                    beside ? box.y + (box.h - cap_h) * 0.5f : text_y + text_h + 6, keys_w, cap_h};
    draw_keys(ui, keys.x, keys.y, shortcut.keys);
    const std::string number = std::to_string(index);
    text_node(ui, "what" + number, shortcut.what, style, {box.x, text_y, text_w, text_h}, a11y::Role::term);
    std::string spoken;
    for (const std::string_view key : shortcut.keys)
        spoken += (spoken.empty() ? "" : " + ") + std::string(key);
    text_node(ui, "keys" + number, spoken, cap_style(ui), keys, a11y::Role::definition);
}

}  // namespace

void shortcut_list(Ui& ui, std::string_view key, std::span<const ShortcutGroup> groups) {
    const Scope scope(ui, key);
    for (std::size_t g = 0; g < groups.size(); ++g) {
        const Scope group(ui, "group" + std::to_string(g));
        heading(ui, "title", 3, groups[g].title);
        ui.gap(4);
        const Group list(ui, "list", a11y::Role::description_list, groups[g].title);
        for (std::size_t i = 0; i < groups[g].shortcuts.size(); ++i) {
            ui.gap(0);
            draw_shortcut(ui, groups[g].shortcuts[i], i);
        }
    }
}

bool shortcut_help(Ui& ui, std::string_view key, std::string_view title, std::string_view close,
                   std::span<const ShortcutGroup> groups) {
    const Dialog dialog(ui, key, title, {.close = close});
    shortcut_list(ui, "list", groups);
    return dialog.dismissed();
}

}  // namespace ow::ui
