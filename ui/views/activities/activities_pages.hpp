#pragma once
/// 社区活动: what is to come and one's own, and one of them with signing up.

#include "ui/views/view.hpp"

namespace ow::ui {

/// #/activities
void draw_activities(const View& view);
/// #/activities/<id>
void draw_activity(const View& view);

// What programs put into their lists.
extern const Feature activities_feature;

}  // namespace ow::ui
