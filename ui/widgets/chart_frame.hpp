#pragma once
/// What every chart has around its picture: a title, one sentence that says the finding, and the same figures as a
/// table for whoever does not see shapes, or wants the numbers.

#include "ui/frame/ui.hpp"

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ow::ui {

/// One row of figures, as long as the labels.
struct ChartSeries {
    std::string name;
    std::vector<double> values;  ///< ≥ 0
};

/// What a chart shows. All strings are worded already.
struct ChartSpec {
    std::string_view title;
    std::string_view finding;   ///< what the figures say, in one sentence
    std::string_view picture;   ///< accessible name of the drawing ("柱状图：各社区的办件数")
    std::string_view as_table;  ///< the disclosure's word ("看表格")
    std::string_view category;  ///< header of the labels in the table ("社区")
    std::span<const std::string> labels;
    std::span<const ChartSeries> series;
    std::function<std::string(double)> format;  ///< a figure in words ("1,204 件")
};

/// Draws title, finding, the picture of `height` CSS px (`draw` gets its rectangle) and the table behind a disclosure.
void chart_frame(Ui& ui, std::string_view key, const ChartSpec& spec, float height,
                 const std::function<void(const Rect&)>& draw);

/// Colour of the n-th series; each stands at 3:1 or more on a surface and never says anything alone.
[[nodiscard]] Colour series_colour(const Ui& ui, std::size_t index);

/// The n-th series' sign beside its colour: circle, square, triangle, diamond. `size` is its width, CSS px.
void series_mark(const Ui& ui, std::size_t index, float cx, float cy, float size);

/// A round number that ends a scale from 0, and in how many equal steps it is reached.
struct Scale {
    double top = 1;
    int steps = 4;
};
/// The scale for values up to `largest` (≥ 0).
[[nodiscard]] Scale round_scale(double largest);

/// The greatest value of all series, 0 without any.
[[nodiscard]] double largest_value(std::span<const ChartSeries> series);

}  // namespace ow::ui
