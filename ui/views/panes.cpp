#include "ui/views/panes.hpp"

#include "ui/views/toasts.hpp"
#include "ui/widgets/container.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ow::ui {

namespace {

/// Widest text column of the detail pane, CSS px.
constexpr float detail_width = 960;

void draw_list(const View& view, const Rect& rect, const ListPane& pane) {
    Ui& ui = view.ui;
    const Theme& t = ui.theme();
    ui.fill(rect, mix(t.colour.ground, t.colour.surface, 0.4f));
    const Area area(ui, "list-pane", a11y::Role::region, pane.name, rect);
    ui.push_column({rect.x + 16, rect.y + 14, rect.w - 32, 0}, 12);
    // Drawn over the ground of the head, whose height is known from the pass before.
    const NodeId key = ui.id("head");
    ui.fill({rect.x, rect.y, rect.w, ui.recall(key, 60)}, t.colour.surface);
    pane.head();
    const float used = ui.pop_column() + 28;
    ui.remember(key, used);
    ui.fill({rect.x, rect.y + used - 1, rect.w, 1}, t.colour.line);
    {
        const Rect rows{rect.x, rect.y + used, rect.w, std::max(1.0f, rect.h - used)};
        const ScrollArea scroll(ui, pane.rows_key, rows, 0, 0, 0);
        pane.rows();
    }
    ui.fill({rect.x + rect.w - 1, rect.y, 1, rect.h}, t.colour.line);
}

void draw_detail(const View& view, const Rect& rect, const DetailPane& pane) {
    Ui& ui = view.ui;
    const Theme& t = ui.theme();
    const Area area(ui, "detail-pane", a11y::Role::region, pane.name, rect);
    const Scope scope(ui, pane.key);
    const NodeId height_key = ui.id("actions-height");
    const float bar = pane.actions ? std::min(ui.recall(height_key, t.size.button + 28), rect.h * 0.5f) : 0;
    const Rect rest{rect.x, rect.y, rect.w, rect.h - bar};
    {
        const ScrollArea scroll(ui, "scroll", {rest.x, rest.y, rest.w, std::max(1.0f, rest.h - toasts_height(view))},
                                24, 20, 20, detail_width);
        pane.content();
    }
    draw_toasts(view, rest);
    if (!pane.actions) return;
    const float y = rect.y + rect.h - bar;
    ui.fill({rect.x, y, rect.w, 1}, t.colour.line);
    const float width = std::min(rect.w - 48, detail_width);
    ui.push_column({rect.x + (rect.w - width) * 0.5f, y + 14, width, 0}, 12);
    pane.actions();
    ui.remember(height_key, ui.pop_column() + 28);
}

}  // namespace

int pane_count(const Ui& ui) {
    const float width = ui.surface().width / std::max(1.0f, ui.theme().type.body / 16.0f * 0.85f);
    return width >= 1100 ? 3 : width >= 820 ? 2 : 1;
}

Area::Area(Ui& ui, std::string_view key, a11y::Role role, std::string_view name, const Rect& rect, std::uint32_t states)
    : m_ui(ui), m_id(ui.id(key)) {
    ui.emit_open(role, m_id, name, rect).states |= states;
    ui.push_scope(key);
}

Area::~Area() {
    m_ui.pop_scope();
    m_ui.tree().close();
}

void panes(const View& view, int count, const PanesSpec& spec) {
    Ui& ui = view.ui;
    const float scale = std::max(1.0f, ui.theme().type.body / 16.0f);
    const float width = ui.surface().width, height = ui.surface().height;
    const float side = count == 3 ? std::round(212 * std::min(scale, 1.35f)) : 0;
    const float list = std::round(std::min(372 * scale, (width - side) * 0.44f));
    const float top = spec.bar(side, list);
    if (side > 0) spec.side({0, top, side, height - top});
    const Area main(ui, "main", a11y::Role::main, {}, {side, top, width - side, height - top},
                    spec.key ? a11y::state_letters : 0u);
    if (spec.key)
        while (const auto key = ui.take_key(main.id()))
            spec.key(*key);
    draw_list(view, {side, top, list, height - top}, spec.list);
    draw_detail(view, {side + list, top, width - side - list, height - top}, spec.detail);
}

}  // namespace ow::ui
