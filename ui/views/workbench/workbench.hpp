#pragma once
/// 工作台: queues, one list by due time, the case that is open. Three panes, two, or one at a time by the room there
/// is.

#include "ui/views/view.hpp"

namespace ow::ui {

/// #/workbench?queue=…&case=…
void draw_workbench(const View& view);

/// What programs put into their lists.
extern const Feature workbench_feature;
/// 查看完整号码 has no page of its own.
extern const Feature whole_feature;

}  // namespace ow::ui
