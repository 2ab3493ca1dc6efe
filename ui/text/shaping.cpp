#include "ui/text/shaping.hpp"

#include "ui/text/text.hpp"

#include <algorithm>
#include <iterator>

namespace ow::ui {

namespace {

struct Range {
    char32_t first, last;
};

template <std::size_t N>
bool in_any(const Range (&ranges)[N], char32_t code) {
    const auto* at = std::ranges::upper_bound(ranges, code, {}, &Range::first);
    return at != std::begin(ranges) && code <= std::prev(at)->last;
}

// By whole blocks of Unicode 16: a letter of them that needs no shaping comes out right as well.

/// Written from right to left: Hebrew to Arabic Extended-A, their presentation forms, and the blocks of plane 1.
constexpr Range from_right[] = {
    {0x0590, 0x08FF}, {0xFB1D, 0xFDFF}, {0xFE70, 0xFEFC}, {0x10800, 0x10FFF}, {0x1E800, 0x1EFFF}};
/// Joined or stacked from left to right: Indic scripts to Myanmar with Thai and Tibetan, Hangul's letters, Philippine
/// scripts, Khmer, Mongolian to Vedic signs, Phags-pa to Meetei Mayek, and the Brahmic blocks of plane 1.
constexpr Range joined[] = {{0x0900, 0x109F}, {0x1100, 0x11FF}, {0x1700, 0x18AF}, {0x1900, 0x1CFF},  {0xA840, 0xA87F},
                            {0xA880, 0xA8FF}, {0xA900, 0xABFF}, {0xD7B0, 0xD7FF}, {0x11000, 0x11FFF}};
/// Drawn with what stands before: combining marks, joiners, variation selectors, skin tones, tags.
constexpr Range extending[] = {{0x0300, 0x036F},  {0x0483, 0x0489}, {0x1AB0, 0x1AFF},   {0x1DC0, 0x1DFF},
                               {0x200C, 0x200D},  {0x20D0, 0x20FF}, {0x302A, 0x302F},   {0x3099, 0x309A},
                               {0xFE00, 0xFE0F},  {0xFE20, 0xFE2F}, {0x1F3FB, 0x1F3FF}, {0xE0020, 0xE007F},
                               {0xE0100, 0xE01EF}};

bool regional(char32_t code) { return code >= 0x1F1E6 && code <= 0x1F1FF; }

/// Han, kana, Latin and nearly all of what is read here, told without a search.
bool plain(char32_t code) { return code < 0x0300 || (code >= 0x3100 && code < 0xA840); }

enum class Kind : std::uint8_t { plain, extends, joined, from_right, regional };

Kind kind_of(char32_t code) {
    if (plain(code)) return Kind::plain;
    if (in_any(extending, code)) return Kind::extends;
    if (in_any(joined, code)) return Kind::joined;
    if (in_any(from_right, code)) return Kind::from_right;
    return regional(code) ? Kind::regional : Kind::plain;
}

/// Digits, spaces and punctuation, Chinese ones too: what takes its direction from its neighbours.
constexpr Range neutrals[] = {{0x20, 0x40},     {0x5B, 0x60},     {0x7B, 0xBF},
                              {0x2000, 0x206F}, {0x3000, 0x303F}, {0xFF01, 0xFF20}};

/// Where the run of right-to-left words that goes on at `at` ends: after their last letter.
std::size_t end_from_right(std::string_view text, std::size_t at) {
    std::size_t end = at;
    while (at < text.size()) {
        const char32_t code = next_code_point(text, at);
        const Kind kind = kind_of(code);
        if (kind == Kind::from_right || (kind == Kind::extends && end > 0))
            end = at;
        else if (!in_any(neutrals, code))
            break;
    }
    return end;
}

/// Where the run of a kind that goes on at `at` ends.
std::size_t end_of(std::string_view text, std::size_t at, Kind kind, char32_t before) {
    int flags = kind == Kind::regional ? 1 : 0;
    while (at < text.size()) {
        std::size_t next = at;
        const char32_t code = next_code_point(text, next);
        const Kind is = kind_of(code);
        const bool goes_on = is == Kind::extends || before == 0x200D || (kind == Kind::joined && is == Kind::joined) ||
                             (is == Kind::regional && flags == 1);
        if (!goes_on) break;
        flags = is == Kind::regional ? flags + 1 : 0;
        before = code;
        at = next;
    }
    return at;
}

}  // namespace

bool extends(char32_t code) { return kind_of(code) == Kind::extends; }

std::vector<ShapedRun> shaped_runs(std::string_view text) {
    std::vector<ShapedRun> runs;
    std::size_t before = 0;  // where the character before begins
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const char32_t code = next_code_point(text, at);
        const Kind kind = kind_of(code);
        if (kind != Kind::plain) {
            // A mark takes the plain letter that it stands on into its run.
            const std::size_t from = kind == Kind::extends ? before : begin;
            if (kind == Kind::from_right)
                at = std::max(at, end_from_right(text, at));
            else
                at = end_of(text, at, kind, code);
            runs.push_back(
                {static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(at), kind == Kind::from_right});
        }
        before = kind == Kind::plain ? begin : at;
    }
    return runs;
}

}  // namespace ow::ui
