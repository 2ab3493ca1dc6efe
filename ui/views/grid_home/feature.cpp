#include "ui/views/feature.hpp"

#include "src/app/grid_data/grid_data.hpp"
#include "src/app/grid_home/grid_home.hpp"
#include "src/app/grid_home/pages.hpp"
#include "src/app/sun/sun.hpp"
#include "ui/views/grid_home/grid_home.hpp"

#include <array>

namespace ow::ui {

namespace {

constexpr std::array grid_pages{
    PageView{.page = &app::pages::grid, .draw = draw_grid_home, .icon = Icon::map_pin},
};

}  // namespace

const Feature grid_data_feature{&app::grid_data::feature, {}};
const Feature sun_feature{&app::sun::feature, {}};
const Feature grid_home_feature{&app::grid_home::feature, grid_pages};

}  // namespace ow::ui
