#pragma once

#include "ui/views/view.hpp"

namespace ow::ui {

/// Says calmly when what waits on this device cannot be read at the moment, or holds something that this program cannot
/// read. Draws nothing when all is well.
void draw_outbox_health(const View& view);

}  // namespace ow::ui
