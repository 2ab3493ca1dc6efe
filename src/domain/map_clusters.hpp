#pragma once

#include <vector>

#include "src/domain/map_geometry.hpp"

namespace ow::domain {

/// Points that lie close together at some scale, drawn as one mark.
struct MapCluster {
    MapPoint middle;  ///< the mean of its points
    std::uint32_t count = 0;
    bool operator==(const MapCluster&) const = default;
};

/// Points grouped at every scale once, so that a view only collects what lies in it. Each level has squares twice as
/// wide as the one below and is made from it; every level holds all points.
class MapClusters {
  public:
    MapClusters() = default;
    explicit MapClusters(const std::vector<MapPoint>& points);

    /// The groups of about `spacing` metres in and around the box; single points where the scale tells them apart.
    /// Replaces what `found` held; its memory is used again.
    void collect(const MapBox& box, float spacing, std::vector<MapCluster>& found) const;

  private:
    struct Entry {
        std::uint64_t square;  ///< row in the upper, column in the lower half
        MapCluster cluster;
    };
    using Level = std::vector<Entry>;
    static void merge(Level& level);
    MapPoint m_corner;
    std::vector<Level> m_levels;
};

}  // namespace ow::domain
