#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "src/domain/map_geometry.hpp"
#include "src/domain/map_tiles.hpp"

/// The grids of a street as areas, made once from their outlines and never changed.
namespace ow::domain {

/// A grid as it is sent: closed rings in degrees, the outer one of each polygon first (RFC 7946 §3.1.6).
struct GridOutline {
    std::string id, name, community;
    std::vector<std::vector<std::vector<Position>>> polygons;
};

/// What lies under the grids as it is sent: lines of streets, and closed rings of buildings, in degrees.
struct StreetLine {
    std::string name;
    std::vector<Position> positions;
};
struct MapGround {
    std::vector<StreetLine> streets;
    std::vector<GridOutline> buildings;
};

/// A grid's outline as it is drawn from a certain distance.
struct MapShape {
    float tolerance = 0;  ///< how far the line may lie from the true one, metres
    std::vector<MapPoint> corners;
    std::vector<MapRing> rings;
    std::vector<std::uint32_t> triangles;  ///< indices of `corners`, three a triangle
};

/// A grid ready to be drawn and pointed at.
struct MapCell {
    std::string id, name, community;
    MapBox box;
    MapPoint label;                 ///< where its name stands: inside, where the cell is widest
    std::vector<MapPoint> corners;  ///< the whole outline: what decides on which side of it a place lies
    std::vector<MapRing> rings;
    std::vector<MapShape> shapes;  ///< the finest first; a coarser one only where it has fewer corners

    /// The coarsest shape that looks like the outline where a pixel is so many metres.
    [[nodiscard]] const MapShape& shape_at(float metres_a_pixel) const;
};

/// A street ready to be drawn.
struct MapStreet {
    std::string name;
    MapBox box;
    std::vector<MapPoint> points;
};

/// The street's grids, and what lies under them.
struct GridMap {
    Projection projection;
    MapBox box;  ///< of the grids
    std::vector<MapCell> cells;
    std::vector<MapStreet> streets;
    std::vector<MapCell> buildings;
    std::optional<TileService> tiles;  ///< drawn over streets and buildings where they came

    /// The grid at a place, nullptr outside all of them.
    [[nodiscard]] const MapCell* at(MapPoint point) const;
    /// The grid with that id, nullptr when there is none.
    [[nodiscard]] const MapCell* find(std::string_view id) const;
    /// How many of the points lie in each grid, in the order of `cells`.
    [[nodiscard]] std::vector<int> count(const std::vector<MapPoint>& points) const;
};

/// Shared because an answer, the model and its copies mean the same unchanging map.
using GridMapPtr = std::shared_ptr<const GridMap>;

/// Projects and triangulates the outlines around the middle of the grids.
[[nodiscard]] GridMapPtr make_grid_map(const std::vector<GridOutline>& outlines, const MapGround& ground = {},
                                       std::optional<TileService> tiles = std::nullopt);

}  // namespace ow::domain
