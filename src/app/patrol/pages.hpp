#pragma once

#include "src/app/route.hpp"

namespace ow::app {

/// Command::feature of what 随手报 sends: pages that list what waits lead to its form where it was refused.
inline constexpr std::string_view patrol_commands = "patrol";

namespace pages {

/// #/grid/report: what a grid worker saw on the way; "page" is the section of the form
inline constexpr Address patrol{
    .name = "patrol", .pattern = "grid/report?page", .access = Access::staff, .section = "grid", .flow = "patrol"};

}  // namespace pages

}  // namespace ow::app
