#pragma once
/// Bars beside each other's names: how much of each. Lies on its side, so that names stay readable on a phone.

#include "ui/widgets/chart_frame.hpp"

namespace ow::ui {

/// Draws the first series of `spec`, one bar a label with its figure at the end. `emphasis` is the label the finding
/// speaks of: drawn bold and full, the others lighter (-1 = all alike).
void bar_chart(Ui& ui, std::string_view key, const ChartSpec& spec, int emphasis = -1);

}  // namespace ow::ui
