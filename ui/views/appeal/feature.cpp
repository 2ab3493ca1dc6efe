#include "ui/views/feature.hpp"

#include "src/app/appeal/appeal.hpp"
#include "src/app/appeal/pages.hpp"
#include "src/app/filings/filings.hpp"
#include "src/app/filings/pages.hpp"
#include "ui/views/appeal/appeal_pages.hpp"

#include <array>

namespace ow::ui {

namespace {

constexpr std::array appeal_pages{
    PageView{.page = &app::pages::appeals, .draw = draw_appeals, .icon = Icon::message_report},
    PageView{.page = &app::pages::appeal_form,
             .draw = draw_appeal_form,
             .search_entry = "search.entry.appeal",
             .search_id = "kind"},
    PageView{.page = &app::pages::appeal_similar, .draw = draw_appeal_form},
};

constexpr std::array filings_pages{
    PageView{.page = &app::pages::appeal_sent, .draw = draw_appeal_sent},
};

}  // namespace

const Feature appeal_feature{&app::appeal::feature, appeal_pages};
const Feature filings_feature{&app::filings::feature, filings_pages};

}  // namespace ow::ui
