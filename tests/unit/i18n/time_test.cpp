#include "src/i18n/time.hpp"

#include <catch2/catch_test_macros.hpp>

#include "src/i18n/text.hpp"

using namespace ow::i18n;

TEST_CASE("Days of the calendar are right, leap days and ages before 1970 included", "[i18n][unit]") {
    const auto is = [](UnixMs moment, int year, int month, int day, int hour, int minute) {
        const CalendarTime time = calendar_time(moment, 0);
        return time.year == year && time.month == month && time.day == day && time.hour == hour &&
               time.minute == minute;
    };
    CHECK(is(0, 1970, 1, 1, 0, 0));
    CHECK(is(-1, 1969, 12, 31, 23, 59));
    CHECK(is(951'782'400'000, 2000, 2, 29, 0, 0));
    CHECK(is(951'868'800'000, 2000, 3, 1, 0, 0));
    CHECK(is(1'795'219'200'000, 2026, 11, 21, 0, 0));
    CHECK(is(-2'203'891'200'000, 1900, 3, 1, 0, 0));
}

TEST_CASE("Whatever zone a device is in, a day begins at midnight of the official time", "[i18n][unit]") {
    const UnixMs sixteen_utc = 1'795'276'800'000;  // 2026-11-21T16:00Z
    CHECK(calendar_time(sixteen_utc - 60'000).day == 21);
    CHECK(calendar_time(sixteen_utc).day == 22);
    CHECK(calendar_time(sixteen_utc).hour == 0);
    CHECK(calendar_time(sixteen_utc).day_number - calendar_time(sixteen_utc - 60'000).day_number == 1);
}

TEST_CASE("Extreme times and lengths never crash a page", "[i18n][unit]") {
    set_current(std::make_shared<Catalogue>("zh-CN"));
    for (const UnixMs moment : {UnixMs{-62'135'596'800'000}, UnixMs{253'402'300'799'000}, UnixMs{0}}) {
        CHECK_FALSE(date_time(moment, 0).empty());
        CHECK_FALSE(remaining(moment, 0).empty());
    }
    CHECK(number(0) == "0");
    set_current(nullptr);
}
