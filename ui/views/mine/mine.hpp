#pragma once
/// 我的: who I am here, what waits for me, and my cases.

#include "ui/views/view.hpp"

namespace ow::ui {

/// #/mine
void draw_mine(const View& view);

/// What programs put into their lists.
extern const Feature mine_feature;

}  // namespace ow::ui
