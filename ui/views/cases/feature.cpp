#include "ui/views/feature.hpp"

#include "src/app/case_page/case_page.hpp"
#include "src/app/case_page/pages.hpp"
#include "src/app/rating/pages.hpp"
#include "src/app/rating/rating.hpp"
#include "ui/views/cases/case_pages.hpp"

#include <array>

namespace ow::ui {

namespace {

constexpr std::array case_page_pages{
    PageView{.page = &app::pages::case_detail, .draw = draw_case},
    PageView{.page = &app::pages::case_access, .draw = draw_case_access},
};

constexpr std::array rating_pages{
    PageView{.page = &app::pages::case_rate, .draw = draw_case_rate},
};

}  // namespace

const Feature case_page_feature{&app::case_page::feature, case_page_pages};
const Feature rating_feature{&app::rating::feature, rating_pages};

}  // namespace ow::ui
