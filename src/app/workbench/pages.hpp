#pragma once

#include "src/app/route.hpp"

namespace ow::app {

/// Reads the queue and the case of the workbench's address.
[[nodiscard]] std::optional<std::string> read_workbench(std::string_view name, std::string value);

namespace pages {

/// #/workbench?queue=…&case=…
inline constexpr Address workbench{.name = "workbench",
                                   .pattern = "workbench?queue&case",
                                   .access = Access::staff,
                                   .section = "workbench",
                                   .clocks = Clocks::running,
                                   .navigation = {.resident = 0, .staff = 2},
                                   .read = read_workbench};

}  // namespace pages

}  // namespace ow::app
