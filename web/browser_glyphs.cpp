#include "web/browser_glyphs.hpp"

#include "web/bridges/glyphs/glyphs_bridge.hpp"

namespace ow::web {

namespace {
/// Larger than any glyph drawn: 30 px × 2 (text size) × 4 (pixel ratio), squared, with room.
constexpr std::uint32_t largest_glyph = 320u * 320u;
}  // namespace

ui::FaceMetrics BrowserGlyphs::metrics(ui::Face face, float px) {
    float out[2] = {};
    ow_glyphs_metrics(static_cast<int>(face), px, out);
    return {out[0], out[1]};
}

float BrowserGlyphs::advance(ui::Face face, char32_t code_point, float px) {
    return ow_glyphs_advance(static_cast<int>(face), code_point, px);
}

bool BrowserGlyphs::rasterise(ui::Face face, char32_t code_point, float px, ui::GlyphBitmap& out) {
    float numbers[5] = {};
    out.alpha.resize(largest_glyph);
    if (ow_glyphs_raster(static_cast<int>(face), code_point, px, numbers, out.alpha.data(), largest_glyph) == 0)
        return false;
    out.width = static_cast<int>(numbers[0]);
    out.height = static_cast<int>(numbers[1]);
    out.left = numbers[2];
    out.top = numbers[3];
    out.advance = numbers[4];
    return true;
}

}  // namespace ow::web
