#include "src/domain/ids.hpp"

#include <algorithm>
#include <array>

#include "src/domain/text.hpp"
#include "src/domain/time.hpp"
#include "src/domain/typed_code.hpp"

namespace ow::domain {

namespace {

constexpr std::size_t number_length = 21;
constexpr std::size_t letter_at = 6;
constexpr std::size_t date_at = 7;
constexpr std::size_t sequence_at = 15;
constexpr std::size_t check_at = 20;
constexpr std::size_t code_length = 6;

constexpr std::size_t one_time_length = 6;

bool has_code_form(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return query_code_alphabet.find(c) != std::string_view::npos; });
}

bool is_digit(char character) { return character >= '0' && character <= '9'; }

int to_int(std::string_view digits) {
    int value = 0;
    for (const char digit : digits) {
        value = value * 10 + (digit - '0');
    }
    return value;
}

bool has_number_form(std::string_view text) {
    if (text.size() != number_length) {
        return false;
    }
    for (std::size_t index = 0; index < text.size(); ++index) {
        const char character = text[index];
        const bool letter = character == 'A' || character == 'B' || character == 'S' || character == 'W';
        if (index == letter_at ? !letter : !is_digit(character)) {
            return false;
        }
    }
    return true;
}

/// SplitMix64's output function (Steele, Lea, Flood 2014): a bijection that spreads neighbours far apart.
std::uint64_t mix(std::uint64_t value) {
    value += 0x9E3779B97F4A7C15ULL;
    value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    value = (value ^ (value >> 27U)) * 0x94D049BB133111EBULL;
    return value ^ (value >> 31U);
}

}  // namespace

char iso7064_mod11_10(std::string_view digits) {
    int product = 10;
    for (const char digit : digits) {
        int sum = ((is_digit(digit) ? digit - '0' : 0) + product) % 10;
        if (sum == 0) {
            sum = 10;
        }
        product = sum * 2 % 11;
    }
    return static_cast<char>('0' + (11 - product) % 10);
}

Result<CaseNumber, FieldCode> CaseNumber::parse(std::string_view typed) {
    auto read = read_code(typed, number_length, has_number_form);
    if (!read) {
        return Failure{read.error()};
    }
    std::string text = std::move(*read);
    const std::string_view view = text;
    const CivilDate date{to_int(view.substr(date_at, 4)), to_int(view.substr(date_at + 4, 2)),
                         to_int(view.substr(date_at + 6, 2))};
    if (!is_valid_date(date)) {
        return Failure{FieldCode::date};
    }
    std::string digits(view.substr(0, letter_at));
    digits += view.substr(date_at, check_at - date_at);
    if (iso7064_mod11_10(digits) != text[check_at]) {
        return Failure{FieldCode::checksum};
    }
    return CaseNumber(std::move(text));
}

std::string CaseNumber::grouped() const { return group_case_number(m_text); }

std::string group_case_number(std::string_view number) {
    if (!has_number_form(number)) {
        return std::string(number);
    }
    std::string text(number.substr(0, letter_at));
    text += ' ';
    text += number[letter_at];
    text += ' ';
    text += number.substr(date_at, sequence_at - date_at);
    text += ' ';
    text += number.substr(sequence_at, check_at - sequence_at);
    text += ' ';
    text += number[check_at];
    return text;
}

Result<std::string, FieldCode> normalise_query_code(std::string_view typed) {
    return read_code(typed, code_length, has_code_form, CodeBorder::only_words);
}

Result<std::string, FieldCode> normalise_one_time_code(std::string_view typed) {
    return read_code(typed, one_time_length, is_digits);
}

Result<std::string, FieldCode> normalise_bank_card(std::string_view typed) {
    std::string text = compact_code(typed);
    if (text.empty()) {
        return Failure{FieldCode::required};
    }
    if (text.size() < 12 || text.size() > 19 || !is_digits(text) || text[0] == '0') {
        return Failure{FieldCode::format};
    }
    int sum = 0;
    for (std::size_t place = 0; place < text.size(); ++place) {
        const int value = (text[text.size() - 1 - place] - '0') * (place % 2 == 1 ? 2 : 1);
        sum += value / 10 + value % 10;
    }
    if (sum % 10 != 0) {
        return Failure{FieldCode::checksum};
    }
    return text;
}

Result<std::string, FieldCode> read_code(std::string_view typed, std::size_t length, bool (*fits)(std::string_view),
                                         CodeBorder border) {
    const bool pasted = count_code_points(typed) <= most_pasted;
    auto found = pasted ? find_code(typed, length, fits, border) : std::nullopt;
    if (!found) {
        return Failure{pasted && compact_code(typed).empty() ? FieldCode::required : FieldCode::format};
    }
    return *std::move(found);
}

std::string group_by_four(std::string_view code) {
    std::string text;
    for (std::size_t at = 0; at < code.size(); ++at) {
        if (at > 0 && at % 4 == 0) {
            text += ' ';
        }
        text += code[at];
    }
    return text;
}

std::string group_query_code(std::string_view code) {
    if (code.size() != code_length) {
        return std::string(code);
    }
    std::string text(code.substr(0, 3));
    text += ' ';
    text += code.substr(3);
    return text;
}

std::string make_uuid(Seed seed, std::uint64_t counter) {
    // The low half is a bijection of the counter for a given seed, so that two counters never meet; the version and
    // variant bits are taken from the high half and from the top of the low half, whose two bits are given up.
    const std::uint64_t low_mixed = mix(seed.low ^ mix(counter));
    const std::uint64_t high_mixed = mix(seed.high ^ mix(low_mixed ^ counter));
    std::array<std::uint64_t, 2> halves{(high_mixed & ~0xF000ULL) | 0x4000ULL,
                                        (low_mixed & ~(3ULL << 62U)) | (2ULL << 62U)};
    constexpr std::string_view hex = "0123456789abcdef";
    std::string text;
    text.reserve(36);
    for (std::size_t nibble = 0; nibble < 32; ++nibble) {
        if (nibble == 8 || nibble == 12 || nibble == 16 || nibble == 20) {
            text += '-';
        }
        const std::uint64_t half = halves[nibble / 16];
        text += hex[(half >> (60U - 4U * (nibble % 16))) & 0xFU];
    }
    return text;
}

}  // namespace ow::domain
