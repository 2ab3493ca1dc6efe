#pragma once
/// Measuring, breaking and drawing text. Lines break by UAX #14 (libunibreak), which carries the Chinese rules: no
/// comma or closing mark at the start of a line, no opening mark at its end.

#include "ui/text/fonts.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

struct ImDrawList;

namespace ow::ui {

/// How a run of text looks. Sizes in CSS px, `color` 0xRRGGBB.
struct TextStyle {
    float px = 16;
    Face face = Face::regular;
    std::uint32_t color = 0;
    float line_ratio = 1.5f;  ///< line height / size
    float tracking = 0;       ///< extra space after each glyph, CSS px
    [[nodiscard]] float line_height() const;
};

/// One laid-out line: byte range in the source text and its width in CSS px.
struct TextLine {
    std::uint32_t begin = 0, end = 0;
    float width = 0;
};

/// Decodes one UTF-8 code point at `at` and advances it; broken input gives U+FFFD and advances one byte.
char32_t next_code_point(std::string_view text, std::size_t& at);

/// Width of one unbroken run, CSS px.
[[nodiscard]] float text_width(const Fonts& fonts, const TextStyle& style, std::string_view text);

/// Lines of `text` within `width` (CSS px). A word longer than the width is broken anywhere. Never empty: an empty
/// text has one empty line.
[[nodiscard]] std::vector<TextLine> break_lines(const Fonts& fonts, const TextStyle& style, std::string_view text,
                                                float width);

/// Draws one run with its line box's top-left at (x, y), snapped to the pixel grid.
void draw_text(ImDrawList& list, const Fonts& fonts, const TextStyle& style, float x, float y, std::string_view text);

/// Shortens a run with an ellipsis until it fits `width`.
[[nodiscard]] std::string elide(const Fonts& fonts, const TextStyle& style, std::string_view text, float width);

}  // namespace ow::ui
