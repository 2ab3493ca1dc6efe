#include "src/domain/money.hpp"

#include <catch2/catch_test_macros.hpp>

#include <utility>

using namespace ow::domain;

TEST_CASE("An amount is read as it is typed on a keyboard, a phone or with an input method", "[domain][unit]") {
    for (const auto& [typed, fen] : {std::pair{"0", 0LL},
                                     {"1234.5", 123450LL},
                                     {"1,234.50", 123450LL},
                                     {" 1 234 ", 123400LL},
                                     {"￥12.30", 1230LL},
                                     {"１２．３０", 1230LL},
                                     {"12元", 1200LL},
                                     {"007.05", 705LL},
                                     {"999,999,999,999.99", 99'999'999'999'999LL}}) {
        INFO(typed);
        const auto read = parse_money(typed);
        REQUIRE(read.ok());
        CHECK(read.value().fen == fen);
    }
}

TEST_CASE("What is no amount says why", "[domain][unit]") {
    CHECK(parse_money("  ").error() == FieldCode::required);
    for (const char* typed : {"12.345", "1,23", "1,2345", "12,", ",123", "1.2.3", "abc", "12.", ".", "1e3"}) {
        INFO(typed);
        CHECK(parse_money(typed).error() == FieldCode::format);
    }
    CHECK(parse_money("-1").error() == FieldCode::out_of_range);
    CHECK(parse_money("1000000000000").error() == FieldCode::out_of_range);
}

TEST_CASE("An amount is written in groups of three with two decimals", "[domain][unit]") {
    CHECK(format_money({0}) == "0.00");
    CHECK(format_money({5}) == "0.05");
    CHECK(format_money({123450}) == "1,234.50");
    CHECK(format_money(most_money) == "999,999,999,999.99");
    CHECK(format_money({-120000}) == "-1,200.00");
}
