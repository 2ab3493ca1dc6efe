#pragma once
/// The map of the street's grids as pages use it: fetched when the first page wants it, and where a case lies on it.

#include "src/domain/grid_map.hpp"
#include "ui/views/view.hpp"

#include <string_view>

namespace ow::ui {

/// The map; nullptr while it is on its way (a skeleton is drawn) and where it did not come (`failed` and a button are).
const domain::GridMap* grid_map(const View& view, std::string_view failed);

/// Whether the case has a place on the map.
[[nodiscard]] bool is_on_map(const domain::CaseDetail& detail);

/// Where the case lies, over the column's width; begins at its grid. Words say the same beside it.
void draw_case_map(const View& view, const domain::CaseDetail& detail);

}  // namespace ow::ui
