#include "src/domain/grid_map.hpp"
#include "src/domain/map_clusters.hpp"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace ow::domain;
using Catch::Approx;

namespace {

float area(const std::vector<MapPoint>& corners, const std::vector<std::uint32_t>& triangles) {
    float sum = 0;
    for (std::size_t i = 0; i + 2 < triangles.size(); i += 3) {
        const MapPoint a = corners[triangles[i]], b = corners[triangles[i + 1]], c = corners[triangles[i + 2]];
        sum += std::fabs((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)) / 2;
    }
    return sum;
}

float triangulated(const std::vector<MapPoint>& corners, const std::vector<MapRing>& rings) {
    std::vector<std::uint32_t> triangles;
    triangulate(corners, rings, triangles);
    return area(corners, triangles);
}

std::vector<MapPoint> scattered(int count) {
    std::vector<MapPoint> points;
    std::uint32_t state = 7;
    const auto next = [&] {
        state = state * 1664525u + 1013904223u;
        return static_cast<float>(state >> 8) / 16777216.0f;
    };
    for (int i = 0; i < count; ++i) {
        const float x = next();
        points.push_back({x * 6000, next() * 4000});
    }
    return points;
}

std::uint32_t total(const std::vector<MapCluster>& clusters) {
    return std::accumulate(clusters.begin(), clusters.end(), 0u,
                           [](std::uint32_t sum, const MapCluster& one) { return sum + one.count; });
}

GridOutline square(const std::string& id, double west, double south) {
    const double e = west + 0.01, n = south + 0.01;
    return {id, id, "", {{{{west, south}, {e, south}, {e, n}, {west, n}, {west, south}}}}};
}

}  // namespace

TEST_CASE("A place comes back from the map where it was, to the centimetre", "[map][domain][unit]") {
    const Projection projection(Position{120.57, 31.3});
    for (const Position place : {Position{120.57, 31.3}, Position{120.6, 31.35}, Position{120.5, 31.25}}) {
        const Position back = projection.to_earth(projection.to_map(place));
        CHECK(back.lon == Approx(place.lon).margin(1e-7));
        CHECK(back.lat == Approx(place.lat).margin(1e-7));
    }
    // One minute of arc north is one nautical mile up.
    CHECK(projection.to_map({120.57, 31.3 + 1.0 / 60}).y == Approx(-1853).margin(2));
    // East is right, and shorter by the cosine of the latitude.
    CHECK(projection.to_map({120.57 + 1.0 / 60, 31.3}).x == Approx(1853 * std::cos(31.3 * 3.14159265 / 180)).margin(2));
}

TEST_CASE("A press in the bay of a bent cell is not inside it", "[map][domain][unit]") {
    const std::vector<MapPoint> u{{0, 0}, {9, 0}, {9, 9}, {6, 9}, {6, 3}, {3, 3}, {3, 9}, {0, 9}};
    const std::vector<MapRing> rings{{0, 8}};
    CHECK(contains(u, rings, {1, 8}));
    CHECK(contains(u, rings, {4.5f, 1}));
    CHECK(contains(u, rings, {8, 8}));
    CHECK_FALSE(contains(u, rings, {4.5f, 8}));
    CHECK_FALSE(contains(u, rings, {10, 1}));
}

TEST_CASE("A cell is filled to its last corner, bent, turned round or with holes", "[map][domain][unit]") {
    const std::vector<MapPoint> u{{0, 0}, {9, 0}, {9, 9}, {6, 9}, {6, 3}, {3, 3}, {3, 9}, {0, 9}};
    CHECK(triangulated(u, {{0, 8}}) == Approx(63));
    CHECK(triangulated({u.rbegin(), u.rend()}, {{0, 8}}) == Approx(63));
    std::vector<MapPoint> ring{{0, 0}, {9, 0}, {9, 9}, {0, 9}, {1, 1}, {3, 1}, {3, 3}, {1, 3}, {5, 5}, {8, 5}, {8, 8}};
    CHECK(triangulated(ring, {{0, 4}, {4, 8}, {8, 11}}) == Approx(81 - 4 - 4.5));
    // A star of many corners.
    std::vector<MapPoint> star;
    for (int i = 0; i < 200; ++i) {
        const float radius = i % 2 == 0 ? 100.0f : 40.0f, angle = static_cast<float>(i) * 3.14159265f / 100;
        star.push_back({radius * std::cos(angle), radius * std::sin(angle)});
    }
    CHECK(triangulated(star, {{0, 200}}) == Approx(100 * 100 * 40 * std::sin(3.14159265 / 100)).epsilon(0.001));
}

TEST_CASE("Lines that cross or lie on each other still end", "[map][domain][unit]") {
    CHECK(triangulated({{0, 0}, {9, 9}, {9, 0}, {0, 9}}, {{0, 4}}) >= 0);
    CHECK(triangulated({{0, 0}, {1, 0}, {2, 0}, {3, 0}}, {{0, 4}}) == 0);
    CHECK(triangulated({{1, 1}, {1, 1}, {1, 1}}, {{0, 3}}) == 0);
    CHECK(triangulated({}, {}) == 0);
}

TEST_CASE("A place is found in its grid, outside all in none", "[map][domain][unit]") {
    const GridMapPtr map = make_grid_map({square("west", 120.50, 31.30), square("east", 120.51, 31.30)});
    const auto id_at = [&](Position place) {
        const MapCell* cell = map->at(map->projection.to_map(place));
        return cell == nullptr ? std::string("none") : cell->id;
    };
    CHECK(id_at({120.505, 31.305}) == "west");
    CHECK(id_at({120.515, 31.305}) == "east");
    CHECK(id_at({120.525, 31.305}) == "none");
    REQUIRE(map->find("east") != nullptr);
    CHECK(map->find("south") == nullptr);
    CHECK(
        map->count({map->projection.to_map({120.505, 31.305}), map->projection.to_map({120.506, 31.305}), {1e6f, 0}}) ==
        std::vector{2, 0});
    CHECK(make_grid_map({})->at({0, 0}) == nullptr);
}

TEST_CASE("A cell's name stands inside it, also when it is bent", "[map][domain][unit]") {
    const GridOutline bent{
        "u",
        "u",
        "",
        {{{{0, 0}, {.09, 0}, {.09, .09}, {.08, .09}, {.08, .01}, {.05, .01}, {.05, .09}, {0, .09}, {0, 0}}}}};
    const GridMapPtr map = make_grid_map({bent});
    CHECK(map->at(map->cells[0].label) == map->cells.data());
}

TEST_CASE("However far one zooms, no point is lost and none counted twice", "[map][domain][unit]") {
    const auto points = scattered(20'000);
    const MapClusters clusters(points);
    std::vector<MapCluster> found;
    std::size_t before = points.size() + 1;
    for (float spacing = 1; spacing < 20'000; spacing *= 3) {
        clusters.collect({-1e5f, -1e5f, 1e5f, 1e5f}, spacing, found);
        CHECK(total(found) == 20'000);
        CHECK(found.size() <= before);
        before = found.size();
    }
    CHECK(found.size() == 1);
    CHECK(found[0].middle.x == Approx(3000).margin(60));
}

TEST_CASE("Only what lies in sight is collected, and all of it", "[map][domain][unit]") {
    const auto points = scattered(5'000);
    const MapClusters clusters(points);
    std::vector<MapCluster> found;
    const MapBox box{1000, 1000, 2000, 1500};
    clusters.collect(box, 4, found);
    const auto inside = std::ranges::count_if(points, [&](MapPoint p) { return box.contains(p); });
    CHECK(total(found) >= static_cast<std::uint32_t>(inside));
    CHECK(total(found) <= static_cast<std::uint32_t>(inside) + 60);
    clusters.collect({9000, 9000, 9100, 9100}, 4, found);
    CHECK(found.empty());
    MapClusters{}.collect(box, 4, found);
    CHECK(found.empty());
}

TEST_CASE("Points on one spot stay one mark", "[map][domain][unit]") {
    const MapClusters clusters(std::vector<MapPoint>(7, MapPoint{5, 5}));
    std::vector<MapCluster> found;
    clusters.collect({0, 0, 10, 10}, 1, found);
    REQUIRE(found.size() == 1);
    CHECK(found[0].count == 7);
}

namespace {

float distance_to(MapPoint p, MapPoint a, MapPoint b) {
    const float dx = b.x - a.x, dy = b.y - a.y, length = dx * dx + dy * dy;
    const float t = length == 0 ? 0 : std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length, 0.0f, 1.0f);
    return std::hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

/// A round lake shore with bays, `count` corners.
std::vector<MapPoint> shore(int count, float radius, float bays) {
    std::vector<MapPoint> ring;
    for (int i = 0; i < count; ++i) {
        const float turn = 6.2831853f * static_cast<float>(i) / static_cast<float>(count);
        const float r = radius + bays * std::sin(turn * 41) + bays * 0.3f * std::sin(turn * 197);
        ring.push_back({r * std::cos(turn), r * std::sin(turn)});
    }
    return ring;
}

}  // namespace

TEST_CASE("A simplified outline lies nowhere further from the true one than was allowed", "[map][domain][unit]") {
    for (const float tolerance : {0.5f, 2.0f, 8.0f, 32.0f}) {
        const std::vector<MapPoint> ring = shore(1500, 900, 60);
        const std::vector<MapPoint> few = simplify(ring, tolerance);
        REQUIRE(few.size() >= 3);
        CHECK(few.size() < ring.size());
        std::size_t at = 0;
        for (const MapPoint& corner : ring) {
            if (at + 1 < few.size() && corner == few[at + 1]) ++at;
            CHECK(distance_to(corner, few[at], few[(at + 1) % few.size()]) <= tolerance * 1.001f);
        }
    }
    CHECK(simplify(shore(100, 3, 0), 8).empty());
    CHECK(simplify(std::vector<MapPoint>{{0, 0}, {5, 5}}, 1).empty());
    CHECK(simplify(std::vector<MapPoint>(40, MapPoint{3, 3}), 1).empty());
    const std::vector<MapPoint> box{{0, 0}, {500, 0}, {1000, 0}, {1000, 800}, {0, 800}, {0, 400}};
    CHECK(simplify(box, 1) == std::vector<MapPoint>{{0, 0}, {1000, 0}, {1000, 800}, {0, 800}});
}

TEST_CASE("The further a map is seen from, the fewer corners are drawn, and the area stays", "[map][domain][unit]") {
    GridOutline lake{"lake", "湖", "", {{{}}}};
    for (const MapPoint p : shore(1500, 900, 20))
        lake.polygons[0][0].push_back({120.5 + p.x / 95'000.0, 31.3 - p.y / 111'195.0});
    lake.polygons[0][0].push_back(lake.polygons[0][0].front());
    const GridMapPtr map = make_grid_map({lake});
    const MapCell& cell = map->cells.front();
    CHECK(cell.corners.size() == 1500);
    std::size_t before = cell.corners.size() + 1;
    const float whole = area(cell.shapes.front().corners, cell.shapes.front().triangles);
    for (const float metres_a_pixel : {0.2f, 4.0f, 16.0f, 64.0f}) {
        const MapShape& shape = cell.shape_at(metres_a_pixel);
        CHECK(shape.corners.size() < before);
        CHECK(area(shape.corners, shape.triangles) == Approx(whole).epsilon(0.05));
        before = shape.corners.size();
    }
    // What decides on which side of the line a place lies is the whole outline.
    for (const MapPoint& corner : cell.corners)
        CHECK(map->at({corner.x * 0.999f, corner.y * 0.999f}) == &cell);
}
