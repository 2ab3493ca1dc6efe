#include "src/app/settings/settings.hpp"

#include <array>

#include "src/app/feature.hpp"
#include "src/app/settings/pages.hpp"

namespace ow::app::settings {

namespace {

struct Apply {
    domain::Settings& settings;
    Env& env;

    void operator()(const ClearDevicePressed&) const {
        env.signal(OpenDialog{{.name = "clear_device", .confirmed = to_action(DeviceClearConfirmed{})}});
    }
    void operator()(const DeviceClearConfirmed&) const { env.signal(DeviceCleared{}); }
    void operator()(const ModeChosen& choice) const {
        settings.mode = choice.mode;
        settings.asked = true;
    }
    void operator()(const ModeToggled&) const {
        const bool elder = settings.mode == domain::DisplayMode::elder;
        (*this)(ModeChosen{elder ? domain::DisplayMode::standard : domain::DisplayMode::elder});
    }
    void operator()(const ContrastChosen& choice) const { settings.contrast = choice.contrast; }
    void operator()(const LanguageChosen& choice) const { settings.language = choice.language; }
    void operator()(const MotionChosen& choice) const { settings.motion = choice.motion; }
    void operator()(const TextSizeStepped& change) const {
        if (settings.mode == domain::DisplayMode::elder) {
            settings.elder_text_px += change.steps * domain::elder_text_step;
        } else {
            settings.text_percent += change.steps * domain::text_percent_step;
        }
    }
    void operator()(const ReadingRateStepped& change) const {
        settings.reading_rate += change.steps * domain::reading_rate_step;
    }
    void operator()(const OneHandedChanged& change) const { settings.one_handed = change.on; }
    void operator()(const TouchExplorationChanged& change) const { settings.touch_exploration = change.on; }
    void operator()(const OfferDismissed&) const { settings.asked = true; }
};

void update(Env& env, const Action& action) {
    domain::Settings settings = env.settings;
    std::visit(Apply{settings, env}, action);
    settings = domain::clamp(settings);
    if (settings == env.settings) {
        return;
    }
    env.effect(SaveSettings{settings});
    env.signal(SettingsChanged{settings});
}

constexpr std::array feature_pages{Page{.address = &pages::settings}};

}  // namespace

app::Action to_action(Action action) { return {{&feature, 0}, Box(action)}; }

constinit const Feature feature{.name = "settings", .pages = feature_pages, .update = handle<&update>};

}  // namespace ow::app::settings
