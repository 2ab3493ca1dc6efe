#pragma once

#include "ui/views/view.hpp"

namespace ow::ui {

/// Without pages of its own.
extern const Feature grid_data_feature;
extern const Feature sun_feature;
/// What programs put into their lists.
extern const Feature grid_home_feature;

/// The grid worker's day (page "grid").
void draw_grid_home(const View& view);

}  // namespace ow::ui
