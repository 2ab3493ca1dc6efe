#include "ui/theme/theme.hpp"
#include "tests/unit/ui/harness.hpp"

#include <catch2/catch_test_macros.hpp>

#include <vector>

using namespace ow;
using namespace ow::ui;

namespace {

struct Named {
    const char* name;
    ThemeChoice choice;
    float text_ratio;  ///< least contrast of text
};

std::vector<Named> palettes() {
    std::vector<Named> all;
    for (const Mode mode : {Mode::standard, Mode::elder})
        for (const Contrast contrast : {Contrast::normal, Contrast::dark, Contrast::high_light, Contrast::high_dark}) {
            ThemeChoice choice;
            choice.mode = mode;
            choice.contrast = contrast;
            const bool plain = mode == Mode::standard && contrast == Contrast::normal;
            static constexpr const char* names[] = {"normal", "dark", "high light", "high dark"};
            all.push_back({names[static_cast<int>(contrast)], choice, plain ? 4.5f : 7.0f});
        }
    return all;
}

struct Pair {
    const char* name;
    Colour ink, ground;
};

}  // namespace

TEST_CASE("Every text can be read on every ground it stands on, in every mode", "[theme][unit]") {
    for (const Named& palette : palettes()) {
        const Palette c = make_theme(palette.choice, false).colour;
        const Colour neutral = mix(c.track, c.surface, 0.6f), disabled_field = mix(c.track, c.surface, 0.5f);
        const std::vector<Pair> pairs{
            {"ink on ground", c.ink, c.ground},
            {"ink on surface", c.ink, c.surface},
            {"ink2 on ground", c.ink2, c.ground},
            {"ink2 on surface", c.ink2, c.surface},
            {"ink on brand soft", c.ink, c.brand_soft},
            {"ink2 on brand soft", c.ink2, c.brand_soft},
            {"brand on surface", c.brand, c.surface},
            {"brand on ground", c.brand, c.ground},
            {"brand on brand soft", c.brand, c.brand_soft},
            {"brand ink on brand soft", c.brand_ink, c.brand_soft},
            {"brand ink on surface", c.brand_ink, c.surface},
            {"on brand", c.on_brand, c.brand},
            {"ok on surface", c.ok, c.surface},
            {"ok on ok soft", c.ok, c.ok_soft},
            {"ok on ground", c.ok, c.ground},
            {"warn on surface", c.warn, c.surface},
            {"warn on warn soft", c.warn, c.warn_soft},
            {"warn on ground", c.warn, c.ground},
            {"bad on surface", c.bad, c.surface},
            {"bad on bad soft", c.bad, c.bad_soft},
            {"bad on ground", c.bad, c.ground},
            {"ink2 on a neutral tag", c.ink2, neutral},
            {"ink2 on a disabled field", c.ink2, disabled_field},
            {"surface on bad (counter)", c.surface, c.bad},
            {"title on the first tile", c.on_brand, c.tile_a0},
            {"title on the first tile's end", c.on_brand, c.tile_a1},
            {"title on the second tile", c.on_brand, c.tile_b0},
            {"title on the second tile's end", c.on_brand, c.tile_b1},
            {"words on the first tile", c.on_brand2, c.tile_a0},
            {"words on the first tile's end", c.on_brand2, c.tile_a1},
            {"words on the second tile", c.on_brand2, c.tile_b0},
            {"words on the second tile's end", c.on_brand2, c.tile_b1},
        };
        for (const Pair& pair : pairs) {
            CAPTURE(palette.name, static_cast<int>(palette.choice.mode), pair.name);
            CHECK(contrast_ratio(pair.ink, pair.ground) >= palette.text_ratio);
        }
    }
}

TEST_CASE("Edges of fields, marks and the focus ring stand out by 3 to 1", "[theme][unit]") {
    for (const Named& palette : palettes()) {
        const Palette c = make_theme(palette.choice, false).colour;
        CAPTURE(palette.name, static_cast<int>(palette.choice.mode));
        CHECK(contrast_ratio(c.border, c.surface) >= 3.0f);
        CHECK(contrast_ratio(c.bad, c.surface) >= 3.0f);
        CHECK(contrast_ratio(c.brand, c.track) >= 3.0f);
        // The ring is two lines: one of them stands out from what lies under it.
        for (const Colour under : {c.surface, c.ground, c.brand})
            CHECK(std::max(contrast_ratio(c.focus, under), contrast_ratio(c.focus_edge, under)) >= 3.0f);
        CHECK(contrast_ratio(c.focus, c.focus_edge) >= 3.0f);
    }
}

TEST_CASE("The elder mode is large: 22 px by default, never below 20, up to 30 and beyond with text scale",
          "[theme][unit]") {
    const Theme standard = make_theme({}, false), elder = make_theme(test::elder(), false);
    CHECK(standard.type.body == 16);
    CHECK(elder.type.body == 22);
    ThemeChoice choice = test::elder();
    choice.elder_px = 30;
    CHECK(make_theme(choice, false).type.body == 30);
    choice.elder_px = 8;
    CHECK(make_theme(choice, false).type.body == 20);
    for (const float size : {elder.type.secondary, elder.type.small, elder.type.nav})
        CHECK(size >= 18);
    CHECK(elder.size.target >= 60);
    CHECK(elder.size.button >= 60);
    CHECK(elder.size.field >= 60);
    CHECK(standard.size.target >= 44);
    CHECK(standard.size.button >= 44);
    CHECK(standard.size.field >= 44);
}

TEST_CASE("Text doubles at 200 percent and boxes grow with it", "[theme][unit]") {
    ThemeChoice choice;
    choice.text_scale = 2;
    const Theme once = make_theme({}, false), twice = make_theme(choice, false);
    CHECK(twice.type.body == 2 * once.type.body);
    CHECK(twice.type.nav == 2 * once.type.nav);
    CHECK(twice.size.button >= twice.type.button * 1.4f);
    CHECK(twice.size.field >= twice.type.field * 1.5f);
    choice.text_scale = 9;
    CHECK(make_theme(choice, false).type.body == twice.type.body);
}

TEST_CASE("Lines of text stand at least 1.3 of their size apart", "[theme][unit]") {
    test::Harness h;
    h.show([](Ui&) {});
    for (const float px : {12.0f, 13.0f, 15.0f, 16.0f, 20.0f, 22.0f, 26.0f, 30.0f, 60.0f})
        CHECK(h.ui().style(px, 0).line_height() >= px * 1.3f);
}

TEST_CASE("Contrast is reckoned as WCAG does", "[theme][unit]") {
    CHECK(contrast_ratio(0x000000, 0xffffff) > 20.9f);
    CHECK(contrast_ratio(0xffffff, 0x000000) > 20.9f);
    CHECK(contrast_ratio(0x123456, 0x123456) == 1.0f);
    const float grey = contrast_ratio(0x767676, 0xffffff);
    CHECK(grey > 4.5f);
    CHECK(grey < 4.6f);
    CHECK(contrast_ratio(0x777777, 0xffffff) < 4.5f);
}

TEST_CASE("Mixing colours goes from one to the other", "[theme][unit]") {
    CHECK(mix(0x102030, 0xffffff, 1) == 0x102030);
    CHECK(mix(0x102030, 0xffffff, 0) == 0xffffff);
    CHECK(mix(0x000000, 0xffffff, 0.5f) == 0x808080);
}
