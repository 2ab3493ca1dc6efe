#pragma once
/// The glyph atlas: Dear ImGui's dynamic fonts fed by a GlyphSource, bounded in size.

#include "ui/text/glyph_source.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

struct ImFont;
struct ImFontAtlas;

namespace ow::ui {

/// Runs that are drawn as one glyph, under private-use code points of the two text faces. (A text's own private-use
/// characters have no meaning that could be shown, and are drawn as replacement characters.)
class RunCodes {
  public:
    static constexpr char32_t first = 0xE000, last = 0xF8FF;
    /// The code of a run; the same until clear(). The replacement character once all codes are taken.
    char32_t of(std::string_view run);
    /// The run of a code, empty for one that is not taken.
    [[nodiscard]] std::string_view run(char32_t code) const;
    /// Whether it is time to begin anew: most codes are of runs that are long gone.
    [[nodiscard]] bool nearly_full() const { return m_runs.size() > (last - first) / 4 * 3; }
    void clear();

  private:
    std::map<std::string, char32_t, std::less<>> m_codes;
    std::vector<const std::string*> m_runs;
};

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
    /// The code point under which the text faces have the run.
    [[nodiscard]] char32_t code_of(std::string_view run) const { return m_runs.of(run); }
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
    mutable RunCodes m_runs;         ///< a cache: which run has which code changes nothing that is seen
    RunCodes* m_outer_runs = nullptr;
    ImFont* m_faces[3] = {};
    bool m_emptied = false;  ///< by the last trim(): what is there at the next one is what the page needs
    int m_page_surface = 0;  ///< that need, when it was too much to trim again for; physical pixels
};

}  // namespace ow::ui
