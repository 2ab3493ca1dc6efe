#pragma once
/// A number or code with its label: large, grouped for reading, selectable, with a copy button.

#include "ui/frame/ui.hpp"

namespace ow::ui {

/// `shown` is grouped ("320505 S …"), what the person copies is the caller's business. Returns true when copy was
/// pressed. `copy_name` "" leaves the button out; `copy_spoken` is its accessible name.
bool code_value(Ui& ui, std::string_view key, std::string_view label, std::string_view shown,
                std::string_view copy_name, std::string_view copy_spoken);

/// A label and its value in two lines (check answers); `change_href` adds a link named `change`; `line`
/// draws the thin line under it.
void answer_row(Ui& ui, std::string_view key, std::string_view label, std::string_view value, std::string_view change,
                std::string_view change_href, bool line = true);

}  // namespace ow::ui
