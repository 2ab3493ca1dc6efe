#pragma once
/// Buttons. One primary button a page; the rest are secondary, danger or quiet.

#include "ui/frame/ui.hpp"

namespace ow::ui {

/// How far the target of a quiet button reaches over the column's left side, so that its words stand in line with the
/// text above. CSS px.
constexpr float quiet_button_bleed = 8;

/// Weight of a button.
enum class ButtonKind {
    primary,
    secondary,
    agree,  ///< "that is right": an answer, filled while it is the one that was given (`pressed`)
    danger,
    quiet,
    pill
};

/// What a button can say beside its name.
struct ButtonOptions {
    ButtonKind kind = ButtonKind::primary;
    Icon icon = Icon::none;
    bool disabled = false;
    bool busy = false;      ///< work is under way: drawn and announced as busy, cannot be pressed again
    bool expanded = false;  ///< with `expandable`: whether what it unfolds is open
    bool expandable = false;
    bool pressed = false;            ///< toggle state (aria-pressed through "selected")
    bool compact = false;            ///< 48 px high instead of 52 (toolbars)
    std::string_view description{};  ///< said after the name
    std::string_view spoken{};       ///< accessible name where it differs from the drawn word (must contain it)
};

/// A full-width button in the column. True when pressed.
bool button(Ui& ui, std::string_view key, std::string_view name, const ButtonOptions& options = {});

/// A button in a given rectangle.
bool button_in(Ui& ui, std::string_view key, std::string_view name, const Rect& rect, const ButtonOptions& options);

/// Width a button needs for its name and icon, CSS px.
[[nodiscard]] float button_width(const Ui& ui, std::string_view name, const ButtonOptions& options);

/// A square button with an icon only; `name` is its accessible name.
bool icon_button(Ui& ui, std::string_view key, std::string_view name, Icon icon, const Rect& rect,
                 const ButtonOptions& options = {});

}  // namespace ow::ui
