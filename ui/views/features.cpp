/// All features, for the tests. A program of the web has a list of its own (ow_program in cmake/web.cmake), which
/// stands in for this one; features hear of what happens in the list's order.

#include "ui/views/feature.hpp"

#include "ui/views/appeal/appeal_pages.hpp"
#include "ui/views/apply/apply_pages.hpp"
#include "ui/views/cases/case_pages.hpp"
#include "ui/views/feedback/feedback.hpp"
#include "ui/views/gallery/gallery.hpp"
#include "ui/views/home/home.hpp"
#include "ui/views/info/info_pages.hpp"
#include "ui/views/mine/mine.hpp"
#include "ui/views/receipt/receipt.hpp"
#include "ui/views/services/services_pages.hpp"
#include "ui/views/session/session_pages.hpp"
#include "ui/views/settings/settings.hpp"
#include "ui/views/track/track.hpp"
#include "ui/views/workbench/workbench.hpp"

#include <array>

namespace ow::ui {

namespace {

constexpr std::array features{
    &session_feature, &street_feature,   &filings_feature,       &home_feature,      &notices_feature,
    &info_feature,    &services_feature, &apply_feature,         &mending_feature,   &appeal_feature,
    &receipt_feature, &mine_feature,     &case_page_feature,     &steps_feature,     &rating_feature,
    &track_feature,   &search_feature,   &settings_feature,      &workbench_feature, &staff_login_feature,
    &gallery_feature, &feedback_feature, &feedback_list_feature, &messages_feature,
};

}  // namespace

std::span<const Feature* const> all_features() { return features; }

}  // namespace ow::ui
