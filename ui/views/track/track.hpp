#pragma once
/// 查询进度: what became of it, by number and query code, with no account.

#include "ui/views/view.hpp"

namespace ow::ui {

/// #/track
void draw_track(const View& view);

/// What programs put into their lists.
extern const Feature track_feature;

}  // namespace ow::ui
