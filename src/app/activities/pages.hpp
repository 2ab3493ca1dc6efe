#pragma once

#include "src/app/route.hpp"

namespace ow::app {

/// Command::act of a sign-up.
inline constexpr std::string_view activity_act = "activity";

namespace pages {

/// #/activities: what is to come, and what one signed up for.
inline constexpr Address activities{.name = "activities", .pattern = "activities", .section = "home"};
/// #/activities/<id>
inline constexpr Address activity{.name = "activity", .pattern = "activities/:id", .section = "home"};

}  // namespace pages

}  // namespace ow::app
