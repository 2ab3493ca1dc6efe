#pragma once
/// A number or code with its label: large, grouped for reading, selectable, with a copy button.

#include "ui/frame/ui.hpp"

namespace ow::ui {

/// The button beside a code: its word, its accessible name, and whether it says that the code has been copied.
struct CopyButton {
    std::string_view name;
    std::string_view spoken;
    enum class State { offered, copied } state = State::offered;
};

/// `shown` is grouped ("320505 S …"), what the person copies is the caller's business. Returns true when copy was
/// pressed. A button without a name is left out.
bool code_value(Ui& ui, std::string_view key, std::string_view label, std::string_view shown, const CopyButton& copy);

/// A label and its value in two lines (check answers); `change_href` adds a link named `change`; `line`
/// draws the thin line under it.
void answer_row(Ui& ui, std::string_view key, std::string_view label, std::string_view value, std::string_view change,
                std::string_view change_href, bool line = true);

}  // namespace ow::ui
