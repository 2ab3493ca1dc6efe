#include "ui/widgets/disclosure.hpp"

#include "ui/widgets/text.hpp"

#include <algorithm>

namespace ow::ui {

bool disclosure(Ui& ui, std::string_view key, std::string_view name) {
    const Theme& t = ui.theme();
    const NodeId id = ui.id(key);
    bool open = ui.recall(id, 0) > 0.5f;
    const TextStyle style = ui.style(t.type.body, t.colour.brand, Face::bold);
    const float text_w = ui.width() - t.size.icon - 8;
    const float text_h = ui.text_height(style, name, text_w);
    const Rect box = ui.place(std::max(text_h, t.size.target));
    const Interaction it = ui.interact(id, box);
    if (it.clicked) {
        open = !open;
        ui.remember(id, open ? 1.0f : 0.0f);
    }
    ui.icon(open ? Icon::chevron_up : Icon::chevron_down, box.x + t.size.icon * 0.5f, box.y + box.h * 0.5f,
            t.size.icon * 0.9f, t.colour.brand);
    ui.text_block(box.x + t.size.icon + 8, box.y + (box.h - text_h) * 0.5f, text_w, style, name);
    if (it.ring) ui.focus_ring(box, 8);
    ui.emit(a11y::Role::button, id, name, box, style).states |=
        a11y::state_expandable | (open ? a11y::state_expanded : 0u);
    return open;
}

}  // namespace ow::ui
