#include "ui/views/feature.hpp"

#include "src/app/whole/whole.hpp"
#include "src/app/workbench/pages.hpp"
#include "src/app/workbench/workbench.hpp"
#include "ui/views/workbench/workbench.hpp"

#include <array>

namespace ow::ui {

namespace {

constexpr std::array workbench_pages{
    PageView{.page = &app::pages::workbench, .draw = draw_workbench, .icon = Icon::list_details},
};

}  // namespace

const Feature workbench_feature{&app::workbench::feature, workbench_pages};
const Feature whole_feature{&app::whole::feature, {}};

}  // namespace ow::ui
