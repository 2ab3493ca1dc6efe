/// What a frame of the map costs while it is dragged: 500 cells, then with 20 000 cases on it.

#include <catch2/catch_test_macros.hpp>

#include "tests/bench/native/measure.hpp"
#include "tests/unit/ui/harness.hpp"
#include "ui/views/map_words.hpp"

using namespace ow;
using namespace ow::test;

namespace {

/// 25 × 20 cells of 20 corners each, off the straight grid.
domain::GridMapPtr city() {
    std::vector<domain::GridOutline> outlines;
    for (int i = 0; i < 500; ++i) {
        const double w = 120.5 + 0.006 * (i % 25), s = 31.2 + 0.005 * (i / 25);
        std::vector<domain::Position> ring;
        for (int side = 0; side < 4; ++side)
            for (int step = 0; step < 5; ++step) {
                const double along = step / 5.0, bend = step % 2 * 0.0004;
                const double x[] = {along, 1 - bend, 1 - along, bend}, y[] = {bend, along, 1 - bend, 1 - along};
                ring.push_back({w + 0.006 * x[side], s + 0.005 * y[side]});
            }
        ring.push_back(ring.front());
        const std::string number = std::to_string(i + 1);
        outlines.push_back({number, "第" + number + "网格", "桂花里", {{ring}}});
    }
    return domain::make_grid_map(outlines);
}

double panning_ms(const domain::GridMap& map, const domain::MapClusters* cases, int zooms) {
    Harness h({.width = 1280, .height = 800});
    h.show([&](ui::Ui& ui) {
        ui::map_view(ui, "map", {.map = map, .words = ui::map_words(map), .cases = cases, .height = 700});
    });
    const NodeId id = h.find(Role::map, "网格地图").id;
    for (int i = 0; i < zooms; ++i)
        h.press(Role::button, "放大地图");
    return median_ms(200, [&](int i) {
        h.ui().request({id, ActionKind::pan, i % 40 < 20 ? "9 4" : "-9 -4", 0});
        h.frame();
    });
}

}  // namespace

TEST_CASE("Dragging a map of 500 cells with 20 000 cases", "[bench]") {
    const domain::GridMapPtr map = city();
    std::vector<domain::MapPoint> points;
    for (int i = 0; i < 20'000; ++i) {
        const auto a = static_cast<float>(i * 7919 % 20'000) / 20'000, b = static_cast<float>(i) / 20'000;
        points.push_back(
            {map->box.x0 + (map->box.x1 - map->box.x0) * a, map->box.y0 + (map->box.y1 - map->box.y0) * b});
    }
    domain::MapClusters cases;
    report("native.map.cluster_20000", median_ms(5, [&](int) { cases = domain::MapClusters(points); }), "ms");
    report("native.map.pan_500_cells", panning_ms(*map, nullptr, 0), "ms", 4);
    report("native.map.pan_500_cells_20000_cases", panning_ms(*map, &cases, 0), "ms", 4);
    report("native.map.pan_20000_cases_close", panning_ms(*map, &cases, 4), "ms", 4);
    REQUIRE(map->cells.size() == 500);
}
