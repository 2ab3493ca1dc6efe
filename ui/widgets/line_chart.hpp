#pragma once
/// Lines over time: how something went. Series differ by sign and dash as well as by colour.

#include "ui/widgets/chart_frame.hpp"

namespace ow::ui {

/// Draws every series of `spec` over its labels from left to right, with a scale from 0 and a legend where there are
/// several. At most four series can be told apart.
void line_chart(Ui& ui, std::string_view key, const ChartSpec& spec);

}  // namespace ow::ui
