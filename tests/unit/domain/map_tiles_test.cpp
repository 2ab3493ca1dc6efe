#include "src/domain/map_tiles.hpp"

#include "src/domain/coordinates.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

using namespace ow::domain;

namespace {

constexpr Position street{120.575, 31.3085};

double metres(Position a, Position b) {
    const double east = (a.lon - b.lon) * std::cos(a.lat * std::numbers::pi / 180) * 111'320;
    return std::hypot(east, (a.lat - b.lat) * 111'320);
}

/// Where a place lies on the tiles of a level, in pixels of 256 a tile.
std::pair<double, double> pixel(Position p, int zoom) {
    const double side = 256 * std::ldexp(1.0, zoom), lat = p.lat * std::numbers::pi / 180;
    return {(p.lon + 180) / 360 * side, (1 - std::asinh(std::tan(lat)) / std::numbers::pi) / 2 * side};
}

TileService service(TileService::System system = TileService::System::wgs84) {
    return {.address = "https://t{s}.example/{z}/{x}/{y}.png", .hosts = {"0", "1"}, .system = system};
}

MapBox view_of(float w, float h) { return {-w / 2, -h / 2, w / 2, h / 2}; }

}  // namespace

TEST_CASE("Known places lie in GCJ-02 where the public formula has them, and come back", "[map][tiles][unit]") {
    // Published with coordtransform and eviltransform.
    const std::pair<Position, Position> known[] = {{{116.404, 39.915}, {116.41024449916938, 39.91640428150164}},
                                                   {{121.5272106, 31.1774276}, {121.531541859215, 31.17530398364597}},
                                                   {{113.912316, 22.543847}, {113.9171764808363, 22.540796131694766}}};
    for (const auto& [wgs84, gcj02] : known) {
        CHECK(metres(to_gcj02(wgs84), gcj02) < 1e-3);
        CHECK(metres(from_gcj02(gcj02), wgs84) < 1e-3);
    }
    for (int lon = 73; lon <= 137; lon += 4)
        for (int lat = 1; lat <= 55; lat += 3) {
            const Position at{lon + 0.37, lat + 0.21};
            CHECK(metres(from_gcj02(to_gcj02(at)), at) < 1e-3);
        }
    const Position edges[] = {{72.004, 0.8293}, {137.8347, 55.8271}, {137.8347, 0.8293}, {72.004, 55.8271}};
    for (const Position& edge : edges)
        CHECK(metres(from_gcj02(to_gcj02(edge)), edge) < 1e-3);
    for (const Position abroad : {Position{139.75, 35.66}, Position{-104.99, 39.74}, Position{0, 0}}) {
        CHECK(to_gcj02(abroad) == abroad);
        CHECK(from_gcj02(abroad) == abroad);
    }
}

TEST_CASE("A place on a tile is drawn where the map has it, to less than a pixel at level 18", "[map][tiles][unit]") {
    const Projection projection(street);
    constexpr int zoom = 18;
    for (const auto system : {TileService::System::wgs84, TileService::System::gcj02}) {
        const TileService tiles = service(system);
        const double px_a_metre =
            256 * std::ldexp(1.0, zoom) / (40'075'016.686 * std::cos(street.lat * std::numbers::pi / 180));
        // Up to two kilometres around the middle, over whole tiles.
        for (int step = 0; step < 200; ++step) {
            const MapPoint at{static_cast<float>((step * 37) % 4'000 - 2'000),
                              static_cast<float>((step * 91) % 4'000 - 2'000)};
            const Position earth = projection.to_earth(at);
            const auto [x, y] = pixel(system == TileService::System::gcj02 ? to_gcj02(earth) : earth, zoom);
            const TileId tile{zoom, static_cast<int>(x / 256), static_cast<int>(y / 256)};
            const auto corners = tile_corners(tiles, projection, tile);
            const double u = x / 256 - tile.x, v = y / 256 - tile.y;
            const auto between = [&](auto axis) {
                const double top = axis(corners[0]) * (1 - u) + axis(corners[1]) * u;
                const double bottom = axis(corners[3]) * (1 - u) + axis(corners[2]) * u;
                return top * (1 - v) + bottom * v;
            };
            const double drawn_x = between([](MapPoint p) { return static_cast<double>(p.x); });
            const double drawn_y = between([](MapPoint p) { return static_cast<double>(p.y); });
            CAPTURE(step);
            CHECK(std::hypot(drawn_x - static_cast<double>(at.x), drawn_y - static_cast<double>(at.y)) * px_a_metre <
                  0.5);
        }
    }
}

TEST_CASE("Tiles of shifted coordinates lie hundreds of metres from where they would without", "[map][tiles][unit]") {
    const Projection projection(street);
    const TileId tile{16, 54'718, 26'746};
    const auto plain = tile_corners(service(), projection, tile);
    const auto shifted = tile_corners(service(TileService::System::gcj02), projection, tile);
    const float away = std::hypot(plain[0].x - shifted[0].x, plain[0].y - shifted[0].y);
    CHECK(away > 100);
    CHECK(away < 800);
}

TEST_CASE("The tiles of a view cover it, those in the middle first", "[map][tiles][unit]") {
    const Projection projection(street);
    const TileService tiles = service(TileService::System::gcj02);
    const MapBox view = view_of(1'200, 500);
    const auto found = tiles_in(tiles, projection, view, 17);
    REQUIRE(found.size() > 8);
    MapBox covered;
    double nearest = -1;
    for (const TileId& tile : found) {
        const auto corners = tile_corners(tiles, projection, tile);
        MapBox box;
        for (const MapPoint& corner : corners) {
            covered.extend(corner);
            box.extend(corner);
        }
        CHECK(box.meets(view));
        const double away = std::hypot((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2);
        CHECK(away > nearest - 1);
        nearest = std::max(nearest, away);
    }
    CHECK(covered.contains({view.x0, view.y0}));
    CHECK(covered.contains({view.x1, view.y1}));
    // A view of half a country at a fine level is no screen.
    CHECK(tiles_in(tiles, projection, view_of(200'000, 200'000), 18).empty());
}

TEST_CASE("The level is that whose tiles are drawn nearest to their size", "[map][tiles][unit]") {
    const Projection projection(street);
    TileService tiles = service();
    const double cosine = std::cos(street.lat * std::numbers::pi / 180);
    const auto scale = [&](double zoom) {
        return static_cast<float>(256 * std::pow(2.0, zoom) / (40'075'016.686 * cosine));
    };
    CHECK(tile_zoom(tiles, projection, {}, scale(16)) == 16);
    CHECK(tile_zoom(tiles, projection, {}, scale(16.4)) == 16);
    CHECK(tile_zoom(tiles, projection, {}, scale(15.6)) == 16);
    CHECK(tile_zoom(tiles, projection, {}, scale(20)) == 18);
    tiles.zoom_min = 12;
    CHECK(tile_zoom(tiles, projection, {}, scale(11)) == std::nullopt);
    CHECK(tile_zoom(tiles, projection, {}, 0) == std::nullopt);
    tiles.size = 512;
    CHECK(tile_zoom(tiles, projection, {}, scale(16)) == 15);
}

TEST_CASE("A tile is asked for by the service's address, always at the same host", "[map][tiles][unit]") {
    TileService tiles = service();
    CHECK(tile_address(tiles, {3, 6, 3}) == "https://t1.example/3/6/3.png");
    CHECK(tile_address(tiles, {3, 6, 2}) == "https://t0.example/3/6/2.png");
    tiles.address = "https://t.example/{z}/{x}/{-y}?k=1";
    CHECK(tile_address(tiles, {3, 6, 2}) == "https://t.example/3/6/5?k=1");
    CHECK(tile_above({17, 109'437, 53'493}, 15) == TileId{15, 27'359, 13'373});
}
