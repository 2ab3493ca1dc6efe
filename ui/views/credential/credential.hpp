#pragma once
/// 亮证: a granted decision to hold out at a counter (#/cases/<number>/show).

#include "ui/views/view.hpp"

namespace ow::ui {

/// Name, number, last day, a large code that leads to the page that confirms it, and the way to print it.
void draw_case_show(const View& view);

// What programs put into their lists.
extern const Feature credential_feature;

}  // namespace ow::ui
