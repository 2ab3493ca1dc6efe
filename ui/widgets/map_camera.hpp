#pragma once
/// Which part of a map is seen, and what moves it.

#include "src/domain/grid_map.hpp"
#include "src/domain/map_clusters.hpp"
#include "ui/frame/ui.hpp"

namespace ow::ui {

/// Outlasts a frame (Ui::keep).
struct MapCamera {
    domain::MapPoint middle;                ///< metres
    float scale = 0;                        ///< CSS px a metre; 0 before the first frame
    bool fitted = true;                     ///< nobody has moved it: it follows the size of its box
    bool whole = false;                     ///< it was asked for all of the map, not for where it begins
    bool aiming = false;                    ///< the keys move it: the cross hairs and what is under them are told
    bool ring = false;                      ///< the focus ring was shown in the frame before
    bool zoomed = false;                    ///< the last thing done was to zoom: how much is in sight is told
    std::optional<domain::Position> seen;   ///< the mark of the frame before
    std::vector<domain::MapCluster> marks;  ///< scratch

    void fit(const domain::MapBox& map, const Rect& box);
    void pan(float dx, float dy);
    /// Zooms by `factor` about a place of the window, which stays where it is.
    void zoom(float factor, float x, float y, const domain::MapBox& map, const Rect& box);
    /// Keeps the middle on the map.
    void settle(const domain::MapBox& map);
    [[nodiscard]] domain::MapPoint at(float x, float y, const Rect& box) const;
    [[nodiscard]] float x_of(domain::MapPoint p, const Rect& box) const {
        return box.x + box.w / 2 + (p.x - middle.x) * scale;
    }
    [[nodiscard]] float y_of(domain::MapPoint p, const Rect& box) const {
        return box.y + box.h / 2 + (p.y - middle.y) * scale;
    }
    /// What is seen, metres.
    [[nodiscard]] domain::MapBox view(const Rect& box) const;
};

}  // namespace ow::ui
