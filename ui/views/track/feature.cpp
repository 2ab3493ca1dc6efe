#include "ui/views/feature.hpp"

#include "src/app/track/pages.hpp"
#include "src/app/track/track.hpp"
#include "ui/views/track/track.hpp"

#include <array>

namespace ow::ui {

namespace {

constexpr std::array track_pages{
    PageView{.page = &app::pages::track, .draw = draw_track, .search_entry = "search.entry.track"},
};

}  // namespace

const Feature track_feature{&app::track::feature, track_pages};

}  // namespace ow::ui
