#pragma once
/// 办事: the list with its search, and the guide of each service.

#include "ui/views/view.hpp"

namespace ow::ui {

void draw_services(const View& view);
void draw_service_guide(const View& view);

// What programs put into their lists.
extern const Feature services_feature;

}  // namespace ow::ui
