#pragma once
/// Buttons side by side, one under the other where their words would not fit.

#include "ui/widgets/button.hpp"

#include <optional>
#include <span>

namespace ow::ui {

/// One button of a row; `weight` is its share of the width.
struct RowButton {
    std::string_view key, name;
    ButtonOptions options{};
    float weight = 1;
};

/// Draws them over the column's width. Returns the index of the one pressed.
std::optional<std::size_t> button_row(Ui& ui, std::span<const RowButton> buttons);

/// The same for the action bar of a pane: as wide as their words at the right, the last one (the primary) wider; they
/// wrap into full-width rows where the pane is too narrow.
std::optional<std::size_t> button_bar(Ui& ui, std::span<const RowButton> buttons);

}  // namespace ow::ui
