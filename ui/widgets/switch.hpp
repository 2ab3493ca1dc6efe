#pragma once
/// On or off, applied at once (settings). For what is sent with a form there is the checkbox.

#include "ui/frame/ui.hpp"

#include <optional>

namespace ow::ui {

/// What a switch can say beside its name.
struct SwitchOptions {
    std::string_view detail{};  ///< second line, read after the name
    bool disabled = false;
    bool busy = false;  ///< being applied: cannot be switched again, and says so
};

/// Draws the switch over the column's width. Returns the new state when it was changed.
std::optional<bool> switch_control(Ui& ui, std::string_view key, std::string_view name, bool on,
                                   const SwitchOptions& options = {});

}  // namespace ow::ui
