#include "ui/theme/theme.hpp"

#include <algorithm>
#include <cmath>

namespace ow::ui {

namespace {

constexpr Palette light{.ink = 0x16202c,
                        .ink2 = 0x4a5868,
                        .line = 0xdfe5ec,
                        .border = 0x8794a3,
                        .ground = 0xf4f6f9,
                        .surface = 0xffffff,
                        .brand = 0x0a5bb5,
                        .brand_ink = 0x083f7d,
                        .brand_soft = 0xe8f1fc,
                        .on_brand = 0xffffff,
                        .on_brand2 = 0xeef5fd,
                        .ok = 0x17714a,
                        .ok_soft = 0xe5f4ec,
                        .warn = 0x8f5200,
                        .warn_soft = 0xfdf1dd,
                        .bad = 0xb3261e,
                        .bad_soft = 0xfcebea,
                        .focus = 0xffb300,
                        .focus_edge = 0x0a5bb5,
                        .track = 0xdbe3ec,
                        .idle_dot = 0xa9b5c2,
                        .tile_a0 = 0x084d9c,
                        .tile_a1 = 0x0a62c0,
                        .tile_b0 = 0x0b5a57,
                        .tile_b1 = 0x0b7370,
                        .shadows = true};

/// The elder palette darkens every text colour to 7:1 on white and on its soft ground.
constexpr Palette elder_light = [] {
    Palette p = light;
    p.ink2 = 0x3b4756;
    p.border = 0x6b7889;
    p.line = 0xc5d0dc;
    p.brand = 0x084a94;
    p.focus_edge = 0x084a94;
    p.brand_ink = 0x06386f;
    p.ok = 0x0f5a3a;
    p.warn = 0x704000;
    p.bad = 0x8f1d17;
    p.tile_a0 = 0x063f80;
    p.tile_a1 = 0x08509f;
    p.tile_b0 = 0x084a47;
    p.tile_b1 = 0x085a57;
    p.on_brand2 = 0xffffff;
    return p;
}();

/// For a system that is dark and asks for no more contrast. Every text colour has 7:1, so that the elder mode has it
/// too.
constexpr Palette dark{.ink = 0xe9eef4,
                       .ink2 = 0xb9c4d1,
                       .line = 0x313c4a,
                       .border = 0x8492a3,
                       .ground = 0x10151c,
                       .surface = 0x1a212b,
                       .brand = 0x94c6ff,
                       .brand_ink = 0xb8daff,
                       .brand_soft = 0x152c47,
                       .on_brand = 0x05192f,
                       .on_brand2 = 0x05192f,
                       .ok = 0x7edcae,
                       .ok_soft = 0x112c1e,
                       .warn = 0xf7c26b,
                       .warn_soft = 0x32250b,
                       .bad = 0xffaaa3,
                       .bad_soft = 0x381614,
                       .focus = 0xffc83d,
                       .focus_edge = 0x10151c,
                       .track = 0x364252,
                       .idle_dot = 0x8492a3,
                       .tile_a0 = 0x86bcf7,
                       .tile_a1 = 0x9dccff,
                       .tile_b0 = 0x74d3cb,
                       .tile_b1 = 0x8be3dc,
                       .shadows = true};

constexpr Palette high_light{.ink = 0x000000,
                             .ink2 = 0x1c1c1c,
                             .line = 0x000000,
                             .border = 0x000000,
                             .ground = 0xffffff,
                             .surface = 0xffffff,
                             .brand = 0x003a80,
                             .brand_ink = 0x002a5c,
                             .brand_soft = 0xffffff,
                             .on_brand = 0xffffff,
                             .on_brand2 = 0xffffff,
                             .ok = 0x004d2a,
                             .ok_soft = 0xffffff,
                             .warn = 0x5c3400,
                             .warn_soft = 0xffffff,
                             .bad = 0x8a0f0a,
                             .bad_soft = 0xffffff,
                             .focus = 0xffb300,
                             .focus_edge = 0x000000,
                             .track = 0xb8b8b8,
                             .idle_dot = 0x4a4a4a,
                             .tile_a0 = 0x003a80,
                             .tile_a1 = 0x003a80,
                             .tile_b0 = 0x004744,
                             .tile_b1 = 0x004744,
                             .shadows = false};

constexpr Palette high_dark{.ink = 0xffffff,
                            .ink2 = 0xe6e6e6,
                            .line = 0x8c8c8c,
                            .border = 0xffffff,
                            .ground = 0x000000,
                            .surface = 0x0d0d0d,
                            .brand = 0x8fc7ff,
                            .brand_ink = 0xb8dcff,
                            .brand_soft = 0x10243a,
                            .on_brand = 0x000000,
                            .on_brand2 = 0x000000,
                            .ok = 0x7ee2b0,
                            .ok_soft = 0x0b2418,
                            .warn = 0xffc766,
                            .warn_soft = 0x2b1d00,
                            .bad = 0xffa59e,
                            .bad_soft = 0x2f0c09,
                            .focus = 0xffd54a,
                            .focus_edge = 0x000000,
                            .track = 0x444444,
                            .idle_dot = 0xb0b0b0,
                            .tile_a0 = 0x8fc7ff,
                            .tile_a1 = 0x8fc7ff,
                            .tile_b0 = 0x7fe0d8,
                            .tile_b1 = 0x7fe0d8,
                            .shadows = false};

float channel(Colour c, int shift) {
    const float v = static_cast<float>((c >> shift) & 255) / 255.0f;
    return v <= 0.04045f ? v / 12.92f : std::pow((v + 0.055f) / 1.055f, 2.4f);
}

float luminance(Colour c) { return 0.2126f * channel(c, 16) + 0.7152f * channel(c, 8) + 0.0722f * channel(c, 0); }

}  // namespace

Theme make_theme(const ThemeChoice& choice, bool wide) {
    Theme theme;
    theme.choice = choice;
    const bool elder = choice.mode == Mode::elder;
    switch (choice.contrast) {
        case Contrast::high_light: theme.colour = high_light; break;
        case Contrast::high_dark: theme.colour = high_dark; break;
        case Contrast::dark: theme.colour = dark; break;
        case Contrast::normal: theme.colour = elder ? elder_light : light; break;
    }
    const float scale = std::clamp(choice.text_scale, 1.0f, 2.0f);
    const auto px = [scale](float v) { return std::round(v * scale); };
    if (elder) {
        const float body = std::clamp(choice.elder_px, 20.0f, 30.0f) * scale;
        const auto of = [body](float ratio) { return std::round(body * ratio); };
        theme.type = {.question = of(1.36f),
                      .title = of(1.27f),
                      .section = of(1.18f),
                      .body = of(1.0f),
                      .field = of(1.05f),
                      .secondary = of(0.91f),
                      .small = of(0.91f),
                      .nav = of(0.82f),
                      .button = of(1.1f)};
    } else {
        theme.type = {.question = px(26),
                      .title = px(20),
                      .section = px(18),
                      .body = px(16),
                      .field = px(17),
                      .secondary = px(15),
                      .small = px(13),
                      .nav = px(12),
                      .button = px(18)};
    }
    // Boxes grow with the text they hold, never below the target of the norm.
    const float line = std::round(theme.type.button * 1.4f);
    theme.size = {.margin = wide ? 24.0f : 16.0f,
                  .card_pad = elder ? 20.0f : 16.0f,
                  .gap = 16,
                  .field_gap = elder ? 12.0f : 8.0f,
                  .radius_card = elder ? 20.0f : 16.0f,
                  .radius_button = 14,
                  .radius_field = 12,
                  .radius_tag = 8,
                  .target = elder ? 60.0f : 44.0f,
                  .button = std::max(elder ? 64.0f : 52.0f, line + 24.0f),
                  .field = std::max(elder ? 64.0f : 50.0f, std::round(theme.type.field * 1.5f) + 24.0f),
                  .nav = std::max(elder ? 76.0f : 64.0f, std::round(theme.type.nav * 1.5f) + (elder ? 48.0f : 40.0f)),
                  .top_bar = std::max(elder ? 84.0f : 70.0f, std::round(theme.type.title * 1.25f) +
                                                                 std::round(theme.type.small * 1.5f) + 24.0f),
                  .icon = elder ? 30.0f : 24.0f,
                  .stroke = elder || choice.contrast >= Contrast::high_light ? 2.0f : 1.5f,
                  .focus_width = elder ? 4.0f : 3.0f};
    return theme;
}

float contrast_ratio(Colour a, Colour b) {
    const float la = luminance(a), lb = luminance(b);
    return (std::max(la, lb) + 0.05f) / (std::min(la, lb) + 0.05f);
}

Colour mix(Colour a, Colour b, float share) {
    Colour out = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
        const float va = static_cast<float>((a >> shift) & 255), vb = static_cast<float>((b >> shift) & 255);
        out |= static_cast<Colour>(std::lround(va * share + vb * (1 - share))) << shift;
    }
    return out;
}

}  // namespace ow::ui
