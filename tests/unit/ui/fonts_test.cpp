#include "ui/text/fonts.hpp"
#include "tests/unit/ui/harness.hpp"

#include <imgui.h>
#include <imgui_internal.h>
#include <catch2/catch_test_macros.hpp>

#include <algorithm>

using namespace ow;
using namespace ow::test;

namespace {

std::string character(char32_t code_point) {
    char utf8[5] = {};
    ImTextCharToUtf8(utf8, code_point);
    return utf8;
}

/// A run of common characters, `count` from the `first`-th on.
std::string characters(int first, int count) {
    std::string text;
    for (int i = 0; i < count; ++i)
        text += character(static_cast<char32_t>(0x4E00 + first + i));
    return text;
}

struct AtlasSize {
    int width = 0, height = 0;
};

AtlasSize atlas_size() {
    const ImTextureData* texture = ImGui::GetIO().Fonts->TexData;
    return {texture->Width, texture->Height};
}

/// True where the characters have glyphs of their own at the size.
bool has_all(Harness& h, float px, int first, int count) {
    ImFontBaked* baked = h.fonts().face(ui::Face::regular)->GetFontBaked(px, h.setup().density);
    for (int i = 0; i < count; ++i)
        if (baked->FindGlyphNoFallback(static_cast<ImWchar>(0x4E00 + first + i)) == nullptr) return false;
    return true;
}

}  // namespace

TEST_CASE("A glyph is rasterised once however often it is drawn", "[fonts][unit]") {
    Harness h;
    h.show([](ui::Ui& ui) { ui.text_block(0, 0, 390, ui.body(), "街道街道街道"); });
    const int once = h.glyphs().rasterised;
    for (int i = 0; i < 20; ++i)
        h.frame();
    CHECK(h.glyphs().rasterised == once);
}

TEST_CASE("The atlas stays bounded while thousands of characters come by at many sizes", "[fonts][unit]") {
    Harness h({.density = 2});
    int page = 0;
    h.show([&](ui::Ui& ui) {
        float y = 0;
        for (const float px : {13.0f, 16.0f, 18.0f, 22.0f, 26.0f, 30.0f})
            y += ui.text_block(0, y, 390, ui.style(px, 0), characters(page * 100, 40));
    });
    int largest = 0, incomplete = 0;
    for (page = 0; page < 120; ++page) {
        h.frame();
        h.frame();
        const AtlasSize size = atlas_size();
        largest = std::max({largest, size.width, size.height});
        // every character of the page is there in every size, none found the atlas full
        for (const float px : {13.0f, 16.0f, 18.0f, 22.0f, 26.0f, 30.0f})
            if (!has_all(h, px, page * 100, 40)) ++incomplete;
    }
    CHECK(h.glyphs().rasterised > 20'000);
    CHECK(largest <= ui::Fonts::max_atlas_side);
    CHECK(incomplete == 0);
}

TEST_CASE("After the atlas was emptied the page is drawn as before", "[fonts][unit]") {
    Harness h;
    h.show([](ui::Ui& ui) { ui.text_block(0, 0, 390, ui.body(), "街道办事处"); });
    const int vertices = h.drawn().TotalVtxCount;
    const int before = h.glyphs().rasterised;
    h.fonts().discard_all();
    h.frame();
    CHECK(h.glyphs().rasterised > before);
    CHECK(h.drawn().TotalVtxCount == vertices);
}

TEST_CASE("One page with more glyphs than the atlas holds still draws", "[fonts][unit]") {
    Harness h({.density = 4});
    int drawn = 0;
    h.show([&](ui::Ui& ui) {
        ++drawn;
        for (int i = 0; i < 40; ++i)
            ui.text_block(0, 0, 390, ui.style(30, 0), characters(i * 40, 40));
    });
    for (int frame = 0; frame < 12; ++frame)
        h.frame();
    CHECK(drawn >= 12);
    const AtlasSize size = atlas_size();
    CHECK(std::max(size.width, size.height) <= ui::Fonts::max_atlas_side);
    const int rasterised_by_page = h.glyphs().rasterised;
    for (int frame = 0; frame < 12; ++frame)
        h.frame();
    CHECK(h.glyphs().rasterised == rasterised_by_page);
    // and what comes after is drawn in full again
    h.show([](ui::Ui& ui) { ui.text_block(0, 0, 390, ui.body(), "街道办事处"); });
    h.frame();
    CHECK(has_all(h, 16, 0x8857 - 0x4E00, 1));
    const int rasterised = h.glyphs().rasterised;
    for (int frame = 0; frame < 12; ++frame)
        h.frame();
    CHECK(h.glyphs().rasterised == rasterised);
}

TEST_CASE("Rare characters of the supplementary planes are drawn like any other", "[fonts][unit]") {
    Harness h;
    h.show([](ui::Ui& ui) { ui.text_block(0, 0, 390, ui.body(), "𠮷𪚥😀"); });
    CHECK(h.glyphs().rasterised >= 3);
}

TEST_CASE("Code points that no character will ever have cost no memory", "[fonts][unit]") {
    Harness h;
    h.show([](ui::Ui& ui) { ui.text_block(0, 0, 390, ui.body(), "\xF4\x8F\xBF\xBF 街"); });
    const ImFontBaked* baked = h.fonts().face(ui::Face::regular)->GetFontBaked(16, 1);
    CHECK(baked->IndexLookup.Size <= 0x40000);
}

TEST_CASE("Changing the pixel ratio rasterises anew at that ratio", "[fonts][unit]") {
    int at_one = 0;
    {
        Harness h({.density = 1});
        h.show([](ui::Ui& ui) { ui.text_block(0, 0, 390, ui.body(), "街"); });
        at_one = atlas_size().height;
    }
    Harness h({.density = 4});
    h.show([](ui::Ui& ui) { ui.text_block(0, 0, 390, ui.body(), "街"); });
    CHECK(at_one > 0);
    const ImFontBaked* baked = h.fonts().face(ui::Face::regular)->GetFontBaked(16, 4);
    CHECK(baked->RasterizerDensity == 4);
    CHECK(baked->Size == 16);
}
