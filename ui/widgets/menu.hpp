#pragma once
/// A button that opens a short list of commands (ARIA: menu button). Arrow keys, Home, End and letters move in the open
/// menu, Enter chooses, Escape and Tab close it and give the focus back to the button.

#include "ui/widgets/button.hpp"

#include <optional>
#include <span>

namespace ow::ui {

/// One command. `value` is what the caller knows it by.
struct MenuItem {
    std::string_view value, title;
    Icon icon = Icon::none;
    bool disabled = false;
    bool danger = false;  ///< drawn in red; the words say what it does
};

/// Draws the button, as wide as its words, and the menu while it is open. Returns the value of the command chosen.
/// Whether it is open lives in the frame context, not in the model.
std::optional<std::string> menu_button(Ui& ui, std::string_view key, std::string_view name,
                                       std::span<const MenuItem> items,
                                       const ButtonOptions& options = {.kind = ButtonKind::secondary});

}  // namespace ow::ui
