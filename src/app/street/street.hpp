#pragma once

#include <variant>

#include "src/app/env.hpp"
#include "src/app/remote.hpp"

/// What the program knows of its street: names, departments, grids, telephones.
namespace ow::app::street {

/// What programs put into their lists.
extern const Feature feature;

/// Nothing of a person: it outlives them.
struct Model {
    Remote<domain::Reference> reference;  ///< read with the first page
    Remote<domain::GridMapPtr> grid_map;  ///< asked for when a map is opened
    bool operator==(const Model&) const = default;
};

/// A map is drawn and its grids are not here yet; also "try again".
struct MapWanted {};

using Action = std::variant<MapWanted>;

/// For this feature.
[[nodiscard]] app::Action to_action(Action action);

}  // namespace ow::app::street
