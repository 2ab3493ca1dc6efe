#include "src/domain/grid_map.hpp"

#include <algorithm>
#include <iterator>
#include <span>
#include <utility>

namespace ow::domain {

namespace {

Position middle_of(const std::vector<GridOutline>& outlines) {
    Position low{180, 90}, high{-180, -90};
    for (const GridOutline& outline : outlines)
        for (const auto& polygon : outline.polygons)
            for (const auto& ring : polygon)
                for (const Position& p : ring) {
                    low = {std::min(low.lon, p.lon), std::min(low.lat, p.lat)};
                    high = {std::max(high.lon, p.lon), std::max(high.lat, p.lat)};
                }
    if (high.lon < low.lon) return {};
    return {(low.lon + high.lon) / 2, (low.lat + high.lat) / 2};
}

/// The middle of the widest stretch inside on the horizontal through the cell's middle; the box's middle for slivers.
MapPoint label_of(const MapCell& cell) {
    const float y = (cell.box.y0 + cell.box.y1) / 2;
    std::vector<float> crossings;
    for (const MapRing& ring : cell.rings)
        for (std::uint32_t i = ring.begin; i < ring.end; ++i) {
            const MapPoint a = cell.corners[i], b = cell.corners[i + 1 < ring.end ? i + 1 : ring.begin];
            if ((a.y > y) != (b.y > y)) crossings.push_back((b.x - a.x) * (y - a.y) / (b.y - a.y) + a.x);
        }
    std::ranges::sort(crossings);
    MapPoint best{(cell.box.x0 + cell.box.x1) / 2, y};
    float widest = 0;
    for (std::size_t i = 0; i + 1 < crossings.size(); i += 2) {
        const float wide = crossings[i + 1] - crossings[i];
        if (wide <= widest) continue;
        widest = wide;
        best.x = crossings[i] + wide / 2;
    }
    return best;
}

/// How far a drawn line may lie from the true one, metres. The finest is less than a pixel at any zoom of a street.
constexpr float tolerances[] = {0.5f, 1, 2, 4, 8, 16, 32};

MapShape make_shape(const MapCell& cell, const std::vector<std::size_t>& polygons, float tolerance) {
    MapShape shape;
    shape.tolerance = tolerance;
    for (std::size_t p = 0; p < polygons.size(); ++p) {
        const std::size_t first = shape.rings.size();
        const std::size_t end = p + 1 < polygons.size() ? polygons[p + 1] : cell.rings.size();
        for (std::size_t r = polygons[p]; r < end; ++r) {
            const auto all =
                std::span(cell.corners).subspan(cell.rings[r].begin, cell.rings[r].end - cell.rings[r].begin);
            const std::vector<MapPoint> few = simplify(all, tolerance);
            // A part too small to be seen from here goes, with its holes.
            if (few.size() < 3 && r == polygons[p]) break;
            if (few.size() < 3) continue;
            const auto begin = static_cast<std::uint32_t>(shape.corners.size());
            shape.corners.insert(shape.corners.end(), few.begin(), few.end());
            shape.rings.push_back({begin, static_cast<std::uint32_t>(shape.corners.size())});
        }
        triangulate(shape.corners, std::span(shape.rings).subspan(first), shape.triangles);
    }
    return shape;
}

MapCell make_cell(const GridOutline& outline, const Projection& projection) {
    MapCell cell;
    cell.id = outline.id;
    cell.name = outline.name;
    cell.community = outline.community;
    std::vector<std::size_t> polygons;
    for (const auto& polygon : outline.polygons) {
        polygons.push_back(cell.rings.size());
        for (const auto& ring : polygon) {
            const auto begin = static_cast<std::uint32_t>(cell.corners.size());
            // The last position repeats the first.
            for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
                cell.corners.push_back(projection.to_map(ring[i]));
                cell.box.extend(cell.corners.back());
            }
            cell.rings.push_back({begin, static_cast<std::uint32_t>(cell.corners.size())});
        }
    }
    for (const float tolerance : tolerances) {
        MapShape shape = make_shape(cell, polygons, tolerance);
        if (cell.shapes.empty() || shape.corners.size() < cell.shapes.back().corners.size())
            cell.shapes.push_back(std::move(shape));
    }
    cell.label = label_of(cell);
    return cell;
}

MapStreet make_street(const StreetLine& line, const Projection& projection) {
    MapStreet street;
    street.name = line.name;
    for (const Position& position : line.positions) {
        street.points.push_back(projection.to_map(position));
        street.box.extend(street.points.back());
    }
    return street;
}

}  // namespace

const MapShape& MapCell::shape_at(float metres_a_pixel) const {
    // A line less than a pixel aside, and wider than one, is not seen to be.
    const auto coarser =
        std::ranges::find_if(shapes, [&](const MapShape& shape) { return shape.tolerance > metres_a_pixel; });
    return coarser == shapes.begin() ? shapes.front() : *std::prev(coarser);
}

const MapCell* GridMap::at(MapPoint point) const {
    const auto found = std::ranges::find_if(cells, [&](const MapCell& cell) {
        return cell.box.contains(point) && contains(cell.corners, cell.rings, point);
    });
    return found == cells.end() ? nullptr : &*found;
}

const MapCell* GridMap::find(std::string_view id) const {
    const auto found = std::ranges::find(cells, id, &MapCell::id);
    return found == cells.end() ? nullptr : &*found;
}

std::vector<int> GridMap::count(const std::vector<MapPoint>& points) const {
    std::vector<int> counts(cells.size());
    for (const MapPoint& point : points)
        if (const MapCell* cell = at(point)) ++counts[static_cast<std::size_t>(cell - cells.data())];
    return counts;
}

GridMapPtr make_grid_map(const std::vector<GridOutline>& outlines, const MapGround& ground,
                         std::optional<TileService> tiles) {
    auto map = std::make_shared<GridMap>();
    map->tiles = std::move(tiles);
    map->projection = Projection(middle_of(outlines));
    for (const GridOutline& outline : outlines) {
        map->cells.push_back(make_cell(outline, map->projection));
        const MapBox& box = map->cells.back().box;
        if (box.empty()) continue;
        map->box.extend({box.x0, box.y0});
        map->box.extend({box.x1, box.y1});
    }
    for (const StreetLine& line : ground.streets)
        map->streets.push_back(make_street(line, map->projection));
    for (const GridOutline& outline : ground.buildings)
        map->buildings.push_back(make_cell(outline, map->projection));
    return map;
}

}  // namespace ow::domain
