#pragma once
/// A person as a round sign: the last two characters of a Chinese name, the initials of another, or a figure.

#include "ui/frame/ui.hpp"

namespace ow::ui {

/// Draws the sign with its top-left at (x, y). Emits nothing: the name stands beside it.
void draw_avatar(const Ui& ui, float x, float y, float size, std::string_view name);

/// The sign with the name and a second line beside it, in the column.
void avatar_line(Ui& ui, std::string_view key, std::string_view name, std::string_view detail = {});

/// What is drawn in the sign, "" where a figure is.
[[nodiscard]] std::string avatar_letters(std::string_view name);

}  // namespace ow::ui
