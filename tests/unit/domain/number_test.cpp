#include "src/domain/number_text.hpp"

#include <array>
#include <bit>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

using namespace ow::domain;

namespace {

/// What the C library writes with the fewest of 15, 16 and 17 digits that read back.
std::string expected(double number) {
    std::array<char, 32> text{};
    for (int precision = 15; precision <= 17; ++precision) {
        std::snprintf(text.data(), text.size(), "%.*g", precision, number);
        if (std::strtod(text.data(), nullptr) == number) {
            break;
        }
    }
    return text.data();
}

}  // namespace

TEST_CASE("A number is written as short as it can be read back", "[domain][unit]") {
    CHECK(number_text(0) == "0");
    CHECK(number_text(-0.0) == "0");
    CHECK(number_text(-42) == "-42");
    CHECK(number_text(0.1) == "0.1");
    CHECK(number_text(-0.00012) == "-0.00012");
    CHECK(number_text(0.000012) == "1.2e-05");
    CHECK(number_text(120.5833) == "120.5833");
    CHECK(number_text(9007199254740992.0) == "9007199254740992");
    CHECK(number_text(1e100) == "1e+100");
    CHECK(number_text(std::numeric_limits<double>::denorm_min()) == "4.94065645841247e-324");
}

TEST_CASE("Any number is written as the C library and the server write it", "[domain][unit][contract]") {
    std::mt19937_64 random(20261126);
    std::uniform_real_distribution<double> place(-180, 180);
    std::vector<std::string> wrong;
    for (int i = 0; i < 20000; ++i) {
        const auto any = std::bit_cast<double>(random());
        for (const double number : {any, place(random), std::round(place(random) * 1e6) / 1e6, any * 0 + i / 7.0}) {
            if (!std::isfinite(number) || is_exact_whole(number)) {
                continue;
            }
            if (number_text(number) != expected(number)) {
                wrong.push_back(number_text(number) + " is not " + expected(number));
            }
        }
    }
    CHECK(wrong == std::vector<std::string>{});
}
