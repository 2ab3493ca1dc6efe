#pragma once

#include "src/app/env.hpp"

/// 阳光下: a worker's tablet outdoors is drawn in the darker colours (ui/views/root.cpp). Kept on the device, of
/// staff's program only.
namespace ow::app::sun {

/// What programs put into their lists.
extern const Feature feature;

struct Model {
    bool on = false;
    bool operator==(const Model&) const = default;
};

/// On and off.
struct Toggled {};
/// For this feature.
[[nodiscard]] app::Action to_action(Toggled action);

}  // namespace ow::app::sun
