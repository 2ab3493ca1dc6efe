#pragma once

#include "src/domain/value.hpp"
#include "src/wire/json.hpp"

/// Between domain::Value and nlohmann_json. Internal to src/wire.
namespace ow::wire {

/// The tree of what was parsed, and what is written of a tree (whole numbers below 2^53 as integers).
[[nodiscard]] domain::Value value_from(const Json& json);
[[nodiscard]] Json json_from(const domain::Value& value);

}  // namespace ow::wire
