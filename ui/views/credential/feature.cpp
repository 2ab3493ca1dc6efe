#include "ui/views/feature.hpp"

#include "src/app/credential/credential.hpp"
#include "src/app/credential/pages.hpp"
#include "ui/views/credential/credential.hpp"

#include <array>

namespace ow::ui {

namespace {

constexpr std::array credential_pages{PageView{.page = &app::pages::case_show, .draw = draw_case_show}};

}  // namespace

const Feature credential_feature{&app::credential::feature, credential_pages};

}  // namespace ow::ui
