#pragma once
/// Which parts of a text cannot be drawn one code point at a time: letters that join (Arabic script, Mongolian),
/// stack (Tibetan) or move about their vowels (Indic scripts, Thai), marks over letters, flags and composed emoji.
/// The browser draws such a part as one picture.

#include <cstdint>
#include <string_view>
#include <vector>

namespace ow::ui {

/// A part of a text that is drawn as a whole, as a byte range.
struct ShapedRun {
    std::uint32_t begin = 0, end = 0;
    bool right_to_left = false;
    bool operator==(const ShapedRun&) const = default;
};

/// The parts that need it, in order; empty for nearly every text. What stands between two words written from right to
/// left (spaces, digits, punctuation) belongs to their run, as the bidirectional algorithm (UAX #9) turns it with them.
[[nodiscard]] std::vector<ShapedRun> shaped_runs(std::string_view text);

/// Whether the code point never stands alone: it is drawn with the one before it.
[[nodiscard]] bool extends(char32_t code);

}  // namespace ow::ui
