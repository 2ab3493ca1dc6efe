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

bool baked_load_glyph(ImFontAtlas* atlas, ImFontConfig* src, ImFontBaked* baked, void*, ImWchar code_point,
                      ImFontGlyph* out_glyph, float* out_advance_x) {
    const float density = src->RasterizerDensity * baked->RasterizerDensity;
    const float px = baked->Size * density;
    if (out_advance_x != nullptr) {
        *out_advance_x = current_source->advance(face_of(src), code_point, px) / density;
        return true;
    }
    static GlyphBitmap bitmap;
    if (!current_source->rasterise(face_of(src), code_point, px, bitmap)) return false;
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
    ImFontAtlasBakedSetFontGlyphBitmap(atlas, baked, src, out_glyph, rect, bitmap.alpha.data(), ImTextureFormat_Alpha8,
                                       bitmap.width);
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

Fonts::Fonts(GlyphSource& source) : m_source(source) {
    m_outer = current_source;
    current_source = &source;
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

Fonts::~Fonts() { current_source = m_outer; }

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
    if (atlas->Builder == nullptr) return;
    ImFontAtlasBuildDiscardBakes(atlas, 0);
    atlas->CompactCache();
}

}  // namespace ow::ui
