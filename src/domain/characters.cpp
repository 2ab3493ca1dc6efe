#include "src/domain/characters.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "src/domain/text.hpp"

namespace ow::domain {

namespace {

struct Range {
    char32_t first, last;
};

template <std::size_t Count>
bool within(const Range (&ranges)[Count], char32_t code_point) {
    return std::any_of(std::begin(ranges), std::end(ranges), [code_point](const Range& range) {
        return code_point >= range.first && code_point <= range.last;
    });
}

constexpr Range white_spaces[] = {{0x9, 0xD},       {0x20, 0x20},     {0x85, 0x85},     {0xA0, 0xA0},
                                  {0x1680, 0x1680}, {0x2000, 0x200A}, {0x2028, 0x2029}, {0x202F, 0x202F},
                                  {0x205F, 0x205F}, {0x3000, 0x3000}};
constexpr Range invisibles[] = {{0xAD, 0xAD},       {0x34F, 0x34F},     {0x61C, 0x61C},     {0x115F, 0x1160},
                                {0x17B4, 0x17B5},   {0x180B, 0x180F},   {0x200B, 0x200F},   {0x202A, 0x202E},
                                {0x2060, 0x206F},   {0x2800, 0x2800},   {0x3164, 0x3164},   {0xFE00, 0xFE0F},
                                {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0},   {0xFFF0, 0xFFFC},   {0x13430, 0x1343F},
                                {0x13441, 0x13442}, {0x16FE4, 0x16FE4}, {0x1BCA0, 0x1BCA3}, {0x1D159, 0x1D159},
                                {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF}};
constexpr Range turning[] = {{0x202A, 0x202E}, {0x2066, 0x2069}};
constexpr Range separators[] = {
    {0x2D, 0x2E},     {0x7E, 0x7E},     {0xB7, 0xB7},     {0x2D7, 0x2D7},    {0x387, 0x387},   {0x58A, 0x58A},
    {0x5BE, 0x5BE},   {0x1400, 0x1400}, {0x1806, 0x1806}, {0x2010, 0x2015},  {0x2022, 0x2022}, {0x2024, 0x2024},
    {0x2027, 0x2027}, {0x2043, 0x2043}, {0x2053, 0x2053}, {0x207B, 0x207B},  {0x208B, 0x208B}, {0x2212, 0x2212},
    {0x2219, 0x2219}, {0x223C, 0x223C}, {0x22C5, 0x22C5}, {0x2500, 0x2501},  {0x25CF, 0x25CF}, {0x2796, 0x2796},
    {0x2E17, 0x2E17}, {0x2E1A, 0x2E1A}, {0x2E31, 0x2E31}, {0x2E33, 0x2E33},  {0x2E3A, 0x2E3B}, {0x2E40, 0x2E40},
    {0x2E5D, 0x2E5D}, {0x3002, 0x3002}, {0x301C, 0x301C}, {0x3030, 0x3030},  {0x30A0, 0x30A0}, {0x30FB, 0x30FC},
    {0xFE31, 0xFE32}, {0xFE52, 0xFE52}, {0xFE58, 0xFE58}, {0xFE63, 0xFE63},  {0xFF0D, 0xFF0E}, {0xFF5E, 0xFF5E},
    {0xFF61, 0xFF61}, {0xFF65, 0xFF65}, {0xFF70, 0xFF70}, {0x10EAD, 0x10EAD}};
constexpr Range middle_dots[] = {{0xB7, 0xB7},     {0x387, 0x387},   {0x16EB, 0x16EB}, {0x2022, 0x2022},
                                 {0x2027, 0x2027}, {0x2219, 0x2219}, {0x22C5, 0x22C5}, {0x2E31, 0x2E31},
                                 {0x2E33, 0x2E33}, {0x30FB, 0x30FB}, {0xFF0E, 0xFF0E}, {0xFF65, 0xFF65}};

/// The zeros of ten digits in a row: of every script of the first plane, and mathematical ones.
constexpr char32_t zeros[] = {0x30,   0x660,   0x6F0,   0x7C0,   0x966,   0x9E6,  0xA66,  0xAE6,  0xB66,
                              0xBE6,  0xC66,   0xCE6,   0xD66,   0xDE6,   0xE50,  0xED0,  0xF20,  0x1040,
                              0x1090, 0x17E0,  0x1810,  0x1946,  0x19D0,  0x1A80, 0x1A90, 0x1B50, 0x1BB0,
                              0x1C40, 0x1C50,  0xA620,  0xA8D0,  0xA900,  0xA9D0, 0xA9F0, 0xAA50, 0xABF0,
                              0xFF10, 0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6};

/// GBK's private-use codes from U+E815 on, in order, as GB 18030-2022 has them.
constexpr char32_t first_private = 0xE815;
constexpr char32_t last_private = 0xE864;
constexpr std::string_view standard =
    "⺁𠂇𠂉𠃌⺄㑳㑇⺈⺋龴㖞㘚㘎⺌⺗㥮㤘龵㧏㧟㩳㧐龶龷㭎㱮㳠⺧𡗗龸⺪䁖䅟⺮䌷⺳⺶⺷𢦏䎱䎬"  // lint: chinese-ok, a table
    "⺻䏝䓖䙡䙌龹䜣䜩䝼䞍⻊䥇䥺䥽䦂䦃䦅䦆䦟䦛䦷䦶龺𤇾䲣䲟䲠䲡䱷䲢䴓䴔䴕䴖䴗䴘䴙䶮龻";     // lint: chinese-ok, a table

}  // namespace

bool is_white_space(char32_t code_point) { return within(white_spaces, code_point); }

bool is_line_break(char32_t code_point) {
    return (code_point >= 0x0A && code_point <= 0x0D) || code_point == 0x85 || code_point == 0x2028 ||
           code_point == 0x2029;
}

bool is_control(char32_t code_point) { return code_point < 0x20 || (code_point >= 0x7F && code_point <= 0x9F); }

bool is_invisible(char32_t code_point) { return code_point >= 0xAD && within(invisibles, code_point); }

bool is_meaningless(char32_t code_point) {
    const bool old_code = code_point >= first_private && code_point <= last_private;
    return (code_point >= 0xE000 && code_point <= 0xF8FF && !old_code) || code_point >= 0xF0000 ||
           (code_point >= 0xFDD0 && code_point <= 0xFDEF) || (code_point & 0xFFFE) == 0xFFFE;
}

bool turns_order(char32_t code_point) { return within(turning, code_point); }

bool is_separator(char32_t code_point) { return within(separators, code_point); }

int digit_value(char32_t code_point) {
    for (const char32_t zero : zeros) {
        if (code_point >= zero && code_point < zero + 10) {
            return static_cast<int>(code_point - zero);
        }
    }
    return -1;
}

char32_t half_width(char32_t code_point) {
    if (code_point >= 0xFF01 && code_point <= 0xFF5E) {
        return code_point - 0xFF01 + U'!';
    }
    return code_point == 0x3000 ? U' ' : code_point;
}

bool is_middle_dot(char32_t code_point) { return within(middle_dots, code_point); }

char32_t standard_character(char32_t code_point) {
    if (code_point < first_private || code_point > last_private) {
        return code_point;
    }
    std::size_t at = 0;
    char32_t found = 0;
    for (char32_t index = first_private; index <= code_point; ++index) {
        found = next_code_point(standard, at);
    }
    return found;
}

}  // namespace ow::domain
