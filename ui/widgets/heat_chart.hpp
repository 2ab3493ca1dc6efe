#pragma once
/// A field of cells, one row a series and one column a label (weeks and weekdays, communities and months): where it is
/// much. Each cell bears its number; the shade only helps to find it.

#include "ui/widgets/chart_frame.hpp"

namespace ow::ui {

/// Draws the cells. Figures in cells are plain numbers rounded to whole ones; `few` and `many` name the ends of the
/// shades.
void heat_chart(Ui& ui, std::string_view key, const ChartSpec& spec, std::string_view few, std::string_view many);

}  // namespace ow::ui
