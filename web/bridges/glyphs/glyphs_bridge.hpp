#pragma once
/// The border to the browser's text rasteriser (canvas 2D) and the icon shapes. Implemented in library.js / glyphs.mjs.
/// `face`: 0 regular, 1 bold, 2 icons. Sizes in the unit named.

#include <cstdint>

extern "C" {
/// Writes ascent and descent of the face at `px` CSS pixels, both positive, to out[0] and out[1].
void ow_glyphs_metrics(int face, float px, float* out);
/// Advance at `px` physical pixels of a run of `size` bytes of UTF-8, or, without one, of a code point.
float ow_glyphs_advance(int face, std::uint32_t code_point, const char* run, std::uint32_t size, float px);
/// Rasterises the same at `px` physical pixels into `pixels` (rows of width bytes, or of four times as many where it
/// has colours) and writes width, height, left, top, advance and whether it has colours to out[0…5]. Returns the bytes
/// it needs; nothing is written to `pixels` where that is more than `capacity`.
std::uint32_t ow_glyphs_raster(int face, std::uint32_t code_point, const char* run, std::uint32_t size, float px,
                               float* out, std::uint8_t* pixels, std::uint32_t capacity);
}
