#include "src/domain/phone.hpp"

#include <algorithm>
#include <optional>

#include "src/domain/text.hpp"
#include "src/domain/typed_code.hpp"

namespace ow::domain {

namespace {

constexpr std::size_t mobile_length = 11;
constexpr std::size_t most_extension = 6;

bool is_between(std::size_t size, std::size_t least, std::size_t most) { return size >= least && size <= most; }

bool is_mobile(std::string_view text) {
    return text.size() == mobile_length && is_digits(text) && text[0] == '1' && text[1] >= '3';
}

/// Length of the area code of a landline, 0 where it is none: 010 and 02x, else four digits.
std::size_t area_length(std::string_view digits) {
    if (!is_between(digits.size(), 10, 12) || !is_digits(digits) || digits[0] != '0' || digits[1] == '0' ||
        (digits[1] == '1' && digits[2] != '0')) {
        return 0;
    }
    const std::size_t area = digits[1] < '3' ? 3 : 4;
    return is_between(digits.size() - area, 7, 8) && digits[area] >= '2' ? area : 0;
}

bool is_landline(std::string_view digits) { return area_length(digits) != 0; }

bool is_service(std::string_view digits) {
    return digits.size() == 10 && is_digits(digits) && (digits.starts_with("400") || digits.starts_with("800"));
}

std::optional<std::string> landline(std::string_view digits) {
    const std::size_t area = area_length(digits);
    if (area == 0) {
        return std::nullopt;
    }
    std::string text(digits.substr(0, area));
    text += '-';
    text += digits.substr(area);
    return text;
}

/// The number of digits written with or without a country code.
std::optional<std::string> national(bool plus, std::string_view digits) {
    if (plus || digits.starts_with("00")) {
        digits.remove_prefix(plus ? 0 : 2);
        if (!digits.starts_with("86")) {
            const bool abroad = is_between(digits.size(), 8, 15) && digits[0] != '0';
            return abroad ? std::optional("+" + std::string(digits)) : std::nullopt;
        }
        digits.remove_prefix(2);
        if (is_service(digits)) {
            return std::string(digits);
        }
        return landline(digits.starts_with('0') ? std::string(digits) : "0" + std::string(digits));
    }
    const bool local = is_between(digits.size(), 7, 8) && is_between(static_cast<std::size_t>(digits[0]), '2', '8');
    return is_service(digits) || local ? std::optional(std::string(digits)) : landline(digits);
}

/// A number as it stands alone: an optional plus, digits in groups, an optional extension.
struct WrittenNumber {
    bool plus = false;
    std::string digits;
    std::string extension;
    std::size_t last_group = 0;  ///< where the last group of digits begins
};

std::optional<WrittenNumber> read_written(const FoldedText& folded) {
    WrittenNumber number;
    bool apart = false;
    bool in_extension = false;
    int marks = 0;  // "ext. #12" has two, as the two characters of its Chinese word are
    for (std::size_t at = 0; at < folded.text.size(); ++at) {
        const char c = folded.text[at];
        if (c == '(' || c == ')') {
            apart = true;
            continue;
        }
        const bool mark = c == '#' || c == 'X' || std::string_view(folded.text).substr(at).starts_with("EXT");
        if (c == '+' && !number.plus && number.digits.empty() && !in_extension) {
            number.plus = true;
        } else if (mark && !number.digits.empty() && number.extension.empty() && (!in_extension || c == '#')) {
            at += c == 'E' ? 2 : 0;
            in_extension = true;
            if (++marks > 2) {
                return std::nullopt;
            }
        } else if (c >= '0' && c <= '9') {
            if (in_extension) {
                number.extension += c;
            } else {
                if (!number.digits.empty() && (apart || !folded.joined[at])) {
                    number.last_group = number.digits.size();
                }
                number.digits += c;
            }
        } else {
            return std::nullopt;
        }
        apart = false;
    }
    const bool whole =
        !number.digits.empty() && number.extension.size() <= most_extension && in_extension != number.extension.empty();
    return whole ? std::optional(std::move(number)) : std::nullopt;
}

}  // namespace

Result<std::string, FieldCode> normalise_phone(std::string_view typed) {
    if (count_code_points(typed) > most_pasted) {
        return Failure{FieldCode::format};
    }
    std::string text = fold(typed).text;
    std::erase_if(text, [](char character) { return character == '(' || character == ')'; });
    if (text.empty()) {
        return Failure{FieldCode::required};
    }
    if (text.size() > mobile_length) {
        for (const std::string_view prefix : {"+86", "0086", "86"}) {
            if (text.starts_with(prefix) && is_mobile(std::string_view(text).substr(prefix.size()))) {
                return text.substr(prefix.size());
            }
        }
    }
    if (is_mobile(text)) {
        return text;
    }
    auto found = find_code(typed, mobile_length, is_mobile);
    if (!found) {
        return Failure{FieldCode::format};
    }
    return *std::move(found);
}

Result<std::string, FieldCode> normalise_callable(std::string_view typed) {
    auto mobile = normalise_phone(typed);
    if (mobile.ok() || mobile.error() == FieldCode::required || count_code_points(typed) > most_pasted) {
        return mobile;
    }
    const auto written = read_written(fold(typed));
    if (!written) {
        for (const std::size_t length : {12U, 11U, 10U}) {
            if (const auto found = find_code(typed, length, is_landline)) {
                return *landline(*found);
            }
        }
        return Failure{FieldCode::format};
    }
    const std::string_view digits = written->digits;
    std::optional<std::string> number;
    std::string extension = written->extension;
    const std::size_t last = written->last_group;
    if (extension.empty() && last > 0 && digits.size() - last <= most_extension) {
        // What stands before the last group is a whole number already: the group is an extension.
        number = landline(digits.substr(0, last));
        extension = number ? digits.substr(last) : std::string_view{};
    }
    if (!number) {
        number = national(written->plus, digits);
    }
    if (!number) {
        return Failure{FieldCode::format};
    }
    return extension.empty() ? *number : *number + "-" + extension;
}

std::string mask_phone(std::string_view phone) {
    const std::size_t dash = phone.find('-');
    std::string text;
    if (dash != std::string_view::npos && phone[0] == '0') {
        const std::string_view number = phone.substr(dash + 1, phone.find('-', dash + 1) - dash - 1);
        text += phone.substr(0, dash + 1);
        text += "****";
        text += number.substr(std::min<std::size_t>(number.size(), 4));
        return text;
    }
    phone = phone.substr(0, dash);
    if (phone.size() < 7) {
        return std::string(count_code_points(phone), '*');
    }
    const bool mobile = phone.size() == mobile_length;
    text += phone.substr(0, mobile ? 3 : std::min<std::size_t>(4, phone.size() - 6));
    text += "****";
    text += mobile ? phone.substr(7) : phone.substr(phone.size() - 2);
    return text;
}

std::string group_phone(std::string_view phone) {
    if (phone.size() != mobile_length || !is_digits(phone)) {
        return std::string(phone);
    }
    std::string text(phone.substr(0, 3));
    text += ' ';
    text += phone.substr(3, 4);
    text += ' ';
    text += phone.substr(7);
    return text;
}

}  // namespace ow::domain
