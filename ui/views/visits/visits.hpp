#pragma once

#include "ui/views/view.hpp"

namespace ow::ui {

/// What programs put into their lists.
extern const Feature visits_feature;

/// One visit (page "visit").
void draw_visit(const View& view);

}  // namespace ow::ui
