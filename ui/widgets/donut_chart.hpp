#pragma once
/// A ring of shares: what a whole is made of. For few parts (at most five); each carries its number in ring and key.

#include "ui/widgets/chart_frame.hpp"

namespace ow::ui {

/// Draws the first series of `spec` as a ring, from the top clockwise, with `total` in its middle ("共 128 件") and
/// the parts' figures in the key.
void donut_chart(Ui& ui, std::string_view key, const ChartSpec& spec, std::string_view total);

}  // namespace ow::ui
