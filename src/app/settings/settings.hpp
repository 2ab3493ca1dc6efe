#pragma once

#include <variant>

#include "src/app/env.hpp"
#include "src/domain/settings.hpp"

/// How a person wants to see, hear and touch; every change is stored at once.
namespace ow::app::settings {

/// It has no state of its own: the shell keeps the settings (Model::settings), for everything is drawn by them.
extern const Feature feature;

struct ModeChosen {
    domain::DisplayMode mode = domain::DisplayMode::standard;
};
/// 长辈版 / 换回标准版
struct ModeToggled {};
struct ContrastChosen {
    domain::Contrast contrast = domain::Contrast::automatic;
};
struct LanguageChosen {
    domain::Language language = domain::Language::zh_cn;
};
struct MotionChosen {
    domain::Motion motion = domain::Motion::automatic;
};
/// Larger (+1) or smaller (-1): in the mode's own steps.
struct TextSizeStepped {
    int steps = 0;
};
struct ReadingRateStepped {
    int steps = 0;
};
struct OneHandedChanged {
    bool on = false;
};
struct TouchExplorationChanged {
    bool on = false;
};
/// The offer of the first start was answered (choosing a mode counts as an answer too).
struct OfferDismissed {};
/// Clear what this device keeps: opens the dialog clear_device.
struct ClearDevicePressed {};
/// The person confirmed.
struct DeviceClearConfirmed {};

using Action = std::variant<ClearDevicePressed, ModeChosen, ModeToggled, ContrastChosen, LanguageChosen, MotionChosen,
                            TextSizeStepped, ReadingRateStepped, OneHandedChanged, TouchExplorationChanged,
                            OfferDismissed, DeviceClearConfirmed>;

/// For this feature.
[[nodiscard]] app::Action to_action(Action action);

}  // namespace ow::app::settings
