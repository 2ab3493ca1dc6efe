#pragma once
/// Tiles of a map service under the grids: drawn where they came, a coarser one stretched until the right one is there.

#include "src/domain/grid_map.hpp"
#include "ui/frame/ui.hpp"

#include <vector>

namespace ow::ui {

/// Whether tiles are drawn: they are light pictures, which neither a dark nor a high contrast page can make readable,
/// and colours that count something (heat) stand on plain ground.
[[nodiscard]] bool draws_tiles(const Ui& ui, const domain::GridMap& map, bool heat);

/// Draws them over a box of the window.
/// \param view what the box shows, metres; \param scale CSS px a metre.
/// \return what they cover, none over another.
[[nodiscard]] std::vector<Rect> draw_tiles(const Ui& ui, const domain::GridMap& map, const Rect& box,
                                           const domain::MapBox& view, float scale);

/// Where the words of whose map it is stand: at the left below, over as many lines as they need.
[[nodiscard]] Rect attribution_box(const Ui& ui, std::string_view words, const Rect& map, float buttons);

}  // namespace ow::ui
