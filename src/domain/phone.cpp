#include "src/domain/phone.hpp"

#include <algorithm>

#include "src/domain/text.hpp"

namespace ow::domain {

namespace {
constexpr std::size_t mobile_length = 11;
}

Result<std::string, FieldCode> normalise_phone(std::string_view typed) {
    std::string text = compact_code(typed);
    if (text.empty()) {
        return Failure{FieldCode::required};
    }
    std::erase_if(text, [](char character) { return character == '(' || character == ')'; });
    for (const std::string_view prefix : {"+86", "0086", "86"}) {
        if (text.starts_with(prefix)) {
            text.erase(0, prefix.size());
            break;
        }
    }
    const bool digits = std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (text.size() != mobile_length || !digits || text[0] != '1' || text[1] < '3') {
        return Failure{FieldCode::format};
    }
    return text;
}

std::string mask_phone(std::string_view phone) {
    if (phone.size() != mobile_length) {
        return std::string(count_code_points(phone), '*');
    }
    std::string text(phone.substr(0, 3));
    text += "****";
    text += phone.substr(7);
    return text;
}

std::string group_phone(std::string_view phone) {
    if (phone.size() != mobile_length) {
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
