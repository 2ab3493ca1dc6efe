#include "ui/views/feature.hpp"

#include "src/app/apply/apply.hpp"
#include "src/app/apply/mending.hpp"
#include "src/app/apply/pages.hpp"
#include "src/app/drafts/drafts.hpp"
#include "ui/views/apply/apply_pages.hpp"

#include <array>

namespace ow::ui {

namespace {

constexpr std::array apply_pages{
    PageView{.page = &app::pages::apply, .draw = draw_apply},
    PageView{.page = &app::pages::apply_page, .draw = draw_apply_page},
};

constexpr std::array mending_pages{PageView{.page = &app::pages::case_mend, .draw = draw_case_mend}};

}  // namespace

const Feature drafts_feature{&app::drafts::feature, {}};
const Feature mending_feature{&app::mending::feature, mending_pages};
const Feature apply_feature{&app::apply::feature, apply_pages};

}  // namespace ow::ui
