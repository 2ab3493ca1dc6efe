#pragma once
/// A small number on something: how many wait there.

#include "ui/frame/ui.hpp"

namespace ow::ui {

/// Draws the number (99+ above 99) with its centre at (cx, cy), nothing for 0. Emits nothing: the owner says it.
void draw_badge(const Ui& ui, float cx, float cy, int count);

/// A word with its number behind it, in the column; `spoken` is how both are read ("messages, 3 unread").
void badge_line(Ui& ui, std::string_view key, std::string_view text, int count, std::string_view spoken);

}  // namespace ow::ui
