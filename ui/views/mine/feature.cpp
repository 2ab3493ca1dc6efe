#include "ui/views/feature.hpp"

#include "src/app/mine/mine.hpp"
#include "src/app/mine/pages.hpp"
#include "ui/views/mine/mine.hpp"

#include <array>

namespace ow::ui {

namespace {

constexpr std::array mine_pages{
    PageView{.page = &app::pages::mine, .draw = draw_mine, .icon = Icon::user, .search_entry = "search.entry.mine"},
};

}  // namespace

const Feature mine_feature{&app::mine::feature, mine_pages};

}  // namespace ow::ui
