#include "src/a11y/node.hpp"

#include <array>

namespace ow::a11y {

bool is_interactive(Role role) {
    switch (role) {
        case Role::link:
        case Role::button:
        case Role::text_field:
        case Role::text_area:
        case Role::checkbox:
        case Role::switch_control:
        case Role::radio:
        case Role::select:
        case Role::tab:
        case Role::slider:
        case Role::combobox:
        case Role::list_option:
        case Role::menu_item:
        case Role::tree_item:
        case Role::grid_cell:
        case Role::map: return true;
        default: return false;
    }
}

const char* role_name(Role role) {
    static constexpr std::array<const char*, static_cast<std::size_t>(Role::count_)> names{
        "root",       "banner",     "main",       "navigation", "contentinfo", "region", "group",        "search",
        "form",       "heading",    "text",       "label",      "link",        "button", "textbox",      "textbox",
        "checkbox",   "switch",     "radiogroup", "radio",      "combobox",    "option", "tablist",      "tab",
        "tabpanel",   "list",       "list",       "listitem",   "dialog",      "status", "alert",        "progressbar",
        "img",        "scrollarea", "separator",  "table",      "row",         "cell",   "columnheader", "slider",
        "combobox",   "listbox",    "option",     "menu",       "menuitem",    "tree",   "treeitem",     "grid",
        "gridcell",   "rowheader",  "tooltip",    "toolbar",    "figure",      "list",   "term",         "definition",
        "application"};
    return names[static_cast<std::size_t>(role)];
}

}  // namespace ow::a11y
