#pragma once

#include "web/effect_runner_context.hpp"

namespace ow::web {

/// The lock of a worker's device. \return whether the effect was one of its.
bool run_lock(RunnerContext& context, const app::Effect& effect);

}  // namespace ow::web
