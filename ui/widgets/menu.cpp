#include "ui/widgets/menu.hpp"

#include "ui/widgets/popover.hpp"
#include "ui/widgets/text.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace ow::ui {

namespace {

constexpr float pad = 6;

/// An item as the popup keeps it: the caller's words may be gone when it is drawn.
struct Item {
    std::string value, title;
    Icon icon;
    bool disabled, danger;
};

struct MenuState {
    bool open = false;
    bool entered = false;  ///< the focus has been inside since it was opened
    std::size_t current = 0;
    std::string chosen;
    std::vector<Item> items;
    Rect anchor;
};

float row_height(const Ui& ui) { return std::max(ui.theme().size.target, ui.body().line_height() + 16); }

NodeId item_id(const Ui& ui, const Item& item) { return ui.id("item:" + item.value); }

/// The item a key leads to. A letter goes to the next item that begins with it.
std::size_t target_of(const MenuState& menu, const std::string& key) {
    const std::size_t count = menu.items.size(), at = menu.current;
    if (key == "ArrowDown") return (at + 1) % count;
    if (key == "ArrowUp") return (at + count - 1) % count;
    if (key == "Home" || key == "PageUp") return 0;
    if (key == "End" || key == "PageDown") return count - 1;
    for (std::size_t step = 1; step <= count; ++step)
        if (menu.items[(at + step) % count].title.starts_with(key)) return (at + step) % count;
    return at;
}

void draw_item(Ui& ui, MenuState& menu, std::size_t index, const Rect& box) {
    const Theme& t = ui.theme();
    const Item& item = menu.items[index];
    const NodeId id = item_id(ui, item);
    const Interaction it = ui.interact(id, box, item.disabled);
    const Colour ink = item.disabled ? t.colour.ink2 : item.danger ? t.colour.bad : t.colour.ink;
    if (!item.disabled && (it.hovered || it.held))
        ui.fill(box, item.danger ? t.colour.bad_soft : t.colour.brand_soft, 8);
    float x = box.x + 12;
    if (item.icon != Icon::none) {
        ui.icon(item.icon, x + t.size.icon * 0.5f, box.y + box.h * 0.5f, t.size.icon, ink);
        x += t.size.icon + 10;
    }
    const TextStyle style = ui.style(t.type.body, ink);
    ui.text_in({x, box.y, box.x + box.w - 12 - x, box.h}, style, item.title);
    if (it.ring) ui.focus_ring(inflated(box, -2), 8);
    a11y::Node& node = ui.emit(a11y::Role::menu_item, id, item.title, box, style);
    node.position = static_cast<int>(index) + 1;
    node.set_size = static_cast<int>(menu.items.size());
    if (item.disabled) node.states |= a11y::state_disabled;
    if (index == menu.current) node.states |= a11y::state_tab_stop;
    if (const auto key = ui.take_key(id)) {
        menu.current = index;
        menu.current = target_of(menu, *key);
        ui.want_focus(item_id(ui, menu.items[menu.current]));
        ui.unsettle();
    }
    if (it.clicked) menu.chosen = item.value;
}

/// Draws the open menu; what happened in it stands in its state.
void draw_menu(Ui& ui, MenuState& menu, const std::string& name) {
    const NodeId id = ui.id("menu"), button = ui.id("button");
    const TextStyle style = ui.body();
    float width = 160;
    for (const Item& item : menu.items)
        width = std::max(width, ui.text_width(style, item.title) + 26 + 2 * pad +
                                    (item.icon == Icon::none ? 0 : ui.theme().size.icon + 10));
    const float row = row_height(ui);
    const float content = row * static_cast<float>(menu.items.size());
    // Items are never cut: where the room is short the menu stands over its button.
    Rect rect = popover_rect(ui.surface(), menu.anchor, width, content + 2 * pad);
    if (rect.h < content + 2 * pad) {
        rect.h = content + 2 * pad;
        rect.y = std::max(8.0f, ui.surface().height - 8 - rect.h);
    }
    popover_ground(ui, rect, ui.theme().size.radius_field);
    ui.emit_open(a11y::Role::menu, id, name, rect).states |= a11y::state_dismissible;
    bool inside = false;
    for (std::size_t i = 0; i < menu.items.size(); ++i) {
        draw_item(ui, menu, i, {rect.x + pad, rect.y + pad + row * static_cast<float>(i), rect.w - 2 * pad, row});
        inside = inside || ui.focus() == item_id(ui, menu.items[i]);
    }
    ui.tree().close();
    bool dismissed = ui.take(id, a11y::ActionKind::dismiss);
    for (const Item& item : menu.items)
        dismissed = ui.take(item_id(ui, item), a11y::ActionKind::dismiss) || dismissed;
    menu.entered = menu.entered || inside;
    const bool left = menu.entered && !inside && ui.focus() != button;
    if (dismissed || !menu.chosen.empty()) ui.want_focus(button);
    if (dismissed || left || !menu.chosen.empty()) {
        menu.open = false;
        ui.unsettle();
    }
}

void open_menu(Ui& ui, MenuState& menu, std::size_t current) {
    menu.open = true;
    menu.entered = false;
    menu.current = current;
    ui.want_focus(item_id(ui, menu.items[current]));
    ui.unsettle();
}

}  // namespace

std::optional<std::string> menu_button(Ui& ui, std::string_view key, std::string_view name,
                                       std::span<const MenuItem> items, const ButtonOptions& options) {
    const Scope scope(ui, key);
    MenuState& menu = ui.keep<MenuState>(ui.id("state"));
    const std::string chosen = std::exchange(menu.chosen, {});
    menu.items.clear();
    for (const MenuItem& item : items)
        menu.items.push_back({std::string(item.value), std::string(item.title), item.icon, item.disabled, item.danger});
    ButtonOptions shown = options;
    shown.expandable = true;
    shown.expanded = menu.open;
    const float height = std::max(ui.theme().size.target, ui.secondary().line_height() + 20);
    Rect rect = ui.place(height);
    rect.w = std::min(rect.w, button_width(ui, name, shown));
    menu.anchor = rect;
    const NodeId id = ui.id("button");
    if (button_in(ui, "button", name, rect, shown) && !menu.items.empty()) {
        if (menu.open) {
            menu.open = false;
            ui.unsettle();
        } else {
            open_menu(ui, menu, 0);
        }
    }
    if (const auto pressed = ui.take_key(id); pressed && !options.disabled && !menu.items.empty())
        open_menu(ui, menu, *pressed == "ArrowUp" ? menu.items.size() - 1 : 0);
    a11y::Node* node = ui.tree().find_mutable(id);
    node->popup = a11y::Popup::menu;
    if (menu.open) {
        node->states |= a11y::state_expanded;
        node->controls = ui.id("menu");
        ui.draw_above([&ui, &menu, label = std::string(name)] { draw_menu(ui, menu, label); });
    }
    return chosen.empty() ? std::nullopt : std::optional(chosen);
}

}  // namespace ow::ui
