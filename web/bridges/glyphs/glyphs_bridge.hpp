#pragma once
/// The border to the browser's text rasteriser (canvas 2D) and the icon shapes. Implemented in library.js / glyphs.mjs.
/// `face`: 0 regular, 1 bold, 2 icons. Sizes in the unit named.

#include <cstdint>

extern "C" {
/// Writes ascent and descent of the face at `px` CSS pixels, both positive, to out[0] and out[1].
void ow_glyphs_metrics(int face, float px, float* out);
/// Advance of a code point at `px` physical pixels.
float ow_glyphs_advance(int face, std::uint32_t code_point, float px);
/// Rasterises at `px` physical pixels into `alpha` (rows of width bytes, at most `capacity` bytes) and writes width,
/// height, left, top and advance to out[0…4]. Returns 0 where the glyph is larger than the buffer.
int ow_glyphs_raster(int face, std::uint32_t code_point, float px, float* out, std::uint8_t* alpha,
                     std::uint32_t capacity);
}
