#pragma once
/// The semantic node: what one thing on the screen means to somebody who does not see pixels.
/// The schema follows AccessKit's; the DOM mirror (web/bridges/dom) turns each node into a real HTML element.

#include <cstdint>
#include <string>
#include <vector>

namespace ow::a11y {

/// Identity of a node over frames; equal to the ImGui id for interactive things. 0 is "none".
using NodeId = std::uint32_t;

/// Rectangle in CSS pixels.
struct Rect {
    float x = 0, y = 0, w = 0, h = 0;
    friend bool operator==(const Rect&, const Rect&) = default;
    /// True where both rectangles share area.
    [[nodiscard]] bool intersects(const Rect& other) const {
        return x < other.x + other.w && other.x < x + w && y < other.y + other.h && other.y < y + h;
    }
    /// True where the point (CSS pixels) lies inside.
    [[nodiscard]] bool contains(float px, float py) const { return px >= x && px < x + w && py >= y && py < y + h; }
};

/// What a node is. The order is part of the patch format (web/bridges/dom/roles.mjs lists the same).
enum class Role : std::uint8_t {
    root,
    banner,
    main,
    navigation,
    content_info,
    region,
    group,
    search,
    form,
    heading,
    text,
    label,
    link,
    button,
    text_field,
    text_area,
    checkbox,
    switch_control,
    radio_group,
    radio,
    select,
    option,
    tab_list,
    tab,
    tab_panel,
    list,
    ordered_list,
    list_item,
    dialog,
    status,
    alert,
    progress,
    image,
    scroll_area,
    separator,
    table,
    row,
    cell,
    column_header,
    slider,
    combobox,  ///< a text entry that suggests: `popup`, `controls` and `active` name its list
    list_box,  ///< the list of a combobox; its options never take the focus
    list_option,
    menu,
    menu_item,
    tree,
    tree_item,  ///< flat: `level`, `position` and `set_size` say where it stands
    grid,       ///< a table one moves in by arrow keys (calendar)
    grid_cell,
    row_header,
    tooltip,
    tool_bar,
    figure,
    description_list,
    term,
    definition,
    map,  ///< a picture one moves about in: takes drags, pinches, the wheel and keys while it has the focus (ADR 13)
    count_
};

/// Bits of Node::states.
enum State : std::uint32_t {
    state_disabled = 1u << 0,
    state_required = 1u << 1,
    state_invalid = 1u << 2,
    state_checked = 1u << 3,
    state_selected = 1u << 4,
    state_expandable = 1u << 5,  ///< has something to unfold; see state_expanded
    state_expanded = 1u << 6,
    state_busy = 1u << 7,
    state_current = 1u << 8,  ///< aria-current: the page or step one is on
    state_read_only = 1u << 9,
    state_focusable = 1u << 10,   ///< can take focus by program though it is no control (headings, error summary)
    state_modal = 1u << 11,       ///< a dialog that makes the rest inert
    state_assertive = 1u << 12,   ///< live region that interrupts
    state_selectable = 1u << 13,  ///< text meant to be selected and copied (numbers, codes)
    state_bold = 1u << 14,        ///< text face, so that selection lies over the glyphs
    state_centered = 1u << 15,    ///< text alignment
    state_masked = 1u << 16,      ///< a password field
    state_native_scroll = 1u << 17,
    state_skip_link = 1u << 18,
    state_mixed = 1u << 19,        ///< a checkbox that stands for several, some of them ticked
    state_tab_stop = 1u << 20,     ///< the one of a menu, tree or grid that Tab reaches
    state_dismissible = 1u << 21,  ///< Escape, here or inside, arrives as ActionKind::dismiss
    state_drag = 1u << 22,         ///< fingers draw or move here: the page does not scroll
    state_enter_next = 1u << 24,   ///< a field whose Enter leads to the next one: keyboards on glass say so
    state_letters = 1u << 25,      ///< letters that nothing inside wants arrive here as ActionKind::key
    state_press = 1u << 26,        ///< a link that acts here (ActionKind::click); its address is for another tab
    state_enter_send = 1u << 27,   ///< a field whose Enter does what the form's main button does
    state_keys = 1u << 23,         ///< keys that nothing inside wants arrive here as ActionKind::key, the wheel too
};

/// Kind of keyboard and checking a text field asks the browser for.
enum class InputType : std::uint8_t { text, tel, number, one_time_code, search, password, identity_number };

/// What a button or field opens.
enum class Popup : std::uint8_t { none, menu, list_box, tree, grid, dialog };
/// Order of a column; `unsorted` can be sorted by, but is not.
enum class Sort : std::uint8_t { none, ascending, descending, unsorted };

/// One node. Strings are UTF-8. `rect` is relative to the parent's origin (a scroll area's origin moves with its
/// content, so that scrolling changes no child); `screen` is absolute and is not sent.
struct Node {
    NodeId id = 0;
    NodeId parent = 0;
    Role role = Role::text;
    InputType input = InputType::text;
    Popup popup = Popup::none;
    Sort sort = Sort::none;    ///< column headers
    std::uint8_t level = 0;    ///< heading level 1–3; tree items: depth from 1
    std::uint32_t states = 0;  ///< bits of State
    Rect rect;
    Rect screen;
    std::string name;          ///< accessible name; for text and headings the text itself
    std::string value;         ///< fields: the value; select: chosen option's value; option: its value
    std::string description;   ///< aria-description where no node carries it
    std::string href;          ///< links: where they lead
    std::string autocomplete;  ///< fields: HTML autofill token (e.g. "tel", "one-time-code")
    NodeId labelled_by = 0;    ///< node that carries the label; a label node has the field here
    NodeId described_by = 0;   ///< node with the hint
    NodeId error_by = 0;       ///< node with the error message
    NodeId controls = 0;       ///< the popup that is open for it
    NodeId active = 0;         ///< combobox: the option that Enter would choose
    float font_px = 0;         ///< size of the drawn text, so that the mirror lies over it
    float line_height = 0;     ///< CSS px
    float pad_x = 0;           ///< inner padding of fields, CSS px
    float pad_y = 0;
    std::uint32_t color = 0;  ///< 0xRRGGBB text colour of a focused native field
    /// 1-based place in a set (virtual lists), row in a table or column in a row; 0 = not said
    std::int32_t position = 0;
    std::int32_t set_size = 0;  ///< size of that set; rows of a table; max_length for fields
    /// progress, slider; scroll areas: content height in `maximum`, offset in `now`
    float minimum = 0, maximum = 0, now = 0;
    float step = 0;  ///< slider

    [[nodiscard]] bool has(State s) const { return (states & s) != 0; }
};

/// True where a person can act on the role (focus, press, type).
[[nodiscard]] bool is_interactive(Role role);
/// True where the role takes typed text.
[[nodiscard]] inline bool is_text_entry(Role role) {
    return role == Role::text_field || role == Role::text_area || role == Role::combobox;
}
/// Lower-case word of a role, for test messages and the gallery.
[[nodiscard]] const char* role_name(Role role);

}  // namespace ow::a11y
