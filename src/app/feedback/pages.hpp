#pragma once

#include "src/app/route.hpp"

namespace ow::app::pages {

/// #/workbench/feedback
inline constexpr Address feedback{
    .name = "feedback", .pattern = "workbench/feedback", .access = Access::staff, .section = "workbench"};

}  // namespace ow::app::pages
