#pragma once

#include "src/app/env.hpp"
#include "src/app/model.hpp"
#include "src/app/world.hpp"

namespace ow::app {

/// Gives what the outside told to the features it is for. Part of the root.
void from_world(Model& model, Env& env, const world::Action& action);

}  // namespace ow::app
