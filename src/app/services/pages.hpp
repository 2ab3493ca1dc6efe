#pragma once

#include "src/app/route.hpp"

namespace ow::app::pages {

/// #/services, all of them: "event", "group" and "department" name what is looked through, "show" is "all" or "can".
inline constexpr Address services{.name = "services",
                                  .pattern = "services?event&group&department&show",
                                  .section = "services",
                                  .navigation = {.resident = 2, .staff = 3}};
/// #/services/<code>: the guide of one
inline constexpr Address service{.name = "service", .pattern = "services/:code", .section = "services"};

}  // namespace ow::app::pages
