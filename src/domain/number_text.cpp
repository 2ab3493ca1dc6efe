#include "src/domain/number_text.hpp"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>

namespace ow::domain {

namespace {

/// 2^53: up to here a double holds every whole number.
constexpr double exact_whole = 9007199254740992.0;

/// What "%.*g" makes of it: trailing zeros go, and the exponent when it is small.
std::string general(const std::string& scientific, int precision) {
    const std::size_t mark = scientific.find('e');
    std::string digits = scientific.substr(0, mark);
    int exponent = 0;
    const char* from = scientific.data() + mark + 1;
    std::from_chars(*from == '+' ? from + 1 : from, scientific.data() + scientific.size(), exponent);
    const bool negative = digits.front() == '-';
    std::erase_if(digits, [](char c) { return c == '-' || c == '.'; });
    digits.erase(digits.find_last_not_of('0') + 1);
    std::string text = negative ? "-" : "";
    if (exponent < -4 || exponent >= precision) {
        text += digits.front();
        if (digits.size() > 1) {
            text += "." + digits.substr(1);
        }
        const std::string power = std::to_string(std::abs(exponent));
        return text + (exponent < 0 ? "e-" : "e+") + (power.size() < 2 ? "0" : "") + power;
    }
    if (exponent < 0) {
        return text + "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + digits;
    }
    const auto whole = static_cast<std::size_t>(exponent) + 1;
    if (digits.size() <= whole) {
        return text + digits + std::string(whole - digits.size(), '0');
    }
    return text + digits.substr(0, whole) + "." + digits.substr(whole);
}

}  // namespace

bool is_exact_whole(double number) { return std::trunc(number) == number && std::fabs(number) < exact_whole; }

std::string number_text(double number) {
    if (is_exact_whole(number)) {
        return std::to_string(static_cast<std::int64_t>(number));
    }
    for (int precision = 15;; ++precision) {
        const std::string text = scientific(number, precision);
        if (precision == 17 || std::strtod(text.c_str(), nullptr) == number) {
            return general(text, precision);
        }
    }
}

}  // namespace ow::domain
