#include "src/domain/text.hpp"

#include <algorithm>
#include <array>
#include <utility>

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
        blank = blank && (is_invisible(code_point) || is_white_space(code_point) || is_meaningless(code_point));
    }
    return blank ? 0 : seen;
}

namespace {

bool within(char32_t code_point, char32_t first, char32_t last) { return code_point >= first && code_point <= last; }

bool is_selector(char32_t code_point) {
    return within(code_point, 0xFE00, 0xFE0F) || within(code_point, 0xE0100, 0xE01EF);
}

bool is_joiner(char32_t code_point) { return code_point == 0x200C || code_point == 0x200D; }

/// Characters whose script is written from right to left.
bool is_from_right(char32_t code_point) {
    return within(code_point, 0x590, 0x8FF) || within(code_point, 0xFB1D, 0xFDFF) ||
           within(code_point, 0xFE70, 0xFEFC) || within(code_point, 0x10800, 0x10FFF) ||
           within(code_point, 0x1E800, 0x1EFFF);
}

/// Latin letters, digits, marks and what stands in a square are never joined to their neighbours.
bool may_be_joined(char32_t code_point) {
    return code_point > 0x2FF && !within(code_point, 0x2000, 0x206F) && !within(code_point, 0x2E80, 0xA4CF) &&
           !within(code_point, 0xAC00, 0xD7FF) && !within(code_point, 0xF900, 0xFAFF) &&
           !within(code_point, 0xFF00, 0xFFEF) && !within(code_point, 0x20000, 0x3FFFF);
}

/// Where an invisible character stands: behind which visible one, which other, and before which (0: at the end).
struct Surroundings {
    char32_t base;
    char32_t last;
    char32_t after;
};

bool is_needed(char32_t code_point, const Surroundings& at) {
    constexpr char32_t black_flag = 0x1F3F4;
    if (is_selector(code_point)) {
        return !is_white_space(at.base) && !is_selector(at.last);
    }
    if (is_joiner(code_point)) {
        return !is_joiner(at.last) && may_be_joined(at.base) && may_be_joined(at.after);
    }
    switch (code_point) {
        case 0x61C:
        case 0x200E:
        case 0x200F: return is_from_right(at.base);
        case 0x2800: return within(at.base, 0x2801, 0x28FF);
        default: break;
    }
    if (within(code_point, 0x180B, 0x180F)) {
        return within(at.base, 0x1800, 0x18AF);
    }
    return at.base == black_flag && within(code_point, 0xE0020, 0xE007F);
}

/// The text without invisible characters, but those that a script or an emoji needs where they stand.
std::string without_unseen(std::string_view text) {
    std::string kept;
    kept.reserve(text.size());
    char32_t base = 0;
    char32_t last = 0;
    for (std::size_t offset = 0; offset < text.size();) {
        const std::size_t before = offset;
        const char32_t code_point = next_code_point(text, offset);
        if (!is_invisible(code_point)) {
            base = code_point;
        } else {
            std::size_t ahead = offset;
            const char32_t after = ahead < text.size() ? next_code_point(text, ahead) : 0;
            if (base == 0 || !is_needed(code_point, {.base = base, .last = last, .after = after})) {
                continue;
            }
        }
        last = code_point;
        kept += text.substr(before, offset - before);
    }
    return kept;
}

}  // namespace

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
            const char32_t standard = standard_character(code_point);
            if (standard == code_point) {
                kept += text.substr(before, offset - before);
            } else {
                append_code_point(kept, standard);
            }
        }
    }
    const std::string seen = without_unseen(kept);
    return visible_length(seen) == 0 ? std::string{} : std::string(trim(seen));
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
            code_point = half_width(code_point);
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

bool comes_before(std::string_view a, std::string_view b) {
    const std::string_view whole_a = a, whole_b = b;
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    // What a text begins with: a number or words.
    const auto take_run = [&](std::string_view& text) {
        const bool number = is_digit(text.front());
        std::size_t end = 1;
        while (end < text.size() && is_digit(text[end]) == number) {
            ++end;
        }
        std::string_view run = text.substr(0, end);
        text.remove_prefix(end);
        if (number) {
            run.remove_prefix(std::min(run.find_first_not_of('0'), run.size()));
        }
        return std::pair(number, run);
    };
    while (!a.empty() && !b.empty()) {
        const auto [number_a, run_a] = take_run(a);
        const auto [number_b, run_b] = take_run(b);
        if (number_a != number_b) {
            return number_a;
        }
        if (number_a && run_a.size() != run_b.size()) {
            return run_a.size() < run_b.size();
        }
        if (run_a != run_b) {
            return run_a < run_b;
        }
    }
    if (a.empty() && b.empty()) {
        return whole_a < whole_b;
    }
    return a.empty();
}

}  // namespace ow::domain
