#pragma once
/// Whom one can call.

#include "ui/views/view.hpp"

namespace ow::ui {

/// A card of phone numbers; a press dials. Nothing while they are not known.
void draw_phone_rows(const View& view);

}  // namespace ow::ui
