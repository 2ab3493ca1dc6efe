#include "src/domain/text.hpp"

#include <algorithm>
#include <array>

namespace ow::domain {

namespace {

constexpr char32_t replacement = 0xFFFD;

bool is_continuation(unsigned char byte) { return (byte & 0xC0U) == 0x80U; }

struct Decoded {
    char32_t code_point;
    std::size_t length;
    bool valid;
};

/// RFC 3629, section 4.
Decoded decode(std::string_view text, std::size_t offset) {
    const auto byte = [&](std::size_t ahead) { return static_cast<unsigned char>(text[offset + ahead]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80U) {
        return {lead, 1, true};
    }
    std::size_t length = 0;
    char32_t code_point = 0;
    char32_t smallest = 0;
    if ((lead & 0xE0U) == 0xC0U) {
        length = 2, code_point = lead & 0x1FU, smallest = 0x80;
    } else if ((lead & 0xF0U) == 0xE0U) {
        length = 3, code_point = lead & 0x0FU, smallest = 0x800;
    } else if ((lead & 0xF8U) == 0xF0U) {
        length = 4, code_point = lead & 0x07U, smallest = 0x10000;
    } else {
        return {replacement, 1, false};
    }
    if (offset + length > text.size()) {
        return {replacement, 1, false};
    }
    for (std::size_t index = 1; index < length; ++index) {
        if (!is_continuation(byte(index))) {
            return {replacement, 1, false};
        }
        code_point = (code_point << 6U) | (byte(index) & 0x3FU);
    }
    const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
    if (code_point < smallest || code_point > 0x10FFFF || surrogate) {
        return {replacement, 1, false};
    }
    return {code_point, length, true};
}

bool is_ascii_letter(char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
}

char lower(char character) {
    return character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a') : character;
}

}  // namespace

bool is_valid_utf8(std::string_view text) {
    for (std::size_t offset = 0; offset < text.size();) {
        const Decoded decoded = decode(text, offset);
        if (!decoded.valid) {
            return false;
        }
        offset += decoded.length;
    }
    return true;
}

char32_t next_code_point(std::string_view text, std::size_t& offset) {
    const Decoded decoded = decode(text, offset);
    offset += decoded.length;
    return decoded.code_point;
}

std::size_t count_code_points(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t offset = 0; offset < text.size(); ++count) {
        next_code_point(text, offset);
    }
    return count;
}

bool is_white_space(char32_t code_point) {
    return (code_point >= 0x09 && code_point <= 0x0D) || code_point == 0x20 || code_point == 0xA0 ||
           code_point == 0x3000 || code_point == 0xFEFF;
}

std::string_view trim(std::string_view text) {
    std::size_t start = text.size();
    std::size_t end = 0;
    for (std::size_t offset = 0; offset < text.size();) {
        const std::size_t before = offset;
        if (!is_white_space(next_code_point(text, offset))) {
            start = std::min(start, before);
            end = offset;
        }
    }
    return start < end ? text.substr(start, end - start) : std::string_view{};
}

std::size_t trimmed_length(std::string_view text) { return count_code_points(trim(text)); }

std::string to_lower_ascii(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), lower);
    return result;
}

std::string to_half_width(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t offset = 0; offset < text.size();) {
        const std::size_t before = offset;
        const char32_t code_point = next_code_point(text, offset);
        if (code_point >= 0xFF01 && code_point <= 0xFF5E) {
            result += static_cast<char>(code_point - 0xFF01 + '!');
        } else if (code_point == 0x3000) {
            result += ' ';
        } else {
            result += text.substr(before, offset - before);
        }
    }
    return result;
}

std::string compact_code(std::string_view typed) {
    const std::string half = to_half_width(typed);
    std::string result;
    result.reserve(half.size());
    for (std::size_t offset = 0; offset < half.size();) {
        const std::size_t before = offset;
        const char32_t code_point = next_code_point(half, offset);
        if (is_white_space(code_point) || code_point == U'-') {
            continue;
        }
        if (code_point >= U'a' && code_point <= U'z') {
            result += static_cast<char>(code_point - U'a' + U'A');
        } else {
            result += std::string_view(half).substr(before, offset - before);
        }
    }
    return result;
}

std::string normalise_line_breaks(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t index = 0; index < text.size(); ++index) {
        if (text[index] != '\r') {
            result += text[index];
            continue;
        }
        result += '\n';
        if (index + 1 < text.size() && text[index + 1] == '\n') {
            ++index;
        }
    }
    return result;
}

bool has_control_characters(std::string_view text, bool line_breaks_allowed) {
    for (std::size_t offset = 0; offset < text.size();) {
        const char32_t code_point = next_code_point(text, offset);
        const bool control = code_point < 0x20 || (code_point >= 0x7F && code_point <= 0x9F);
        const bool kept = line_breaks_allowed && (code_point == U'\n' || code_point == U'\t');
        if (control && !kept) {
            return true;
        }
    }
    return false;
}

std::size_t utf16_length(std::string_view text) { return utf16_offset(text, text.size()); }

std::size_t utf8_offset(std::string_view text, std::size_t utf16_offset) {
    std::size_t units = 0;
    std::size_t offset = 0;
    while (offset < text.size()) {
        std::size_t after = offset;
        const char32_t code_point = next_code_point(text, after);
        units += code_point > 0xFFFF ? 2U : 1U;
        if (units > utf16_offset) {
            break;
        }
        offset = after;
    }
    return offset;
}

std::size_t utf16_offset(std::string_view text, std::size_t utf8_offset) {
    std::size_t units = 0;
    for (std::size_t offset = 0; offset < text.size();) {
        const char32_t code_point = next_code_point(text, offset);
        if (offset > utf8_offset) {
            break;
        }
        units += code_point > 0xFFFF ? 2U : 1U;
    }
    return units;
}

std::string_view first_code_points(std::string_view text, std::size_t count) {
    std::size_t offset = 0;
    for (; count > 0 && offset < text.size(); --count) {
        next_code_point(text, offset);
    }
    return text.substr(0, offset);
}

bool contains_folded(std::string_view text, std::string_view needle) {
    const auto same = [](char left, char right) {
        return left == right || (is_ascii_letter(left) && lower(left) == lower(right));
    };
    return std::search(text.begin(), text.end(), needle.begin(), needle.end(), same) != text.end() || needle.empty();
}

}  // namespace ow::domain
