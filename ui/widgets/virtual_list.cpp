#include "ui/widgets/virtual_list.hpp"

#include "ui/widgets/container.hpp"
#include "ui/widgets/row_heights.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>

namespace ow::ui {

namespace {

/// What the list remembers from frame to frame.
struct ListState {
    RowHeights heights;
    NodeId focus = 0;  ///< the focused node inside a row, 0 = none of ours
    std::size_t focus_row = 0;
    std::string focus_key;
    unsigned changes = 0;
};

/// Rows [first, last).
struct Span {
    std::size_t first = 0, last = 0;
    [[nodiscard]] bool has(std::size_t row) const { return row >= first && row < last; }
};

/// The rows within the clip rectangle and the overscan around it. `top` is the screen position of the first row.
Span rows_near_viewport(const RowHeights& heights, float top, float overscan) {
    const std::size_t count = heights.count();
    if (count == 0) return {};
    const ImDrawList& list = *ImGui::GetWindowDrawList();
    const double from = static_cast<double>(list.GetClipRectMin().y) - top,
                 to = static_cast<double>(list.GetClipRectMax().y) - top;
    const std::size_t first_seen = heights.row_at(std::max(0.0, from)), last_seen = heights.row_at(std::max(0.0, to));
    Span rows{heights.row_at(std::max(0.0, from - overscan)), heights.row_at(std::max(0.0, to + overscan)) + 1};
    rows.first = std::min(rows.first, first_seen - std::min<std::size_t>(first_seen, 3));
    rows.last = std::min(count, std::max(rows.last, last_seen + 4));
    return rows;
}

/// Where the row that has the focus, or had it until now, stands: rows may have been put before it. What had it until
/// now stays for this pass: the focus has gone to its neighbour, if it is quick before anything has scrolled.
bool find_focused_row(const Ui& ui, ListState& state, const VirtualListSpec& spec) {
    if (state.focus == 0 || ui.focus() == 0) {
        state.focus = 0;
        return false;
    }
    const std::size_t reach = 64;
    const std::size_t from = state.focus_row - std::min(state.focus_row, reach);
    const std::size_t to = std::min(spec.loaded, state.focus_row + reach);
    if (state.focus_row < spec.loaded && spec.key_of(state.focus_row) == state.focus_key) return true;
    for (std::size_t row = from; row < to; ++row) {
        if (spec.key_of(row) != state.focus_key) continue;
        state.focus_row = row;
        return true;
    }
    state.focus = 0;
    return false;
}

/// A row that is known to be there but not loaded: a grey shape, nothing to read.
void draw_placeholder(Ui& ui, const Rect& box) {
    const Theme& t = ui.theme();
    const float line = t.type.body * 0.8f;
    ui.fill({box.x + 16, box.y + box.h * 0.5f - line, box.w * 0.55f, line}, t.colour.track, line * 0.5f);
    ui.fill({box.x + 16, box.y + box.h * 0.5f + line * 0.5f, box.w * 0.35f, line * 0.8f},
            mix(t.colour.track, t.colour.surface, 0.6f), line * 0.4f);
}

}  // namespace

VirtualListResult virtual_list(Ui& ui, std::string_view key, const VirtualListSpec& spec) {
    const Scope scope(ui, key);
    const std::size_t total = std::max(spec.total, spec.loaded);
    ListState& state = ui.keep<ListState>(ui.id("state"));
    RowHeights& heights = state.heights;
    heights.reset(total, spec.estimate, ui.width());

    const Rect at{ui.left(), ui.next_y(), ui.width(), 0};
    const bool own = spec.item_role == a11y::Role::list_item;
    if (own) {
        ui.emit_open(a11y::Role::list, ui.id("list"), spec.name, at);
    }

    const Span near = rows_near_viewport(heights, at.y, spec.overscan);
    const bool whole = spec.loaded <= spec.whole || ui.printing();
    const NodeId had_focus = state.focus;
    bool has_focus = false;
    const auto draw_row = [&](std::size_t row) {
        const auto y = static_cast<float>(at.y + heights.top(row));
        if (row >= spec.loaded) {
            draw_placeholder(ui, {at.x, y, at.w, heights.height(row)});
            return;
        }
        const std::string row_key = spec.key_of(row);
        const std::size_t before = ui.tree().nodes().size();
        if (spec.divided && row > 0) ui.fill({at.x, y, at.w, 1}, ui.theme().colour.line);
        ui.push_column({at.x, y, at.w, 0}, 0);
        {
            Group item(ui, row_key, spec.item_role);
            item.position(static_cast<int>(row) + 1 + spec.places_before, static_cast<int>(total) + spec.places_before);
            spec.draw(row);
        }
        if (heights.measured(row, std::max(1.0f, ui.pop_column()))) state.changes = (state.changes + 1) & 0xffff;
        const auto& nodes = ui.tree().nodes();
        for (std::size_t i = before; i < nodes.size() && ui.focus() != 0; ++i) {
            if (nodes[i].id != ui.focus()) continue;
            state.focus = ui.focus();
            state.focus_row = row;
            state.focus_key = row_key;
            has_focus = true;
        }
    };
    // In reading order: what was kept of the rows before, the rows near the viewport, what was kept of those after.
    Span kept;
    if (whole) {
        kept = {0, spec.loaded};
    } else if (find_focused_row(ui, state, spec)) {
        kept.first = state.focus_row - std::min<std::size_t>(state.focus_row, 1);
        kept.last = std::min(spec.loaded, state.focus_row + 2);
    }
    for (std::size_t row = kept.first; row < std::min(kept.last, near.first); ++row)
        draw_row(row);
    for (std::size_t row = near.first; row < near.last; ++row)
        draw_row(row);
    for (std::size_t row = std::max(kept.first, near.last); row < kept.last; ++row)
        draw_row(row);

    if (!has_focus) state.focus = 0;
    // Neighbours of the row that has the focus now.
    if (state.focus != had_focus) ui.unsettle();

    // Rows that turned out higher or lower move those below them: lay out once more.
    ui.remember(ui.id("changes"), static_cast<float>(state.changes));
    const auto height = static_cast<float>(heights.top(total));
    if (own) ui.tree().close({at.x, at.y, at.w, height});
    ui.place(height);
    return {near.last >= spec.loaded, near.first, near.last};
}

}  // namespace ow::ui
