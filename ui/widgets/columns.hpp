#pragma once
/// Columns side by side, where there is room for them.

#include "ui/frame/ui.hpp"

#include <functional>

namespace ow::ui {

/// Two columns beside each other where the open one is at least `least` wide (CSS px of standard text), else one under
/// the other. `share` is the left one's part of the width.
void beside(Ui& ui, float share, float least, const std::function<void()>& left, const std::function<void()>& right);

}  // namespace ow::ui
