#include "src/domain/money.hpp"

#include <algorithm>
#include <cstdlib>

#include "src/domain/typed_code.hpp"

namespace ow::domain {

namespace {

constexpr std::size_t group = 3;
constexpr std::size_t most_digits = 12;

/// Takes what stands before or after the number: the signs of the currency.
void strip(std::string& text) {
    for (const std::string_view sign : {"\xC2\xA5", "\xEF\xBF\xA5", "CNY", "RMB"}) {
        if (text.starts_with(sign)) {
            text.erase(0, sign.size());
        }
    }
    constexpr std::string_view yuan = "\xE5\x85\x83";
    if (text.ends_with(yuan)) {
        text.erase(text.size() - yuan.size());
    }
}

bool is_number(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

Result<Money, FieldCode> parse_money(std::string_view typed) {
    std::string text = numeral(typed);
    strip(text);
    if (text.empty()) {
        return Failure{FieldCode::required};
    }
    const bool negative = text[0] == '-';
    if (negative) {
        text.erase(0, 1);
    }
    const std::size_t point = text.find('.');
    std::string whole = text.substr(0, point);
    std::string cents = point == std::string::npos ? "0" : text.substr(point + 1);
    if (!is_number(whole) || !is_number(cents) || cents.size() > 2) {
        return Failure{FieldCode::format};
    }
    whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size() - 1));
    if (negative || whole.size() > most_digits) {
        return Failure{FieldCode::out_of_range};
    }
    if (cents.size() == 1) {
        cents += '0';
    }
    return Money{std::strtoll(whole.c_str(), nullptr, 10) * 100 + std::strtoll(cents.c_str(), nullptr, 10)};
}

std::string format_money(Money amount) {
    const std::int64_t fen = amount.fen < 0 ? -amount.fen : amount.fen;
    std::string whole = std::to_string(fen / 100);
    for (std::size_t at = whole.size(); at > group; at -= group) {
        whole.insert(at - group, ",");
    }
    const std::string cents = std::to_string(100 + fen % 100);
    return (amount.fen < 0 ? "-" : "") + whole + "." + cents.substr(1);
}

}  // namespace ow::domain
