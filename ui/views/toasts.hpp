#pragma once
/// The messages of the shell (app::Toast). They take room from what scrolls, above the bar of actions, and cover
/// nothing.

#include "ui/views/view.hpp"

namespace ow::ui {

/// How much of an area's lower end the messages take: CSS px, of the last pass; 0 without messages.
[[nodiscard]] float toasts_height(const View& view);
/// Draws them into that end of `area`. Once a frame, also without messages.
void draw_toasts(const View& view, const Rect& area);

}  // namespace ow::ui
