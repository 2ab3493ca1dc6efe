#pragma once
/// The words of a map of grids, and its cells' names.

#include "ui/widgets/map_view.hpp"

#include <string>

namespace ow::ui {

/// Community and name of a cell.
[[nodiscard]] std::string cell_words(const domain::MapCell& cell);

/// All words of a map but its status, and without the button that asks the device where it is.
[[nodiscard]] MapWords map_words(const domain::GridMap& map);

}  // namespace ow::ui
