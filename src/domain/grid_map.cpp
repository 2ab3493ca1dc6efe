#include "src/domain/grid_map.hpp"

#include <algorithm>

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

MapCell make_cell(const GridOutline& outline, const Projection& projection) {
    MapCell cell;
    cell.id = outline.id;
    cell.name = outline.name;
    cell.community = outline.community;
    for (const auto& polygon : outline.polygons) {
        const std::size_t first = cell.rings.size();
        for (const auto& ring : polygon) {
            const auto begin = static_cast<std::uint32_t>(cell.corners.size());
            // The last position repeats the first.
            for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
                cell.corners.push_back(projection.to_map(ring[i]));
                cell.box.extend(cell.corners.back());
            }
            cell.rings.push_back({begin, static_cast<std::uint32_t>(cell.corners.size())});
        }
        triangulate(cell.corners, std::span(cell.rings).subspan(first), cell.triangles);
    }
    cell.label = label_of(cell);
    return cell;
}

}  // namespace

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

GridMapPtr make_grid_map(const std::vector<GridOutline>& outlines) {
    auto map = std::make_shared<GridMap>();
    map->projection = Projection(middle_of(outlines));
    for (const GridOutline& outline : outlines) {
        map->cells.push_back(make_cell(outline, map->projection));
        const MapBox& box = map->cells.back().box;
        if (box.empty()) continue;
        map->box.extend({box.x0, box.y0});
        map->box.extend({box.x1, box.y1});
    }
    return map;
}

}  // namespace ow::domain
