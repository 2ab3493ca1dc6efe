#pragma once
/// Where glyphs come from: the browser's own fonts (web/bridges/glyphs) or fixed metrics in native tests.

#include <cstdint>
#include <string_view>
#include <vector>

namespace ow::ui {

/// The faces the product draws with. Icons are glyphs too (private-use code points, ui/text/icons.hpp).
enum class Face : std::uint8_t { regular, bold, icons };

/// Vertical metrics of a face at a size, CSS px; both positive.
struct FaceMetrics {
    float ascent = 0, descent = 0;
};

/// One rasterised glyph. Offsets are physical pixels from the pen position on the baseline, y downwards.
struct GlyphBitmap {
    int width = 0, height = 0;
    float left = 0, top = 0;
    float advance = 0;      ///< physical pixels
    bool coloured = false;  ///< an emoji: keeps its colours whatever the text's is
    /// Rows from the top: one byte of coverage a pixel, or red, green, blue, alpha where it is coloured. May be longer
    /// than that.
    std::vector<std::uint8_t> pixels;
};

/// Port for rasterising a code point, or a run that is drawn as a whole (ui/text/shaping.hpp); implemented by the
/// composition root and by the test stub.
class GlyphSource {
  public:
    virtual ~GlyphSource() = default;
    /// Metrics of `face` at `px` CSS pixels.
    virtual FaceMetrics metrics(Face face, float px) = 0;
    /// Advance of a code point at `px` physical pixels, in physical pixels.
    virtual float advance(Face face, char32_t code_point, float px) = 0;
    /// Rasterises at `px` physical pixels. False where the face has nothing to show (the fallback glyph is drawn).
    virtual bool rasterise(Face face, char32_t code_point, float px, GlyphBitmap& out) = 0;
    /// The same of a run in UTF-8, joined and ordered as the browser does it; never of the icons' face.
    virtual float advance(Face face, std::string_view run, float px) = 0;
    virtual bool rasterise(Face face, std::string_view run, float px, GlyphBitmap& out) = 0;
};

}  // namespace ow::ui
