#pragma once
#include "ui/views/view.hpp"

namespace ow::ui {

/// 首页: who and where, search, what waits for me, the four choices, life events, notices. In elder mode at most six
/// choices, words before pictures, the phone first.
void draw_home(const View& view);

/// What programs put into their lists.
extern const Feature home_feature;

}  // namespace ow::ui
