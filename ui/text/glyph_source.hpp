#pragma once
/// Where glyphs come from: the browser's own fonts (web/bridges/glyphs) or fixed metrics in native tests.

#include <cstdint>
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
    float advance = 0;  ///< physical pixels
    std::vector<std::uint8_t> alpha;
};

/// Port for rasterising one code point; implemented by the composition root and by the test stub.
class GlyphSource {
  public:
    virtual ~GlyphSource() = default;
    /// Metrics of `face` at `px` CSS pixels.
    virtual FaceMetrics metrics(Face face, float px) = 0;
    /// Advance of a code point at `px` physical pixels, in physical pixels.
    virtual float advance(Face face, char32_t code_point, float px) = 0;
    /// Rasterises at `px` physical pixels. False where the face has nothing to show (the fallback glyph is drawn).
    virtual bool rasterise(Face face, char32_t code_point, float px, GlyphBitmap& out) = 0;
};

}  // namespace ow::ui
