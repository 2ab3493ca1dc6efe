#pragma once

#include "src/app/route.hpp"

namespace ow::app::pages {

/// #/book/<code>: a time at the window of a service
inline constexpr Address book{
    .name = "book", .pattern = "book/:code", .access = Access::resident, .section = "services"};
/// #/bookings: those of one's own
inline constexpr Address bookings{
    .name = "bookings", .pattern = "bookings", .access = Access::resident, .section = "mine"};

}  // namespace ow::app::pages
