#include "ui/views/feature.hpp"

#include "src/app/help_wish/help_wish.hpp"
#include "src/app/help_wish/pages.hpp"
#include "ui/views/help_wish/help_wish.hpp"

#include <array>

namespace ow::ui {

namespace {

constexpr std::array help_wish_pages{
    PageView{.page = &app::pages::assist,
             .draw = draw_assist,
             .icon = Icon::heart_handshake,
             .search_entry = "search.entry.assist"},
};

}  // namespace

const Feature help_wish_feature{&app::help_wish::feature, help_wish_pages};

}  // namespace ow::ui
