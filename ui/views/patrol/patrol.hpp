#pragma once
/// 随手报: photo, kind, place.

#include "ui/views/feature.hpp"

namespace ow::ui {

extern const Feature patrol_feature;

void draw_patrol(const View& view);

}  // namespace ow::ui
