#pragma once
/// 这页有用吗？ at the end of every page, and the staff's page of what was said.

#include "ui/views/feature.hpp"

namespace ow::ui {

/// One calm row; in its place what was said, or the line under 没用.
void draw_feedback_row(const View& view);
/// #/workbench/feedback
void draw_feedback_list(const View& view);

extern const Feature feedback_feature;
/// Of the staff's program.
extern const Feature feedback_list_feature;

}  // namespace ow::ui
