#include "src/domain/text.hpp"

#include <algorithm>
#include <array>

#include "src/domain/characters.hpp"

namespace ow::domain {

namespace {

constexpr char32_t replacement = 0xFFFD;
constexpr char32_t middle_dot = 0xB7;

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

namespace {

/// Nobody sees these at the end of a text, and no character needs them there.
bool is_edge(char32_t code_point) {
    switch (code_point) {
        case 0xAD:
        case 0x61C:
        case 0x200B:
        case 0x200E:
        case 0x200F:
        case 0x2060:
        case 0xFEFF: return true;
        default: return is_white_space(code_point);
    }
}

/// Invisible characters that a word may need: joiners and variation selectors.
bool is_joining(char32_t code_point) {
    return code_point == 0x200C || code_point == 0x200D || (code_point >= 0xFE00 && code_point <= 0xFE0F) ||
           (code_point >= 0xE0100 && code_point <= 0xE01EF);
}

bool is_han(char32_t code_point) { return code_point >= 0x3400; }

}  // namespace

std::string_view trim(std::string_view text) {
    std::size_t start = text.size();
    std::size_t end = 0;
    for (std::size_t offset = 0; offset < text.size();) {
        const std::size_t before = offset;
        if (!is_edge(next_code_point(text, offset))) {
            start = std::min(start, before);
            end = offset;
        }
    }
    return start < end ? text.substr(start, end - start) : std::string_view{};
}

std::size_t visible_length(std::string_view text) {
    std::size_t seen = 0;
    bool blank = true;
    for (std::size_t offset = 0; offset < text.size();) {
        const char32_t code_point = next_code_point(text, offset);
        seen += is_invisible(code_point) ? 0U : 1U;
        blank = blank && (is_invisible(code_point) || is_white_space(code_point));
    }
    return blank ? 0 : seen;
}

std::string clean_text(std::string_view text, Lines lines) {
    std::string kept;
    kept.reserve(text.size());
    for (std::size_t offset = 0; offset < text.size();) {
        const std::size_t before = offset;
        const char32_t code_point = next_code_point(text, offset);
        if (code_point == U'\r' && offset < text.size() && text[offset] == '\n') {
            continue;
        }
        if (is_line_break(code_point)) {
            kept += lines == Lines::several ? '\n' : ' ';
        } else if (code_point == U'\t') {
            kept += lines == Lines::several ? '\t' : ' ';
        } else if (!is_control(code_point) && !turns_order(code_point)) {
            kept += text.substr(before, offset - before);
        }
    }
    return visible_length(kept) == 0 ? std::string{} : std::string(trim(kept));
}

std::string clean_name(std::string_view text) {
    std::u32string kept;
    const std::string line = clean_text(text, Lines::one);
    for (std::size_t offset = 0; offset < line.size();) {
        char32_t code_point = next_code_point(line, offset);
        if (is_invisible(code_point) && !is_joining(code_point)) {
            continue;
        }
        if (is_middle_dot(code_point)) {
            code_point = middle_dot;
        } else if (is_white_space(code_point)) {
            code_point = U' ';
        } else {
            code_point = half_width(standard_character(code_point));
        }
        const bool leads = kept.empty() || kept.back() == U' ' || kept.back() == middle_dot;
        if (code_point == U' ' && leads) {
            continue;
        }
        if (code_point == middle_dot && !kept.empty() && kept.back() == U' ') {
            kept.pop_back();
        }
        kept += code_point;
    }
    std::string name;
    for (std::size_t at = 0; at < kept.size(); ++at) {
        const bool between = at > 0 && at + 1 < kept.size() && is_han(kept[at - 1]) && is_han(kept[at + 1]);
        append_code_point(name, between && kept[at] == U'.' ? middle_dot : kept[at]);
    }
    return std::string(trim(name));
}

void append_code_point(std::string& text, char32_t code_point) {
    const auto tail = [&](unsigned shift) { text += static_cast<char>(0x80U | ((code_point >> shift) & 0x3FU)); };
    if (code_point < 0x80) {
        text += static_cast<char>(code_point);
    } else if (code_point < 0x800) {
        text += static_cast<char>(0xC0U | (code_point >> 6U));
        tail(0);
    } else if (code_point < 0x10000) {
        text += static_cast<char>(0xE0U | (code_point >> 12U));
        tail(6);
        tail(0);
    } else {
        text += static_cast<char>(0xF0U | (code_point >> 18U));
        tail(12);
        tail(6);
        tail(0);
    }
}

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
        const char32_t half = half_width(code_point);
        if (half != code_point) {
            result += static_cast<char>(half);
        } else {
            result += text.substr(before, offset - before);
        }
    }
    return result;
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
