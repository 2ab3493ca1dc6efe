#include "src/domain/map_tiles.hpp"

#include "src/domain/coordinates.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string_view>
#include <tuple>

namespace ow::domain {

namespace {

constexpr double pi = std::numbers::pi;
/// Round the equator of Web Mercator, metres.
constexpr double round_earth = 40'075'016.686;
/// More tiles than this are on no screen.
constexpr int most_in_sight = 256;
/// Degrees up to which Web Mercator reaches.
constexpr double highest = 85.051128;

/// A place in tiles of a level, from the north-west.
struct Mercator {
    double x = 0, y = 0;
};

Mercator in_tiles(const TileService& service, Position position, int zoom) {
    const Position p = service.system == TileService::System::gcj02 ? to_gcj02(position) : position;
    const double side = std::ldexp(1.0, zoom), lat = std::clamp(p.lat, -highest, highest) * pi / 180;
    return {(p.lon + 180) / 360 * side, (1 - std::asinh(std::tan(lat)) / pi) / 2 * side};
}

MapPoint on_map(const TileService& service, const Projection& projection, int zoom, int x, int y) {
    const double side = std::ldexp(1.0, zoom);
    const Position p{x / side * 360 - 180, std::atan(std::sinh(pi * (1 - 2 * y / side))) * 180 / pi};
    return projection.to_map(service.system == TileService::System::gcj02 ? from_gcj02(p) : p);
}

}  // namespace

std::optional<int> tile_zoom(const TileService& service, const Projection& projection, MapPoint middle, float scale) {
    const double lat = projection.to_earth(middle).lat * pi / 180;
    const double across = round_earth * std::cos(lat) * static_cast<double>(scale) / static_cast<double>(service.size);
    if (!(across >= 1)) return std::nullopt;
    const int zoom = std::min(static_cast<int>(std::lround(std::log2(across))), service.zoom_max);
    if (zoom < service.zoom_min) return std::nullopt;
    return zoom;
}

std::vector<TileId> tiles_in(const TileService& service, const Projection& projection, const MapBox& view, int zoom) {
    double x0 = INFINITY, y0 = INFINITY, x1 = -INFINITY, y1 = -INFINITY;
    for (const MapPoint corner :
         {MapPoint{view.x0, view.y0}, {view.x1, view.y0}, {view.x1, view.y1}, {view.x0, view.y1}}) {
        const Mercator at = in_tiles(service, projection.to_earth(corner), zoom);
        x0 = std::min(x0, at.x);
        y0 = std::min(y0, at.y);
        x1 = std::max(x1, at.x);
        y1 = std::max(y1, at.y);
    }
    const int last = (1 << zoom) - 1;
    const auto tile = [&](double at) { return std::clamp(static_cast<int>(std::floor(at)), 0, last); };
    const int left = tile(x0), right = tile(x1), top = tile(y0), bottom = tile(y1);
    std::vector<TileId> tiles;
    if ((right - left + 1) * (bottom - top + 1) > most_in_sight) return tiles;
    for (int y = top; y <= bottom; ++y)
        for (int x = left; x <= right; ++x)
            tiles.push_back({zoom, x, y});
    const double mid_x = (x0 + x1) / 2 - 0.5, mid_y = (y0 + y1) / 2 - 0.5;
    std::ranges::sort(tiles, {}, [&](const TileId& one) {
        return std::tuple(std::hypot(one.x - mid_x, one.y - mid_y), one.y, one.x);
    });
    return tiles;
}

std::array<MapPoint, 4> tile_corners(const TileService& service, const Projection& projection, TileId tile) {
    const auto at = [&](int x, int y) { return on_map(service, projection, tile.zoom, tile.x + x, tile.y + y); };
    return {at(0, 0), at(1, 0), at(1, 1), at(0, 1)};
}

TileId tile_above(TileId tile, int zoom) {
    const int levels = tile.zoom - zoom;
    return {zoom, tile.x >> levels, tile.y >> levels};
}

std::string tile_address(const TileService& service, TileId tile) {
    std::string address;
    for (std::string_view rest = service.address; !rest.empty();) {
        const std::size_t open = rest.find('{'), close = rest.find('}', open);
        address += rest.substr(0, open);
        if (close == std::string_view::npos) break;
        const std::string_view name = rest.substr(open + 1, close - open - 1);
        rest.remove_prefix(close + 1);
        if (name == "z") address += std::to_string(tile.zoom);
        if (name == "x") address += std::to_string(tile.x);
        if (name == "y") address += std::to_string(tile.y);
        if (name == "-y") address += std::to_string((1 << tile.zoom) - 1 - tile.y);
        if (name == "s" && !service.hosts.empty())
            address += service.hosts[static_cast<std::size_t>(tile.x + tile.y) % service.hosts.size()];
    }
    return address;
}

}  // namespace ow::domain
