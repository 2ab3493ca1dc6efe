#pragma once
/// The glyph atlas: Dear ImGui's dynamic fonts fed by a GlyphSource, bounded in size.

#include "ui/text/glyph_source.hpp"

struct ImFont;
struct ImFontAtlas;

namespace ow::ui {

/// Registers the three faces with the current ImGui context and keeps the atlas within its budget.
/// One instance per ImGui context; must outlive it. Not copyable.
class Fonts {
  public:
    /// `source` must outlive this object.
    explicit Fonts(GlyphSource& source);
    ~Fonts();
    Fonts(const Fonts&) = delete;
    Fonts& operator=(const Fonts&) = delete;

    [[nodiscard]] ImFont* face(Face face) const { return m_faces[static_cast<int>(face)]; }
    [[nodiscard]] GlyphSource& source() const { return m_source; }
    /// Call between frames: drops sizes not used for some frames once the atlas is three quarters full, and everything
    /// when that is not enough or a glyph found no room. Returns true when something was dropped: draw again.
    bool trim();
    /// Drops every glyph, e.g. after the system's fonts finished loading or the pixel ratio changed.
    void discard_all();
    /// Side of the square the atlas may grow to, physical pixels.
    static constexpr int max_atlas_side = 2048;

  private:
    GlyphSource& m_source;
    GlyphSource* m_outer = nullptr;  ///< the source of the context that was in use before
    ImFont* m_faces[3] = {};
    bool m_emptied = false;  ///< by the last trim(): what is there at the next one is what the page needs
    int m_page_surface = 0;  ///< that need, when it was too much to trim again for; physical pixels
};

}  // namespace ow::ui
