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

/// design/README.md, `.sun`: the elder colours and edges at the sizes that were chosen.
void in_the_sun(const app::Model& model, Theme& theme) {
    if (!model.get<app::sun::Model>().on) return;
    const Theme elder = make_theme({.mode = Mode::elder}, false);
    theme.colour = elder.colour;
    theme.size.stroke = elder.size.stroke;
}

}  // namespace

const Feature grid_data_feature{&app::grid_data::feature, {}};
const Feature sun_feature{.core = &app::sun::feature, .light = in_the_sun};
const Feature grid_home_feature{&app::grid_home::feature, grid_pages};

}  // namespace ow::ui
