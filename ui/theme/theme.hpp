#pragma once
/// The design tokens: colour, type, space, shape and motion as data, one set a mode. Values from the design pictures.

#include <cstdint>

namespace ow::ui {

/// Colour as 0xRRGGBB.
using Colour = std::uint32_t;

/// Which reader the page is drawn for.
enum class Mode : std::uint8_t { standard, elder };
/// Contrast of the palette.
enum class Contrast : std::uint8_t { normal, dark, high_light, high_dark };

/// What a person chose in the settings, or the system asks for.
struct ThemeChoice {
    Mode mode = Mode::standard;
    Contrast contrast = Contrast::normal;
    float text_scale = 1.0f;  ///< 1.0–2.0
    float elder_px = 22.0f;   ///< elder body text, 20–30 CSS px
    bool reduced_motion = false;
    bool low_reach = false;  ///< primary actions in the lower half
    friend bool operator==(const ThemeChoice&, const ThemeChoice&) = default;
};

/// Colours. Contrast of each text colour on its ground is checked by a test (4.5:1; 7:1 in elder and high contrast).
struct Palette {
    Colour ink, ink2, line, border, ground, surface;
    Colour brand, brand_ink, brand_soft, on_brand, on_brand2;
    Colour ok, ok_soft, warn, warn_soft, bad, bad_soft;
    Colour focus, focus_edge, track, idle_dot;
    Colour tile_a0, tile_a1, tile_b0, tile_b1;  ///< gradients of the two primary tiles
    bool shadows;                               ///< cards float (else they are outlined)
};

/// Text sizes, CSS px, already scaled.
struct TypeScale {
    float question, title, section, body, field, secondary, small, nav, button;
};

/// Sizes and distances, CSS px.
struct Metrics {
    float margin, card_pad, gap, field_gap;
    float radius_card, radius_button, radius_field, radius_tag;
    float target, button, field, nav, top_bar, icon, stroke, focus_width;
};

/// Everything a widget needs to draw itself.
struct Theme {
    ThemeChoice choice;
    Palette colour;
    TypeScale type;
    Metrics size;
    [[nodiscard]] bool elder() const { return choice.mode == Mode::elder; }
};

/// Builds the theme of a choice. `wide` is true from 820 CSS px (larger page margins).
[[nodiscard]] Theme make_theme(const ThemeChoice& choice, bool wide);

/// WCAG 2.2 contrast ratio of two opaque colours, 1–21.
[[nodiscard]] float contrast_ratio(Colour a, Colour b);

/// `share` (0–1) of `a` mixed into `b`.
[[nodiscard]] Colour mix(Colour a, Colour b, float share);

}  // namespace ow::ui
