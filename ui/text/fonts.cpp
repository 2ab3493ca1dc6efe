#include "ui/text/fonts.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace ow::ui {

namespace {

// ImGui hands its own pointers to the loader and none of ours survives AddFont, so the source is kept per context.
GlyphSource* current_source = nullptr;
RunCodes* current_runs = nullptr;
/// Glyphs that found no room in the atlas since the last trim().
int homeless_glyphs = 0;

Face face_of(const ImFontConfig* src) { return static_cast<Face>(src->FontNo); }

bool source_init(ImFontAtlas*, ImFontConfig*) { return current_source != nullptr; }
void source_destroy(ImFontAtlas*, ImFontConfig*) {}
bool source_contains(ImFontAtlas*, ImFontConfig*, ImWchar) { return true; }

bool baked_init(ImFontAtlas*, ImFontConfig* src, ImFontBaked* baked, void*) {
    const FaceMetrics metrics = current_source->metrics(face_of(src), baked->Size);
    baked->Ascent = std::round(metrics.ascent);
    baked->Descent = -std::round(metrics.descent);
    return true;
}

/// The run that stands under a code of a text face, empty for a character.
std::string_view run_of(Face face, char32_t code) {
    return face == Face::icons ? std::string_view{} : current_runs->run(code);
}

float advance_of(Face face, char32_t code, float px) {
    const std::string_view run = run_of(face, code);
    return run.empty() ? current_source->advance(face, code, px) : current_source->advance(face, run, px);
}

bool rasterise(Face face, char32_t code, float px, GlyphBitmap& out) {
    const std::string_view run = run_of(face, code);
    out.coloured = false;
    return run.empty() ? current_source->rasterise(face, code, px, out) : current_source->rasterise(face, run, px, out);
}

bool baked_load_glyph(ImFontAtlas* atlas, ImFontConfig* src, ImFontBaked* baked, void*, ImWchar code_point,
                      ImFontGlyph* out_glyph, float* out_advance_x) {
    const float density = src->RasterizerDensity * baked->RasterizerDensity;
    const float px = baked->Size * density;
    if (out_advance_x != nullptr) {
        *out_advance_x = advance_of(face_of(src), code_point, px) / density;
        return true;
    }
    static GlyphBitmap bitmap;
    if (!rasterise(face_of(src), code_point, px, bitmap)) return false;
    out_glyph->Codepoint = code_point;
    out_glyph->AdvanceX = bitmap.advance / density;
    if (bitmap.width == 0 || bitmap.height == 0) return true;

    const ImFontAtlasRectId id = ImFontAtlasPackAddRect(atlas, bitmap.width, bitmap.height);
    if (id == ImFontAtlasRectId_Invalid) {
        ++homeless_glyphs;
        return false;
    }
    ImTextureRect* rect = ImFontAtlasPackGetRect(atlas, id);
    out_glyph->X0 = bitmap.left / density;
    out_glyph->Y0 = bitmap.top / density + baked->Ascent;
    out_glyph->X1 = out_glyph->X0 + static_cast<float>(bitmap.width) / density;
    out_glyph->Y1 = out_glyph->Y0 + static_cast<float>(bitmap.height) / density;
    out_glyph->Visible = true;
    out_glyph->PackId = id;
    out_glyph->Colored = bitmap.coloured;
    ImFontAtlasBakedSetFontGlyphBitmap(atlas, baked, src, out_glyph, rect, bitmap.pixels.data(),
                                       bitmap.coloured ? ImTextureFormat_RGBA32 : ImTextureFormat_Alpha8,
                                       bitmap.width * (bitmap.coloured ? 4 : 1));
    return true;
}

const ImFontLoader& loader() {
    static const ImFontLoader instance = [] {
        ImFontLoader l;
        l.Name = "onewindow";
        l.FontSrcInit = source_init;
        l.FontSrcDestroy = source_destroy;
        l.FontSrcContainsGlyph = source_contains;
        l.FontBakedInit = baked_init;
        l.FontBakedLoadGlyph = baked_load_glyph;
        return l;
    }();
    return instance;
}

}  // namespace
}  // namespace ow::ui

/// What ImGui calls for its default loader (cmake/imgui).
// NOLINTBEGIN(readability-identifier-naming): the names are ImGui's
namespace ImGuiFreeType {
const ImFontLoader* GetFontLoader();
const ImFontLoader* GetFontLoader() { return &ow::ui::loader(); }
}  // namespace ImGuiFreeType
// NOLINTEND(readability-identifier-naming)

namespace ow::ui {

char32_t RunCodes::of(std::string_view run) {
    if (const auto known = m_codes.find(run); known != m_codes.end()) return known->second;
    if (m_runs.size() > last - first) return 0xFFFD;
    const auto code = first + static_cast<char32_t>(m_runs.size());
    m_runs.push_back(&m_codes.emplace(run, code).first->first);
    return code;
}

std::string_view RunCodes::run(char32_t code) const {
    return code < first || code - first >= m_runs.size() ? std::string_view{} : *m_runs[code - first];
}

void RunCodes::clear() {
    m_runs.clear();
    m_codes.clear();
}

Fonts::Fonts(GlyphSource& source) : m_source(source) {
    m_outer = current_source;
    m_outer_runs = current_runs;
    current_source = &source;
    current_runs = &m_runs;
    ImFontAtlas* atlas = ImGui::GetIO().Fonts;
    atlas->SetFontLoader(&loader());
    atlas->Flags |= ImFontAtlasFlags_NoMouseCursors | ImFontAtlasFlags_NoBakedLines;
    atlas->TexMaxWidth = atlas->TexMaxHeight = max_atlas_side;
    atlas->TexMinWidth = 512;
    atlas->TexMinHeight = 256;
    static char no_data[1] = {};
    for (int i = 0; i < 3; ++i) {
        ImFontConfig config;
        config.FontData = no_data;
        config.FontDataSize = 1;
        config.FontDataOwnedByAtlas = false;
        config.FontNo = static_cast<ImU32>(i);
        config.FontLoader = &loader();
        config.SizePixels = 16.0f;
        config.PixelSnapH = false;
        m_faces[i] = atlas->AddFont(&config);
    }
    ImGui::GetIO().FontDefault = m_faces[0];
}

Fonts::~Fonts() {
    current_source = m_outer;
    current_runs = m_outer_runs;
}

bool Fonts::trim() {
    ImFontAtlas* atlas = ImGui::GetIO().Fonts;
    if (atlas->Builder == nullptr || atlas->TexData == nullptr) return false;
    const auto used = [atlas] { return atlas->Builder->RectsPackedSurface - atlas->Builder->RectsDiscardedSurface; };
    const int total = max_atlas_side * max_atlas_side, budget = total / 4 * 3;
    const bool lost = std::exchange(homeless_glyphs, 0) > 0;
    if (std::exchange(m_emptied, false)) {
        // Drawn anew from nothing: emptying again would give the same, and no end of frames.
        m_page_surface = used();
        return false;
    }
    if (m_runs.nearly_full()) {
        discard_all();
        m_emptied = true;
        return true;
    }
    if (!lost && used() < std::max(budget, m_page_surface + total / 8)) return false;
    ImFontAtlasBuildDiscardBakes(atlas, 8);
    // The sizes on the screen are always in use: what they hold of pages long gone goes only with all of it.
    if (lost || used() >= budget) {
        ImFontAtlasBuildDiscardBakes(atlas, 0);
        m_emptied = true;
    }
    m_page_surface = 0;
    atlas->CompactCache();
    return true;
}

void Fonts::discard_all() {
    ImFontAtlas* atlas = ImGui::GetIO().Fonts;
    m_runs.clear();
    if (atlas->Builder == nullptr) return;
    ImFontAtlasBuildDiscardBakes(atlas, 0);
    atlas->CompactCache();
}

}  // namespace ow::ui
