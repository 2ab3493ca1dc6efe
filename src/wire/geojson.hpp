#pragma once

#include "src/domain/grid_map.hpp"
#include "src/wire/archive.hpp"

namespace ow::wire {

/// Reads a GeoJSON FeatureCollection (RFC 7946) of Polygon and MultiPolygon features, each with an id and the
/// properties `name` and `community`; and as `ground`, where there is one, another of LineString features (streets) and
/// Polygon or MultiPolygon features (buildings), with a `name` or without. Refused, with the member at fault: other
/// geometries, rings that are not closed or have fewer than four positions, positions that are no WGS 84 degrees, and
/// more than 5 000 features, 2 000 positions in a line or a polygon, or 200 000 in all, of each collection.
void grid_map_members(Reader& reader, domain::GridMapPtr& map);

}  // namespace ow::wire
