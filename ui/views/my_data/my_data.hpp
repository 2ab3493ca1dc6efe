#pragma once
/// 我的信息: what is kept, who looked, who helps.

#include "ui/views/view.hpp"

namespace ow::ui {

void draw_my_data(const View& view);

// What programs put into their lists.
extern const Feature my_data_feature;

}  // namespace ow::ui
