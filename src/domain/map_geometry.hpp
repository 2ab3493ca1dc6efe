#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "src/domain/case.hpp"

/// Plane geometry of maps. Map coordinates are metres from an origin, x to the east and y to the south (as a screen
/// counts), on the local equirectangular projection: over the few kilometres of a street it differs from Web Mercator
/// by less than a pixel.
namespace ow::domain {

/// A place on the map, metres.
struct MapPoint {
    float x = 0, y = 0;
    bool operator==(const MapPoint&) const = default;
};

/// A rectangle on the map, metres; empty (x1 < x0) before the first extend().
struct MapBox {
    float x0 = 1, y0 = 1, x1 = 0, y1 = 0;
    [[nodiscard]] bool empty() const { return x1 < x0; }
    void extend(MapPoint point);
    [[nodiscard]] bool contains(MapPoint p) const { return p.x >= x0 && p.x <= x1 && p.y >= y0 && p.y <= y1; }
    [[nodiscard]] bool meets(const MapBox& o) const { return x0 <= o.x1 && o.x0 <= x1 && y0 <= o.y1 && o.y0 <= y1; }
};

/// Between WGS 84 degrees and metres on the map.
class Projection {
  public:
    Projection() = default;
    explicit Projection(Position origin);
    [[nodiscard]] MapPoint to_map(Position position) const;
    [[nodiscard]] Position to_earth(MapPoint point) const;
    bool operator==(const Projection&) const = default;

  private:
    Position m_origin;
    double m_metres_per_lon = 1;
};

/// Part of a list of corners: one closed line, its last corner joined to its first (which is not repeated).
struct MapRing {
    std::uint32_t begin = 0, end = 0;
    bool operator==(const MapRing&) const = default;
};

/// Whether the point lies inside by the even–odd rule, so that holes and several parts need no telling apart.
[[nodiscard]] bool contains(std::span<const MapPoint> corners, std::span<const MapRing> rings, MapPoint point);

/// The ring with fewer corners: none of those left out lay further than `tolerance` metres from the line that replaces
/// it (Douglas–Peucker). In the order of the ring; fewer than three corners where nothing larger than the tolerance is
/// left.
[[nodiscard]] std::vector<MapPoint> simplify(std::span<const MapPoint> ring, float tolerance);

/// Triangles (three indices of `corners` each) that fill one polygon: its outer ring first, then its holes, any of
/// them concave and in either direction. Crossing lines give some triangles, never an endless loop. Quadratic in the
/// number of corners.
void triangulate(std::span<const MapPoint> corners, std::span<const MapRing> rings,
                 std::vector<std::uint32_t>& triangles);

}  // namespace ow::domain
