#include "ui/views/feature.hpp"

#include "src/app/services/pages.hpp"
#include "src/app/services/services.hpp"
#include "ui/views/services/services_pages.hpp"

#include <array>

namespace ow::ui {

namespace {

constexpr std::array services_pages{
    PageView{.page = &app::pages::services,
             .draw = draw_services,
             .icon = Icon::file_text,
             .search_entry = "search.entry.services"},
    PageView{.page = &app::pages::service, .draw = draw_service_guide},
};

}  // namespace

const Feature services_feature{&app::services::feature, services_pages};

}  // namespace ow::ui
