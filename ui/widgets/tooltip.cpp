#include "ui/widgets/tooltip.hpp"

#include "ui/widgets/popover.hpp"
#include "ui/widgets/text.hpp"

#include <algorithm>
#include <cmath>

namespace ow::ui {

namespace {

constexpr float pad_x = 12, pad_y = 8, widest = 280;

struct TooltipState {
    bool shown = false;
    bool hidden = false;  ///< dismissed; stays so until pointer and focus are gone
    Rect rect;
};

constexpr NodeId salt = 0x7001711bu;

void draw_tooltip(Ui& ui, TooltipState& state, const Rect& anchor, NodeId id, const std::string& text) {
    const Theme& t = ui.theme();
    const TextStyle style = ui.style(t.type.secondary, t.colour.surface);
    const float text_w = std::min(widest, std::ceil(ui.text_width(style, text)) + 1);
    const float room = std::min(text_w, ui.surface().width - 16 - 2 * pad_x);
    const float text_h = ui.text_height(style, text, room);
    state.rect = popover_rect(ui.surface(), anchor, room + 2 * pad_x, text_h + 2 * pad_y);
    ui.fill(state.rect, t.colour.ink, 8);
    ui.text_block(state.rect.x + pad_x, state.rect.y + pad_y, room, style, text);
    ui.emit(a11y::Role::tooltip, id, text, {state.rect.x + pad_x, state.rect.y + pad_y, room, text_h}, style).states |=
        a11y::state_dismissible;
    if (ui.take(id, a11y::ActionKind::dismiss)) {
        state.hidden = true;
        state.shown = false;
        ui.unsettle();
    }
}

}  // namespace

void tooltip(Ui& ui, NodeId control, std::string_view text) {
    a11y::Node* node = ui.tree().find_mutable(control);
    if (node == nullptr || text.empty()) return;
    node->description = text;
    TooltipState& state = ui.keep<TooltipState>(control ^ salt);
    // The gap between control and tooltip belongs to the way from one to the other.
    const bool over = ui.pointer_over(node->screen) || (state.shown && ui.pointer_over(inflated(state.rect, 6)));
    const bool wanted = over || (ui.focus() == control && ui.focus_visible());
    if (!wanted) state.hidden = false;
    state.shown = wanted && !state.hidden;
    if (!state.shown) return;
    const NodeId id = (control ^ salt) | 16u;
    ui.draw_above([&ui, &state, anchor = node->screen, id, words = std::string(text)] {
        draw_tooltip(ui, state, anchor, id, words);
    });
}

}  // namespace ow::ui
