#include "ui/views/feature.hpp"

#include "src/app/assist/assist.hpp"
#include "src/app/assist/pages.hpp"
#include "ui/views/assist/assist_pages.hpp"

#include <array>

namespace ow::ui {

namespace {

constexpr std::array assist_pages{
    PageView{.page = &app::pages::assisted, .draw = draw_assisted},
    PageView{.page = &app::pages::assisted_new, .draw = draw_assisted_new},
    PageView{.page = &app::pages::assisted_sent, .draw = draw_assisted_sent},
    PageView{.page = &app::pages::assisted_matter, .draw = draw_assisted_matter},
    PageView{.page = &app::pages::assisted_mandate, .draw = draw_assisted_mandate},
    PageView{.page = &app::pages::assisted_fill, .draw = draw_assisted_fill},
    PageView{.page = &app::pages::assisted_check, .draw = draw_assisted_check},
};

}  // namespace

const Feature assist_feature{&app::assist::feature, assist_pages};

}  // namespace ow::ui
