#include "src/domain/settings.hpp"

#include <algorithm>

namespace ow::domain {

namespace {

int on_step(int value, int smallest, int largest, int step) {
    const int inside = std::clamp(value, smallest, largest);
    return smallest + (inside - smallest + step / 2) / step * step;
}

}  // namespace

Settings clamp(Settings settings) {
    settings.text_percent = on_step(settings.text_percent, text_percent_min, text_percent_max, text_percent_step);
    settings.elder_text_px = on_step(settings.elder_text_px, elder_text_min, elder_text_max, elder_text_step);
    settings.reading_rate = on_step(settings.reading_rate, reading_rate_min, reading_rate_max, reading_rate_step);
    return settings;
}

Contrast effective_contrast(const Settings& settings, const SystemPreferences& system) {
    if (settings.contrast != Contrast::automatic) {
        return settings.contrast;
    }
    if (!system.more_contrast) {
        return Contrast::normal;
    }
    return system.dark ? Contrast::dark_high : Contrast::high;
}

bool is_dark(const Settings& settings, const SystemPreferences& system) {
    return settings.contrast == Contrast::automatic && system.dark && !system.more_contrast;
}

bool motion_allowed(const Settings& settings, const SystemPreferences& system) {
    return settings.motion == Motion::automatic ? !system.reduced_motion : settings.motion == Motion::full;
}

double body_text_px(const Settings& settings) {
    if (settings.mode == DisplayMode::elder) {
        return settings.elder_text_px;
    }
    return 16.0 * settings.text_percent / 100.0;
}

}  // namespace ow::domain
