#pragma once
/// 没写完的: drafts that lie on the server, to be gone on with on this device.

#include "ui/views/view.hpp"

namespace ow::ui {

/// A card with a row for each; draws nothing where there is none.
void draw_drafts(const View& view);

}  // namespace ow::ui
