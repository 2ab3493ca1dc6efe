#pragma once
/// What was done: number, query code, what happens next and by when.

#include "ui/views/view.hpp"

namespace ow::ui {

/// The receipt of the route's case.
void draw_receipt(const View& view);

/// What programs put into their lists.
extern const Feature receipt_feature;

}  // namespace ow::ui
