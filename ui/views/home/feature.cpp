#include "ui/views/feature.hpp"

#include "src/app/home/home.hpp"
#include "src/app/home/pages.hpp"
#include "ui/views/home/home.hpp"

#include <array>

namespace ow::ui {

namespace {

constexpr std::array home_pages{
    PageView{.page = &app::pages::home, .draw = draw_home, .icon = Icon::home},
};

}  // namespace

const Feature home_feature{&app::home::feature, home_pages};

}  // namespace ow::ui
