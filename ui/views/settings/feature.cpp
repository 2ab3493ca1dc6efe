#include "ui/views/feature.hpp"

#include "src/app/messages/messages.hpp"
#include "src/app/settings/pages.hpp"
#include "src/app/settings/settings.hpp"
#include "ui/views/settings/settings.hpp"

#include <array>

namespace ow::ui {

namespace {

constexpr std::array settings_pages{
    PageView{.page = &app::pages::settings, .draw = draw_settings, .search_entry = "search.entry.settings"},
};

}  // namespace

const Feature settings_feature{&app::settings::feature, settings_pages};
/// It has no page: the settings show it.
const Feature messages_feature{&app::messages::feature, {}};

}  // namespace ow::ui
