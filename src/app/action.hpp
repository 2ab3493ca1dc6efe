#pragma once

#include <variant>

#include "src/app/appeal/appeal.hpp"
#include "src/app/mine/mine.hpp"
#include "src/app/rating/rating.hpp"
#include "src/app/search/search.hpp"
#include "src/app/session/session.hpp"
#include "src/app/settings/settings.hpp"
#include "src/app/shell.hpp"
#include "src/app/steps/steps.hpp"
#include "src/app/track/track.hpp"
#include "src/app/workbench/workbench.hpp"
#include "src/app/world.hpp"

namespace ow::app {

/// Everything that can happen. The single actions convert by themselves:
/// `Action action = appeal::NextPressed{};`
using Action = std::variant<world::Action, shell::Action, session::Action, appeal::Action, mine::Action, steps::Action,
                            rating::Action, track::Action, workbench::Action, settings::Action, search::Action>;

}  // namespace ow::app
