/// The programs: one line a feature. Features hear of what happens in this order.

#include "ui/views/feature.hpp"

#include "src/app/steps/steps.hpp"
#include "src/app/street/street.hpp"
#include "ui/views/appeal/appeal_pages.hpp"
#include "ui/views/cases/case_pages.hpp"
#include "ui/views/gallery/gallery.hpp"
#include "ui/views/home/home.hpp"
#include "ui/views/info/info_pages.hpp"
#include "ui/views/mine/mine.hpp"
#include "ui/views/receipt/receipt.hpp"
#include "ui/views/session/session_pages.hpp"
#include "ui/views/settings/settings.hpp"
#include "ui/views/track/track.hpp"
#include "ui/views/workbench/workbench.hpp"

#include <array>

namespace ow::ui {

namespace {

// Without pages of their own.
constexpr Feature street_feature{&app::street::feature};
constexpr Feature steps_feature{&app::steps::feature};

constexpr std::array features{
    &session_feature, &street_feature,  &filings_feature,  &home_feature,      &notices_feature, &info_feature,
    &appeal_feature,  &receipt_feature, &mine_feature,     &case_page_feature, &steps_feature,   &rating_feature,
    &track_feature,   &search_feature,  &settings_feature, &workbench_feature, &gallery_feature,
};

}  // namespace

std::span<const Feature* const> all_features() { return features; }

std::vector<const app::Feature*> cores(std::span<const Feature* const> of_program) {
    std::vector<const app::Feature*> result;
    for (const Feature* feature : of_program)
        result.push_back(feature->core);
    return result;
}

const PageView* view_of(std::span<const Feature* const> of_program, const app::Address* page) {
    for (const Feature* feature : of_program)
        for (const PageView& view : feature->pages)
            if (view.page == page) return &view;
    return nullptr;
}

}  // namespace ow::ui
