#pragma once
/// The list of keyboard shortcuts: what each does, and its keys drawn as key caps. Stands in a dialog.

#include "ui/frame/ui.hpp"

#include <span>

namespace ow::ui {

/// One shortcut: keys pressed together, in order.
struct Shortcut {
    std::span<const std::string_view> keys;
    std::string_view what;
};

/// Shortcuts that belong together.
struct ShortcutGroup {
    std::string_view title;
    std::span<const Shortcut> shortcuts;
};

/// Draws the groups in the column; keys stand at the right of what they do, under it where the room is short.
void shortcut_list(Ui& ui, std::string_view key, std::span<const ShortcutGroup> groups);

/// The whole dialog. True when the person wants it closed.
bool shortcut_help(Ui& ui, std::string_view key, std::string_view title, std::string_view close,
                   std::span<const ShortcutGroup> groups);

}  // namespace ow::ui
