#pragma once
/// 请人帮办: asking somebody to come, what became of it, and the phones.

#include "ui/views/view.hpp"

namespace ow::ui {

void draw_assist(const View& view);

// What programs put into their lists.
extern const Feature help_wish_feature;

}  // namespace ow::ui
