#pragma once
/// 预约取号: a time at a window, and those of one's own.

#include "ui/views/view.hpp"

namespace ow::ui {

/// #/book/<code>
void draw_book(const View& view);
/// #/bookings
void draw_bookings(const View& view);

// What programs put into their lists.
extern const Feature booking_feature;

}  // namespace ow::ui
