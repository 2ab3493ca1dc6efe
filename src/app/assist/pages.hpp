#pragma once

#include "src/app/route.hpp"

namespace ow::app {

/// Command::feature of what 帮办代办 sends: pages that list what waits lead to #/assisted/sent.
inline constexpr std::string_view assist_commands = "assist";

namespace pages {

/// #/assisted: whom the grid worker helps, and what is not finished
inline constexpr Address assisted{
    .name = "assisted", .pattern = "assisted", .access = Access::staff, .section = "workbench", .flow = "assist"};
/// #/assisted/new: somebody who is not registered yet
inline constexpr Address assisted_new{.name = "assisted_new",
                                      .pattern = "assisted/new",
                                      .access = Access::staff,
                                      .section = "workbench",
                                      .flow = "assist"};
/// #/assisted/sent/<key of a command>: what became of it
inline constexpr Address assisted_sent{.name = "assisted_sent",
                                       .pattern = "assisted/sent/:key",
                                       .access = Access::staff,
                                       .section = "workbench",
                                       .clocks = Clocks::running};
/// #/assisted/<errand>: the person, and what to do for them
inline constexpr Address assisted_matter{.name = "assisted_matter",
                                         .pattern = "assisted/:errand",
                                         .access = Access::staff,
                                         .section = "workbench",
                                         .flow = "assist"};
/// #/assisted/<errand>/mandate: what the person agrees to, and their signature
inline constexpr Address assisted_mandate{.name = "assisted_mandate",
                                          .pattern = "assisted/:errand/mandate",
                                          .access = Access::staff,
                                          .section = "workbench",
                                          .flow = "assist"};
/// #/assisted/<errand>/fill/<page>: one page of the form
inline constexpr Address assisted_fill{.name = "assisted_fill",
                                       .pattern = "assisted/:errand/fill/:page",
                                       .access = Access::staff,
                                       .section = "workbench",
                                       .flow = "assist"};
/// #/assisted/<errand>/check: the person's own page
inline constexpr Address assisted_check{.name = "assisted_check",
                                        .pattern = "assisted/:errand/check",
                                        .access = Access::staff,
                                        .section = "workbench",
                                        .flow = "assist"};

}  // namespace pages

}  // namespace ow::app
