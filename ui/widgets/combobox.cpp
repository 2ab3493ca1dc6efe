#include "ui/widgets/combobox.hpp"

#include "src/domain/text.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/popover.hpp"
#include "ui/widgets/text.hpp"
#include "ui/widgets/text_field.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace ow::ui {

namespace {

constexpr float pad = 6;
constexpr float most_height = 320;

/// A suggestion as the popup keeps it: the caller's words may be gone when it is drawn.
struct Offer {
    std::string value, title, detail;
};

struct ComboboxState {
    bool open = false;
    bool filtering = false;  ///< typed in since it was opened; else everything is offered
    int active = -1;         ///< row that Enter chooses; -1 = none
    std::vector<Offer> rows;
    std::optional<std::string> chosen;  ///< its title
    std::string none_found, count, label;
    Rect anchor;
};

NodeId row_id(const Ui& ui, const Offer& row) { return ui.id("option:" + row.value); }

float row_height(const Ui& ui, const Offer& row, float width) {
    const float title = ui.text_height(ui.body(), row.title, width);
    const float detail = row.detail.empty() ? 0 : ui.text_height(ui.secondary(), row.detail, width);
    return std::max(ui.theme().size.target, title + detail + 16);
}

void draw_row(Ui& ui, ComboboxState& state, std::size_t index, NodeId id) {
    const Theme& t = ui.theme();
    const Offer& row = state.rows[index];
    const bool active = static_cast<int>(index) == state.active;
    const float text_w = ui.width() - 24;
    ui.gap(0);
    const Rect box = ui.place(row_height(ui, row, text_w));
    const Interaction it = ui.interact(id, box);
    if (active || it.hovered) ui.fill(box, t.colour.brand_soft, 8);
    // Not by colour only: the active row has the ring of what has the focus.
    if (active) ui.focus_ring(inflated(box, -3), 8);
    const TextStyle title = ui.body(), detail = ui.secondary();
    const float title_h = ui.text_height(title, row.title, text_w);
    const float detail_h = row.detail.empty() ? 0 : ui.text_height(detail, row.detail, text_w);
    const float top = box.y + (box.h - title_h - detail_h) * 0.5f;
    ui.text_block(box.x + 12, top, text_w, title, row.title);
    if (detail_h > 0) ui.text_block(box.x + 12, top + title_h, text_w, detail, row.detail);
    a11y::Node& node = ui.emit(a11y::Role::list_option, id, row.title, box, title);
    node.description = row.detail;
    node.position = static_cast<int>(index) + 1;
    node.set_size = static_cast<int>(state.rows.size());
    if (active) node.states |= a11y::state_selected;
    if (it.clicked) {
        state.chosen = row.title;
        ui.unsettle();
    }
}

/// Scrolls the list so that the active row is in sight.
void follow_active(Ui& ui, const ComboboxState& state, NodeId area, const Rect& rect) {
    if (state.active < 0) return;
    float top = 0;
    const float text_w = rect.w - 24;
    for (int i = 0; i < state.active; ++i)
        top += row_height(ui, state.rows[static_cast<std::size_t>(i)], text_w);
    const float bottom = top + row_height(ui, state.rows[static_cast<std::size_t>(state.active)], text_w);
    const float offset = ui.scroll_of(area);
    if (top < offset) ui.want_scroll(area, top);
    if (bottom > offset + rect.h) ui.want_scroll(area, bottom - rect.h);
}

void draw_list(Ui& ui, ComboboxState& state) {
    const Theme& t = ui.theme();
    const TextStyle quiet = ui.secondary();
    float content = 0;
    const float text_w = state.anchor.w - 2 * pad - 24;
    for (const Offer& row : state.rows)
        content += row_height(ui, row, text_w);
    if (state.rows.empty()) content = std::max(t.size.target, ui.text_height(quiet, state.none_found, text_w) + 16);
    const Rect rect =
        popover_rect(ui.surface(), state.anchor, state.anchor.w, std::min(content, most_height) + 2 * pad);
    popover_ground(ui, rect, t.size.radius_field);
    const Rect inner = inflated(rect, -pad);
    if (state.rows.empty()) {
        ui.text_block(inner.x + 12, inner.y + 8, inner.w - 24, quiet, state.none_found);
        text_node(ui, "none", state.none_found, quiet, inflated(inner, -8), a11y::Role::status);
        return;
    }
    // Said, not drawn: the list itself shows how many there are.
    text_node(ui, "count", state.count, quiet, {rect.x, rect.y, rect.w, 1}, a11y::Role::status);
    ui.emit_open(a11y::Role::list_box, ui.id("list"), state.label, rect);
    std::vector<NodeId> ids;
    for (const Offer& row : state.rows)
        ids.push_back(row_id(ui, row));
    {
        const ScrollArea area(ui, "rows", inner, 0, 0, 0);
        follow_active(ui, state, area.id(), inner);
        for (std::size_t i = 0; i < state.rows.size(); ++i)
            draw_row(ui, state, i, ids[i]);
    }
    ui.tree().close();
}

void on_key(ComboboxState& state, const std::string& key) {
    const int count = static_cast<int>(state.rows.size());
    if (!state.open) {
        state.open = true;
        state.filtering = false;
        state.active = -1;
        return;
    }
    if (key == "Alt+ArrowUp") {
        state.open = false;
    } else if (key == "Enter") {
        if (state.active >= 0 && state.active < count)
            state.chosen = state.rows[static_cast<std::size_t>(state.active)].title;
        else
            state.open = false;
    } else if (count > 0) {
        // One step beyond either end is the field itself.
        const int slots = count + 1, step = key == "ArrowDown" ? 1 : -1;
        state.active = (state.active + 1 + step + slots) % slots - 1;
    }
}

}  // namespace

std::string_view suggested_value(std::span<const Suggestion> suggestions, std::string_view text) {
    const std::string_view wanted = domain::trim(text);
    for (const Suggestion& s : suggestions)
        if (s.title == wanted) return s.value;
    return {};
}

bool fits(const Suggestion& suggestion, std::string_view typed) {
    const std::string_view wanted = domain::trim(typed);
    return domain::contains_folded(suggestion.title, wanted) || domain::contains_folded(suggestion.detail, wanted) ||
           suggestion.initials.starts_with(domain::to_lower_ascii(wanted));
}

ComboboxResult combobox(Ui& ui, std::string_view key, const ComboboxSpec& spec) {
    const Theme& t = ui.theme();
    const Scope scope(ui, key);
    ComboboxState& state = ui.keep<ComboboxState>(ui.id("state"));
    ComboboxResult result;
    result.text = std::exchange(state.chosen, std::nullopt);
    if (result.text) state.open = false;
    const bool off = spec.disabled || spec.read_only;
    FieldResult field = text_field(ui, key,
                                   {.label = spec.label,
                                    .value = spec.text,
                                    .hint = spec.hint,
                                    .error = spec.error,
                                    .required = spec.required,
                                    .disabled = spec.disabled,
                                    .read_only = spec.read_only,
                                    .icon = Icon::search});
    const Rect box = ui.tree().find(field.id)->screen;
    if (!off)
        ui.icon(Icon::chevron_down, box.x + box.w - 14 - t.size.icon * 0.4f, box.y + box.h * 0.5f, t.size.icon * 0.8f,
                t.colour.ink2);
    if (field.changed) {
        result.text = field.changed;
        state.open = state.filtering = true;
        state.active = -1;
    }
    const std::string typed = result.text.value_or(std::string(spec.text));
    state.rows.clear();
    for (const Suggestion& s : spec.suggestions)
        if (!state.filtering || fits(s, typed))
            state.rows.push_back({std::string(s.value), std::string(s.title), std::string(s.detail)});
    if (const auto pressed = ui.take_key(field.id); pressed && !off) {
        on_key(state, *pressed);
        ui.unsettle();
    }
    // A press into the field shows what there is to choose from.
    if (field.pressed && !off && !state.open) {
        state.open = true;
        state.filtering = false;
        state.active = -1;
    }
    if (ui.take(field.id, a11y::ActionKind::dismiss)) state.open = false;
    if (field.left) state.open = false;
    result.left = field.left;
    state.active = std::min(state.active, static_cast<int>(state.rows.size()) - 1);

    a11y::Node* node = ui.tree().find_mutable(field.id);
    node->role = a11y::Role::combobox;
    node->popup = a11y::Popup::list_box;
    node->states |= a11y::state_expandable;
    if (!state.open || off) return result;
    node->states |= a11y::state_dismissible;
    if (!state.rows.empty()) {
        node->states |= a11y::state_expanded;
        node->controls = ui.id("list");
        if (state.active >= 0) node->active = row_id(ui, state.rows[static_cast<std::size_t>(state.active)]);
    }
    state.anchor = box;
    state.label = spec.label;
    state.none_found = spec.none_found;
    state.count = spec.count ? spec.count(state.rows.size()) : std::string();
    ui.draw_above([&ui, &state] { draw_list(ui, state); });
    return result;
}

}  // namespace ow::ui
