#pragma once

#include "src/app/box.hpp"
#include "src/app/states.hpp"

namespace ow::app {

struct Feature;

/// Where the answer of an effect goes: the feature that wanted it, and which of its wishes it answers.
struct Ticket {
    const Feature* feature = nullptr;  ///< nullptr = the shell itself
    RequestId token = 0;
    bool operator==(const Ticket&) const = default;
};

/// Something that happened: what a view sends to a feature (its own variant of actions), the answer to an effect, or,
/// with no feature named, what the shell looks at and tells every feature (world.hpp, event.hpp).
///
/// Made by `to_action(…)`, which each feature declares beside its actions; anything else does not compile.
struct Action {
    Ticket to;
    Box what;
};

}  // namespace ow::app
