#pragma once
/// What was done: number, query code, what happens next and by when.

#include "ui/views/view.hpp"

namespace ow::ui {

/// The receipt of the route's case.
void draw_receipt(const View& view);

}  // namespace ow::ui
