#include "ui/views/feature.hpp"

#include "src/app/session/pages.hpp"
#include "src/app/session/session.hpp"
#include "ui/views/session/session_pages.hpp"

#include <array>

namespace ow::ui {

namespace {

constexpr std::array session_pages{
    PageView{.page = &app::pages::login, .draw = draw_login},
    PageView{.page = &app::pages::identity, .draw = draw_identity},
};

constexpr std::array staff_login_pages{
    PageView{.page = &app::pages::staff_login, .draw = draw_staff_login},
};

}  // namespace

const Feature session_feature{&app::session::feature, session_pages};
/// It has no page.
const Feature session_again_feature{&app::session::again_feature, {}};
const Feature staff_login_feature{nullptr, staff_login_pages};

}  // namespace ow::ui
