#include "src/domain/id_number.hpp"

#include <array>

#include "src/domain/ids.hpp"
#include "src/domain/text.hpp"

namespace ow::domain {

namespace {

constexpr std::size_t length = 18;
constexpr std::size_t birth_at = 6;

int to_int(std::string_view digits) {
    int value = 0;
    for (const char digit : digits) {
        value = value * 10 + (digit - '0');
    }
    return value;
}

bool has_form(std::string_view text) {
    if (text.size() != length || text[0] == '0') {
        return false;
    }
    for (std::size_t index = 0; index < length; ++index) {
        const bool digit = text[index] >= '0' && text[index] <= '9';
        const bool last_x = index + 1 == length && text[index] == 'X';
        if (!digit && !last_x) {
            return false;
        }
    }
    return true;
}

}  // namespace

char id_number_check(std::string_view digits17) {
    // GB 11643-1999, annex A: weight of position i (from the right, check = 1) is 2^(i-1) mod 11.
    constexpr std::array<int, 17> weights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    constexpr std::string_view checks = "10X98765432";
    int sum = 0;
    for (std::size_t index = 0; index < weights.size() && index < digits17.size(); ++index) {
        sum += (digits17[index] - '0') * weights[index];
    }
    return checks[static_cast<std::size_t>(sum % 11)];
}

Result<IdNumber, FieldCode> parse_id_number(std::string_view typed, CivilDate today) {
    auto read = read_code(typed, length, has_form);
    if (!read) {
        return Failure{read.error()};
    }
    std::string text = std::move(*read);
    const std::string_view view = text;
    const CivilDate birth{to_int(view.substr(birth_at, 4)), to_int(view.substr(birth_at + 4, 2)),
                          to_int(view.substr(birth_at + 6, 2))};
    if (!is_valid_date(birth) || birth.year < 1900 || birth > today) {
        return Failure{FieldCode::date};
    }
    if (id_number_check(view.substr(0, length - 1)) != text.back()) {
        return Failure{FieldCode::checksum};
    }
    return IdNumber{std::move(text), birth};
}

std::string group_id_number(std::string_view id_number) {
    if (id_number.size() != length) {
        return std::string(id_number);
    }
    constexpr std::size_t rest_at = 14;
    std::string text(id_number.substr(0, birth_at));
    text += ' ';
    text += id_number.substr(birth_at, rest_at - birth_at);
    text += ' ';
    text += id_number.substr(rest_at);
    return text;
}

std::string mask_id_number(std::string_view id_number) {
    if (id_number.size() != length) {
        return std::string(count_code_points(id_number), '*');
    }
    std::string text(length, '*');
    text.front() = id_number.front();
    text.back() = id_number.back();
    return text;
}

}  // namespace ow::domain
