#include "web/browser_glyphs.hpp"

#include "web/bridges/glyphs/glyphs_bridge.hpp"

#include <algorithm>

namespace ow::web {

namespace {

/// Enough for nearly every glyph: 30 px × 2 (text size) × 2 (pixel ratio), squared, with room.
constexpr std::size_t usual_bytes = 160u * 160u;

bool rasterise_text(ui::Face face, std::string_view text, char32_t code, float px, ui::GlyphBitmap& out) {
    float numbers[6] = {};
    const auto ask = [&] {
        return ow_glyphs_raster(static_cast<int>(face), code, text.data(), static_cast<std::uint32_t>(text.size()), px,
                                numbers, out.pixels.data(), static_cast<std::uint32_t>(out.pixels.size()));
    };
    out.pixels.resize(std::max(out.pixels.size(), usual_bytes));
    const std::uint32_t needed = ask();
    if (needed > out.pixels.size()) {
        out.pixels.resize(needed);
        if (ask() > needed) return false;
    }
    out.width = static_cast<int>(numbers[0]);
    out.height = static_cast<int>(numbers[1]);
    out.left = numbers[2];
    out.top = numbers[3];
    out.advance = numbers[4];
    out.coloured = numbers[5] != 0;
    return true;
}

}  // namespace

ui::FaceMetrics BrowserGlyphs::metrics(ui::Face face, float px) {
    float out[2] = {};
    ow_glyphs_metrics(static_cast<int>(face), px, out);
    return {out[0], out[1]};
}

float BrowserGlyphs::advance(ui::Face face, char32_t code_point, float px) {
    return ow_glyphs_advance(static_cast<int>(face), code_point, nullptr, 0, px);
}

bool BrowserGlyphs::rasterise(ui::Face face, char32_t code_point, float px, ui::GlyphBitmap& out) {
    return rasterise_text(face, {}, code_point, px, out);
}

float BrowserGlyphs::advance(ui::Face face, std::string_view run, float px) {
    return ow_glyphs_advance(static_cast<int>(face), 0, run.data(), static_cast<std::uint32_t>(run.size()), px);
}

bool BrowserGlyphs::rasterise(ui::Face face, std::string_view run, float px, ui::GlyphBitmap& out) {
    return rasterise_text(face, run, 0, px, out);
}

}  // namespace ow::web
