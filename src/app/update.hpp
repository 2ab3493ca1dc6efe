#pragma once

#include "src/app/action.hpp"
#include "src/app/effect.hpp"
#include "src/app/model.hpp"
#include "src/app/shell.hpp"
#include "src/app/world.hpp"

namespace ow::app {

/// The whole core: turns `model` into what `action` makes of it, and returns what to do outside. Nothing else decides:
/// no clock, no dice, no input or output; the same model and action give the same result.
[[nodiscard]] Effects update(Model& model, const Action& action);

}  // namespace ow::app
