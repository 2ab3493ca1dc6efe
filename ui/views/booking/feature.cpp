#include "ui/views/feature.hpp"

#include "src/app/booking/booking.hpp"
#include "src/app/booking/pages.hpp"
#include "ui/views/booking/booking_pages.hpp"

#include <array>

namespace ow::ui {

namespace {

constexpr std::array booking_pages{
    PageView{.page = &app::pages::book, .draw = draw_book},
    PageView{.page = &app::pages::bookings,
             .draw = draw_bookings,
             .icon = Icon::calendar,
             .search_entry = "search.entry.bookings"},
};

}  // namespace

const Feature booking_feature{&app::booking::feature, booking_pages};

}  // namespace ow::ui
