#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "src/domain/map_geometry.hpp"

/// Tiles of a map service: which of them are in sight, and where they lie on the street's map. They are squares of Web
/// Mercator, 2^zoom in a row, counted from the north-west.
namespace ow::domain {

/// A service as the street has it.
struct TileService {
    enum class System : std::uint8_t { wgs84, gcj02 };
    std::string address;             ///< with {z}, {x}, {y} or {-y}, and {s} for one of `hosts`
    std::vector<std::string> hosts;  ///< empty where the address has no {s}
    System system = System::wgs84;
    float size = 256;  ///< side of a tile, CSS px
    int zoom_min = 0, zoom_max = 18;
    std::string attribution{};  ///< whose map it is: shown wherever its tiles are
};

/// A tile of a service.
struct TileId {
    int zoom = 0, x = 0, y = 0;
    auto operator<=>(const TileId&) const = default;
};

/// The level whose tiles are drawn nearest to their size where a metre is `scale` CSS px; the finest there is where
/// that is coarser, and none where it is coarser than the coarsest.
[[nodiscard]] std::optional<int> tile_zoom(const TileService& service, const Projection& projection, MapPoint middle,
                                           float scale);

/// The tiles of a level that a view of the map meets, those nearest to its middle first; none where they are more than
/// a screen has.
[[nodiscard]] std::vector<TileId> tiles_in(const TileService& service, const Projection& projection, const MapBox& view,
                                           int zoom);

/// Where the corners of a tile lie: north-west, north-east, south-east, south-west.
[[nodiscard]] std::array<MapPoint, 4> tile_corners(const TileService& service, const Projection& projection,
                                                   TileId tile);

/// The tile of a coarser level that holds this one.
[[nodiscard]] TileId tile_above(TileId tile, int zoom);

/// Where the tile is asked for; the same tile always at the same host.
[[nodiscard]] std::string tile_address(const TileService& service, TileId tile);

}  // namespace ow::domain
