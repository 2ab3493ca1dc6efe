#include "ui/views/feature.hpp"

#include "src/app/info/info.hpp"
#include "src/app/info/pages.hpp"
#include "src/app/notices/notices.hpp"
#include "src/app/notices/pages.hpp"
#include "src/app/search/pages.hpp"
#include "src/app/search/search.hpp"
#include "ui/views/info/info_pages.hpp"

#include <array>

namespace ow::ui {

namespace {

constexpr std::array info_pages{
    PageView{.page = &app::pages::council, .draw = draw_council},
    PageView{.page = &app::pages::supervision, .draw = draw_supervision},
    PageView{.page = &app::pages::help, .draw = draw_help, .search_entry = "search.entry.help"},
    PageView{.page = &app::pages::about, .draw = draw_about, .search_entry = "search.entry.about"},
};

constexpr std::array notices_pages{
    PageView{.page = &app::pages::notices, .draw = draw_notices, .search_entry = "search.entry.notices"},
    PageView{.page = &app::pages::notice, .draw = draw_notice},
};

constexpr std::array search_pages{
    PageView{.page = &app::pages::search, .draw = draw_search_page},
};

}  // namespace

const Feature info_feature{&app::info::feature, info_pages};
const Feature notices_feature{&app::notices::feature, notices_pages};
const Feature search_feature{&app::search::feature, search_pages};

}  // namespace ow::ui
