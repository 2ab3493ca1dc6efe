#pragma once
#include "ui/views/view.hpp"

namespace ow::ui {

/// 设置: reader mode, text size, contrast, motion, reach, language, reading aloud; every change is applied at once.
void draw_settings(const View& view);

/// What programs put into their lists.
extern const Feature settings_feature;
extern const Feature messages_feature;

}  // namespace ow::ui
