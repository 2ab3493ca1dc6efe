#pragma once
/// A small number on something: how many wait there.

#include "ui/frame/ui.hpp"

#include <cstdint>

namespace ow::ui {

/// Draws the number (99+ above 99) with its centre at (cx, cy), nothing for 0. Emits nothing: the owner says it.
void draw_badge(const Ui& ui, float cx, float cy, int count);

/// A word with its number behind it, in the column; `spoken` is how both are read ("messages, 3 unread").
void badge_line(Ui& ui, std::string_view key, std::string_view text, int count, std::string_view spoken);

/// Where a place of a round stands: the next one stands out.
enum class PlaceLook : std::uint8_t { next, later };

/// Radius of a place's number, CSS px, without its rim.
[[nodiscard]] float place_number_radius(const Ui& ui, int number);
/// The number of a place of a round in a circle with a rim, its centre at (cx, cy): on a map and in the list beside it.
/// Emits nothing: the owner says it.
void draw_place_number(const Ui& ui, float cx, float cy, int number, PlaceLook look);

}  // namespace ow::ui
