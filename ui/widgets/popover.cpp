#include "ui/widgets/popover.hpp"

#include <algorithm>

namespace ow::ui {

namespace {

constexpr float margin = 8;    ///< to the window's edge
constexpr float distance = 4;  ///< to the anchor

}  // namespace

Rect popover_rect(const Surface& surface, const Rect& anchor, float width, float height) {
    const float w = std::min(width, surface.width - 2 * margin);
    const float x = std::clamp(anchor.x, margin, surface.width - margin - w);
    const float under = anchor.y + anchor.h + distance;
    const float below = surface.height - margin - under, above = anchor.y - distance - margin;
    if (height <= below || below >= above) return {x, under, w, std::clamp(height, 0.0f, std::max(0.0f, below))};
    const float h = std::min(height, above);
    return {x, anchor.y - distance - h, w, h};
}

void popover_ground(Ui& ui, const Rect& rect, float radius) {
    const Palette& c = ui.theme().colour;
    ui.cover(rect);
    ui.shadow(rect, radius);
    ui.fill(rect, c.surface, radius);
    ui.outline(rect, c.border, radius, ui.theme().size.stroke);
}

}  // namespace ow::ui
