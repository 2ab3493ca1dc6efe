#include "src/domain/typed_code.hpp"

#include <algorithm>

#include "src/domain/characters.hpp"
#include "src/domain/text.hpp"

namespace ow::domain {

namespace {

/// A control character: what it stands in was damaged on its way, and nothing is read out of it.
constexpr char damaged = '\x02';

bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }
bool is_alphanumeric(char c) { return is_ascii_digit(c) || (c >= 'A' && c <= 'Z'); }

char to_capital(char32_t ascii) { return static_cast<char>(ascii >= U'a' && ascii <= U'z' ? ascii - 32 : ascii); }

/// 转, 轉, 分 and 机, 機: of the words before an extension.
bool marks_extension(char32_t code_point) {
    return code_point == 0x8F6C || code_point == 0x8F49 || code_point == 0x5206 || code_point == 0x673A ||
           code_point == 0x6A5F;
}

/// Whether a code may begin or end between the character at `at` and the one before it.
bool is_border(const FoldedText& folded, std::size_t at, CodeBorder border) {
    if (at == 0 || at >= folded.text.size() || !folded.joined[at]) {
        return true;
    }
    const char before = folded.text[at - 1];
    const char after = folded.text[at];
    if (!is_alphanumeric(before) || !is_alphanumeric(after)) {
        return true;
    }
    return border == CodeBorder::between_letter_and_digit && is_ascii_digit(before) != is_ascii_digit(after);
}

bool is_dot(char32_t code_point) {
    return is_middle_dot(code_point) || code_point == U'.' || code_point == 0x3002 || code_point == 0xFF61 ||
           code_point == 0x2024 || code_point == 0xFE52;
}

bool is_dash(char32_t code_point) {
    return code_point == U'-' || (code_point >= 0x2010 && code_point <= 0x2015) || code_point == 0x2212 ||
           code_point == 0xFE58 || code_point == 0xFE63 || code_point == 0xFF0D;
}

bool is_comma(char32_t code_point) {
    return code_point == U',' || code_point == 0xFF0C || code_point == 0x3001 || code_point == 0xFF64;
}

/// Takes the commas out of the first number, where they part groups of three digits.
void ungroup(std::string& text) {
    constexpr std::size_t group = 3;
    const std::size_t begin = std::min(text.find_first_of("0123456789"), text.size());
    const std::size_t end = std::min(text.find_first_not_of("0123456789,", begin), text.size());
    const std::string whole = text.substr(begin, end - begin);
    const std::size_t first = whole.find(',');
    if (first == std::string::npos || first > group) return;
    for (std::size_t at = first; at < whole.size(); at += group + 1) {
        const std::string_view rest = std::string_view(whole).substr(at + 1, group);
        if (whole[at] != ',' || rest.size() < group || !is_digits(rest)) return;
    }
    std::string plain = whole;
    std::erase(plain, ',');
    text.replace(begin, whole.size(), plain);
}

}  // namespace

std::string numeral(std::string_view typed) {
    std::string text;
    for (std::size_t offset = 0; offset < typed.size();) {
        const std::size_t before = offset;
        const char32_t code_point = next_code_point(typed, offset);
        const char32_t half = half_width(code_point);
        if (is_white_space(code_point) || is_invisible(code_point)) continue;
        if (const int digit = digit_value(code_point); digit >= 0)
            text += static_cast<char>('0' + digit);
        else if (is_dot(code_point))
            text += '.';
        else if (is_comma(code_point))
            text += ',';
        else if (is_dash(code_point))
            text += text.ends_with('-') ? "" : "-";
        else if (half != code_point)
            append_code_point(text, half);
        else
            text += typed.substr(before, offset - before);
    }
    ungroup(text);
    return text;
}

FoldedText fold(std::string_view typed) {
    FoldedText folded;
    bool apart = true;
    for (std::size_t offset = 0; offset < typed.size();) {
        const char32_t code_point = next_code_point(typed, offset);
        const int digit = digit_value(code_point);
        if (digit < 0 && (is_white_space(code_point) || is_separator(code_point))) {
            apart = true;
            continue;
        }
        if (is_invisible(code_point)) {
            continue;
        }
        const char32_t half = half_width(code_point);
        if (digit >= 0) {
            folded.text += static_cast<char>('0' + digit);
        } else if (marks_extension(code_point)) {
            folded.text += '#';
        } else {
            folded.text += is_control(code_point) ? damaged : half > U'~' ? '\x01' : to_capital(half);
        }
        folded.joined.push_back(!apart);
        apart = false;
    }
    return folded;
}

std::string compact_code(std::string_view typed) {
    std::string kept;
    for (std::size_t offset = 0; offset < typed.size();) {
        const std::size_t before = offset;
        const char32_t code_point = next_code_point(typed, offset);
        const int digit = digit_value(code_point);
        if (digit >= 0) {
            kept += static_cast<char>('0' + digit);
        } else if (is_white_space(code_point) || is_separator(code_point) || is_invisible(code_point)) {
            continue;
        } else if (const char32_t half = half_width(code_point); half < 0x80) {
            kept += to_capital(half);
        } else {
            kept += typed.substr(before, offset - before);
        }
    }
    return kept;
}

std::optional<std::string> find_code(std::string_view typed, std::size_t length, bool (*fits)(std::string_view),
                                     CodeBorder border) {
    const FoldedText folded = fold(typed);
    const std::string_view text = folded.text;
    if (text.find(damaged) != std::string_view::npos) {
        return std::nullopt;
    }
    if (text.size() == length && fits(text)) {
        return std::string(text);
    }
    for (const bool in_groups : {false, true}) {
        std::vector<std::string_view> found;
        for (std::size_t start = 0; start + length <= text.size(); ++start) {
            const std::string_view part = text.substr(start, length);
            const auto at = [&](std::size_t offset) {
                return folded.joined.begin() + static_cast<std::ptrdiff_t>(start + offset);
            };
            if (!fits(part) || std::find(found.begin(), found.end(), part) != found.end() ||
                (!in_groups && std::find(at(1), at(length), false) != at(length)) ||
                !is_border(folded, start, border) || !is_border(folded, start + length, border)) {
                continue;
            }
            found.push_back(part);
        }
        if (found.size() > 1) {
            std::erase_if(found,
                          [](std::string_view part) { return std::none_of(part.begin(), part.end(), is_ascii_digit); });
        }
        if (!found.empty()) {
            return found.size() == 1 ? std::optional(std::string(found[0])) : std::nullopt;
        }
    }
    return std::nullopt;
}

bool is_digits(std::string_view text) { return std::all_of(text.begin(), text.end(), is_ascii_digit); }

}  // namespace ow::domain
