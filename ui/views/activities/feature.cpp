#include "ui/views/feature.hpp"

#include "src/app/activities/activities.hpp"
#include "src/app/activities/pages.hpp"
#include "ui/views/activities/activities_pages.hpp"

#include <array>

namespace ow::ui {

namespace {

constexpr std::array activities_pages{
    PageView{.page = &app::pages::activities,
             .draw = draw_activities,
             .icon = Icon::calendar,
             .search_entry = "search.entry.activities"},
    PageView{.page = &app::pages::activity, .draw = draw_activity},
};

}  // namespace

const Feature activities_feature{&app::activities::feature, activities_pages};

}  // namespace ow::ui
