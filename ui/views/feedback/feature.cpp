#include "ui/views/feature.hpp"

#include "src/app/feedback/feedback.hpp"
#include "src/app/feedback/list.hpp"
#include "src/app/feedback/pages.hpp"
#include "ui/views/feedback/feedback.hpp"

#include <array>

namespace ow::ui {

namespace {

constexpr std::array list_pages{
    PageView{.page = &app::pages::feedback, .draw = draw_feedback_list, .search_entry = "search.entry.feedback"},
};

}  // namespace

const Feature feedback_feature{.core = &app::feedback::feature, .page_end = draw_feedback_row};
const Feature feedback_list_feature{&app::feedback_list::feature, list_pages};

}  // namespace ow::ui
