#pragma once
// Dear ImGui asks this header for its default font loader when IMGUI_ENABLE_FREETYPE is defined. Ours stands in its
// place (ui/text/fonts.cpp defines the function), so that stb_truetype, which nothing here uses, is not compiled in.
struct ImFontLoader;
namespace ImGuiFreeType {
const ImFontLoader* GetFontLoader();
}
