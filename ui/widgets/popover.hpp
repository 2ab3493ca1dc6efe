#pragma once
/// What menus, lists of suggestions and tooltips share: a panel near what it belongs to, above everything else.

#include "ui/frame/ui.hpp"

namespace ow::ui {

/// Where a panel of that size goes: under the anchor, or above it where there is more room; within the window, never
/// wider than it. The height is cut to the room there is (CSS px).
[[nodiscard]] Rect popover_rect(const Surface& surface, const Rect& anchor, float width, float height);

/// Draws the panel's ground and takes the pointer from what lies under it. Call inside Ui::draw_above().
void popover_ground(Ui& ui, const Rect& rect, float radius);

}  // namespace ow::ui
