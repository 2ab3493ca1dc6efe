#include "ui/text/fonts.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <cmath>
#include <cstring>

namespace ow::ui {

namespace {

// ImGui hands its own pointers to the loader and none of ours survives AddFont, so the source is kept per context.
GlyphSource* current_source = nullptr;

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
    if (id == ImFontAtlasRectId_Invalid) return false;
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
namespace ImGuiFreeType {
const ImFontLoader* GetFontLoader();
const ImFontLoader* GetFontLoader() { return &ow::ui::loader(); }
}  // namespace ImGuiFreeType

namespace ow::ui {

Fonts::Fonts(GlyphSource& source) : m_source(source) {
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

Fonts::~Fonts() { current_source = nullptr; }

bool Fonts::trim() {
    ImFontAtlas* atlas = ImGui::GetIO().Fonts;
    if (atlas->Builder == nullptr || atlas->TexData == nullptr) return false;
    const int side = max_atlas_side;
    const int budget = side * side / 4 * 3;
    if (atlas->Builder->RectsPackedSurface < budget) return false;
    ImFontAtlasBuildDiscardBakes(atlas, 8);
    if (atlas->Builder->RectsPackedSurface - atlas->Builder->RectsDiscardedSurface >= budget)
        ImFontAtlasBuildDiscardBakes(atlas, 1);
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
