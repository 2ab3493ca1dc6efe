#include "ui/views/feature.hpp"

#include "src/app/my_data/my_data.hpp"
#include "src/app/my_data/pages.hpp"
#include "ui/views/my_data/my_data.hpp"

#include <array>

namespace ow::ui {

namespace {

constexpr std::array my_data_pages{
    PageView{.page = &app::pages::my_data, .draw = draw_my_data, .search_entry = "search.entry.my_data"},
};

}  // namespace

const Feature my_data_feature{&app::my_data::feature, my_data_pages};

}  // namespace ow::ui
