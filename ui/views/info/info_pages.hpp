#pragma once
/// Pages that inform: council, figures, help and phones, notices, search, about, not found.

#include "ui/views/view.hpp"

namespace ow::ui {

void draw_council(const View& view);
void draw_supervision(const View& view);
/// 打电话找人: every number with its hours; a press dials.
void draw_help(const View& view);
void draw_notices(const View& view);
/// One notice.
void draw_notice(const View& view);
void draw_search_page(const View& view);
void draw_about(const View& view);
void draw_not_found(const View& view);

// What programs put into their lists.
extern const Feature info_feature;
extern const Feature notices_feature;
extern const Feature search_feature;

}  // namespace ow::ui
