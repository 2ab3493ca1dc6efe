#pragma once
/// Glyphs from the browser's own fonts.

#include "ui/text/glyph_source.hpp"

namespace ow::web {

/// GlyphSource over web/bridges/glyphs.
class BrowserGlyphs final : public ui::GlyphSource {
  public:
    ui::FaceMetrics metrics(ui::Face face, float px) override;
    float advance(ui::Face face, char32_t code_point, float px) override;
    bool rasterise(ui::Face face, char32_t code_point, float px, ui::GlyphBitmap& out) override;
    float advance(ui::Face face, std::string_view run, float px) override;
    bool rasterise(ui::Face face, std::string_view run, float px, ui::GlyphBitmap& out) override;
};

}  // namespace ow::web
