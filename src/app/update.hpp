#pragma once

#include "src/app/action.hpp"
#include "src/app/effect.hpp"
#include "src/app/model.hpp"

namespace ow::app {

/// The next model and what to do outside.
struct Transition {
    Model model;
    Effects effects;
};

/// The whole core: what `action` makes of `model`. Pure: no clock, no dice, no input or output; the same arguments
/// give the same result. Move the model in: nothing is copied then.
[[nodiscard]] Transition update(Model model, const Action& action);

}  // namespace ow::app
