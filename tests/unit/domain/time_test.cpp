#include "src/domain/time.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace ow::domain;

namespace {
constexpr int china = 480;
}

TEST_CASE("Every day of eight hundred years is found again", "[domain][unit]") {
    for (std::int64_t day = -146'097; day <= 146'097; ++day) {
        const CivilDate date = civil_from_days(day);
        if (days_from_civil(date) != day || !is_valid_date(date)) {
            FAIL("day " << day << " became " << date.year << '-' << date.month << '-' << date.day);
        }
    }
    CHECK(civil_from_days(0) == CivilDate{1970, 1, 1});
    CHECK(weekday({1970, 1, 1}) == 4);
    CHECK(weekday({2026, 11, 21}) == 6);
    CHECK(weekday({1969, 12, 28}) == 0);
}

TEST_CASE("Days that do not exist are refused", "[domain][unit]") {
    CHECK(is_valid_date({2028, 2, 29}));
    CHECK_FALSE(is_valid_date({2026, 2, 29}));
    CHECK_FALSE(is_valid_date({1900, 2, 29}));
    CHECK_FALSE(is_valid_date({2026, 4, 31}));
    CHECK_FALSE(is_valid_date({2026, 13, 1}));
    CHECK_FALSE(is_valid_date({2026, 0, 1}));
    CHECK_FALSE(is_valid_date({0, 1, 1}));
}

TEST_CASE("The clock on the wall is the one of the zone", "[domain][unit]") {
    const Instant at = from_civil({{2026, 11, 21}, 0, 5, 9, 7}, china);
    const CivilTime utc = to_civil(at, 0);
    CHECK(utc.date == CivilDate{2026, 11, 20});
    CHECK(utc.hour == 16);
    CHECK(to_civil(at, china) == CivilTime{{2026, 11, 21}, 0, 5, 9, 7});
    CHECK(to_civil(Instant{-1}, 0) == CivilTime{{1969, 12, 31}, 23, 59, 59, 999});
}

TEST_CASE("Yesterday ends at midnight of the zone", "[domain][unit]") {
    const Instant evening = from_civil({{2026, 11, 20}, 23, 59, 0, 0}, china);
    const Instant morning = from_civil({{2026, 11, 21}, 0, 1, 0, 0}, china);
    CHECK(calendar_days_between(evening, morning, china) == 1);
    CHECK(calendar_days_between(morning, evening, china) == -1);
    CHECK(calendar_days_between(evening, morning, 0) == 0);
}

TEST_CASE("Times of the API are read with any zone and written back", "[domain][unit]") {
    const auto at = parse_iso8601("2026-11-21T13:05:09.123+08:00");
    REQUIRE(at);
    CHECK(format_iso8601(*at, china) == "2026-11-21T13:05:09.123+08:00");
    CHECK(format_iso8601(*at, 0) == "2026-11-21T05:05:09.123Z");
    CHECK(parse_iso8601("2026-11-21T05:05:09.123Z") == at);
    CHECK(parse_iso8601("2026-11-21 05:05:09,1239z") == at);
    CHECK(parse_iso8601("2026-11-20T23:35:09.123-0530") == at);
    CHECK(format_iso8601(Instant{0}, -90) == "1969-12-31T22:30:00-01:30");
    CHECK(parse_iso8601("1970-01-01T00:00Z") == Instant{0});
}

TEST_CASE("What is no time is refused", "[domain][unit]") {
    for (const char* text :
         {"", "yesterday", "2026-11-21", "2026-11-21T13:05:09", "2026-02-30T00:00:00Z", "2026-11-21T24:00:00Z",
          "2026-11-21T13:60:00Z", "2026-11-21T13:05:09Zx", "2026-11-21T13:05:09.Z", "2026-11-21T13:05:09+8",
          "2026-11-21T13:05:09+25:00", "20261121T130509Z", "2026-11-21T13:05:"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_iso8601(text));
    }
}
