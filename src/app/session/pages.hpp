#pragma once

#include "src/app/route.hpp"

namespace ow::app::pages {

/// #/login?next=…
inline constexpr Address login{.name = "login", .pattern = "login?next", .read = read_local_url};
/// #/login/staff?next=…
inline constexpr Address staff_login{.name = "staff_login", .pattern = "login/staff?next", .read = read_local_url};
/// #/identity?next=…
inline constexpr Address identity{.name = "identity",
                                  .pattern = "identity?next",
                                  .access = Access::resident,
                                  .section = "mine",
                                  .read = read_local_url};

}  // namespace ow::app::pages
