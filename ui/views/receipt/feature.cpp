#include "ui/views/feature.hpp"

#include "src/app/receipt/pages.hpp"
#include "src/app/receipt/receipt.hpp"
#include "ui/views/receipt/receipt.hpp"

#include <array>

namespace ow::ui {

namespace {

constexpr std::array receipt_pages{
    PageView{.page = &app::pages::receipt, .draw = draw_receipt},
};

}  // namespace

const Feature receipt_feature{&app::receipt::feature, receipt_pages};

}  // namespace ow::ui
