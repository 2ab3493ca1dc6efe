#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "src/domain/codes.hpp"

namespace ow::domain {

/// 标准 or 长辈版.
enum class DisplayMode : std::uint8_t { standard, elder };
template <>
struct Codes<DisplayMode> {
    static constexpr std::array<std::string_view, 2> words{"standard", "elder"};
};

/// Contrast; `automatic` follows the system (prefers-contrast, prefers-color-scheme, forced-colors).
enum class Contrast : std::uint8_t { automatic, normal, high, dark_high };
template <>
struct Codes<Contrast> {
    static constexpr std::array<std::string_view, 4> words{"automatic", "normal", "high", "dark_high"};
};

enum class Language : std::uint8_t { zh_cn, en };
template <>
struct Codes<Language> {
    static constexpr std::array<std::string_view, 2> words{"zh-CN", "en"};
};

/// Movement on the screen; `automatic` follows prefers-reduced-motion.
enum class Motion : std::uint8_t { automatic, full, reduced };
template <>
struct Codes<Motion> {
    static constexpr std::array<std::string_view, 3> words{"automatic", "full", "reduced"};
};

inline constexpr int text_percent_min = 100;
inline constexpr int text_percent_max = 200;
inline constexpr int text_percent_step = 25;
inline constexpr int elder_text_min = 22;  ///< CSS pixels; accessibility.md: default 22, steps up to 30
inline constexpr int elder_text_max = 30;
inline constexpr int elder_text_step = 2;
inline constexpr int reading_rate_min = 50;  ///< percent of the voice's own speed
inline constexpr int reading_rate_max = 200;
inline constexpr int reading_rate_step = 25;

/// How a person wants to see, hear and touch (accessibility.md, "Modes"); remembered on the device.
struct Settings {
    DisplayMode mode = DisplayMode::standard;
    Contrast contrast = Contrast::automatic;
    Language language = Language::zh_cn;
    Motion motion = Motion::automatic;
    int text_percent = text_percent_min;  ///< standard mode: 100–200
    int elder_text_px = elder_text_min;   ///< elder mode: 22–30
    int reading_rate = 100;               ///< 50–200
    bool one_handed = false;              ///< primary actions in the lower half
    bool touch_exploration = false;       ///< 读屏模式: the mirror's leaves take the pointer
    bool asked = false;                   ///< the choice of the first start was made or waved away
    bool operator==(const Settings&) const = default;
};

/// The settings with every number inside its bounds and on a step: stored ones may be of another version.
[[nodiscard]] Settings clamp(Settings settings);

/// What the browser says its user prefers.
struct SystemPreferences {
    bool more_contrast = false;   ///< prefers-contrast: more, or forced-colors
    bool dark = false;            ///< prefers-color-scheme: dark
    bool reduced_motion = false;  ///< prefers-reduced-motion: reduce
    bool operator==(const SystemPreferences&) const = default;
};

/// The contrast to draw with; never `automatic`.
[[nodiscard]] Contrast effective_contrast(const Settings& settings, const SystemPreferences& system);

/// Whether to draw dark without more contrast: the system is, and nothing else was chosen.
[[nodiscard]] bool is_dark(const Settings& settings, const SystemPreferences& system);

/// Whether things may move.
[[nodiscard]] bool motion_allowed(const Settings& settings, const SystemPreferences& system);

/// Size of body text in CSS pixels: 16 × percent, or the elder size.
[[nodiscard]] double body_text_px(const Settings& settings);

}  // namespace ow::domain
