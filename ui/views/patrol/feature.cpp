#include "src/app/patrol/pages.hpp"
#include "src/app/patrol/patrol.hpp"
#include "ui/views/patrol/patrol.hpp"

#include <array>

namespace ow::ui {

namespace {

constexpr std::array patrol_pages{PageView{.page = &app::pages::patrol, .draw = draw_patrol}};

}  // namespace

const Feature patrol_feature{&app::patrol::feature, patrol_pages};

}  // namespace ow::ui
