#include "ui/views/feature.hpp"

#include "src/app/visits/pages.hpp"
#include "src/app/visits/visits.hpp"
#include "ui/views/visits/visits.hpp"

#include <array>

namespace ow::ui {

namespace {

constexpr std::array visit_pages{PageView{.page = &app::pages::visit, .draw = draw_visit}};

}  // namespace

const Feature visits_feature{&app::visits::feature, visit_pages};

}  // namespace ow::ui
