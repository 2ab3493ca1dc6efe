#include "ui/widgets/map_labels.hpp"
#include "tests/unit/ui/harness.hpp"

#include <catch2/catch_test_macros.hpp>

#include <cmath>

using namespace ow;
using namespace ow::test;
using ui::Ui;

namespace {

constexpr ui::Rect window{0, 0, 360, 300};

/// Twelve grids of three communities, four a row, 90 × 100 px each.
std::vector<domain::MapCell> street() {
    std::vector<domain::MapCell> cells;
    for (int i = 0; i < 12; ++i) {
        const float x = 90.0f * static_cast<float>(i % 4), y = 100.0f * static_cast<float>(i / 4);
        domain::MapCell cell;
        cell.name = "第" + std::to_string(i % 4 + 1) + "网格";
        cell.community = i < 4 ? "柳巷" : i < 8 ? "东河" : "新塘";
        cell.box = {x, y, x + 90, y + 100};
        cell.label = {x + 45, y + 50};
        cells.push_back(cell);
    }
    return cells;
}

struct Drawn {
    std::size_t whole = 0, short_ones = 0, none = 0;
    bool overlap = false, outside = false;
};

/// Draws the names at a scale, with something in the way, for a reader of such letters.
Drawn draw(float text_scale, float scale, const std::vector<ui::Rect>& in_the_way) {
    Setup setup;
    setup.theme.text_scale = text_scale;
    Harness h(setup);
    Drawn drawn;
    h.show([&](Ui& ui) {
        drawn = {};
        ui::MapLabels labels(ui, window);
        for (const ui::Rect& rect : in_the_way)
            labels.keep_free(rect);
        for (const domain::MapCell& cell : street()) {
            const std::size_t lines = labels.draw(cell, cell.label.x * scale, cell.label.y * scale, scale, {}, false);
            ++(lines == 2 ? drawn.whole : lines == 1 ? drawn.short_ones : drawn.none);
        }
        const auto& taken = labels.taken();
        for (std::size_t i = 0; i < taken.size(); ++i)
            for (std::size_t k = std::max(i + 1, in_the_way.size()); k < taken.size(); ++k)
                drawn.overlap = drawn.overlap || taken[i].intersects(taken[k]);
    });
    return drawn;
}

}  // namespace

TEST_CASE("A grid is called by its whole name, so that three first grids are told apart", "[map][widget][unit]") {
    const Drawn drawn = draw(1, 1, {});
    CHECK(drawn.whole == 12);
    CHECK_FALSE(drawn.overlap);
}

TEST_CASE("At letters twice as large a map still has names, one beside the other", "[map][widget][unit]") {
    const Drawn drawn = draw(2, 1, {});
    CHECK(drawn.whole + drawn.short_ones >= 6);
    CHECK_FALSE(drawn.overlap);
}

TEST_CASE("No name stands under the buttons or over the mark", "[map][widget][unit]") {
    const std::vector<ui::Rect> in_the_way{{300, 0, 60, 300}, {30, 30, 30, 40}};
    const Drawn drawn = draw(1, 1, in_the_way);
    CHECK(drawn.none > 0);
    CHECK(drawn.whole >= 8);
    CHECK_FALSE(drawn.overlap);
}

TEST_CASE("A grid too small for a name has none", "[map][widget][unit]") { CHECK(draw(1, 0.1f, {}).none == 12); }

TEST_CASE("What is said of a mark stands over it, under it at the upper edge, and never leaves the map",
          "[map][widget][unit]") {
    Harness h;
    h.show([](Ui& ui) {
        const ui::Rect over = ui::callout_box(ui, "柳巷第3网格", 180, 150, 13, window);
        CHECK(over.y + over.h <= 150 - 13);
        const ui::Rect under = ui::callout_box(ui, "柳巷第3网格", 180, 10, 13, window);
        CHECK(under.y >= 10 + 13);
        for (const float x : {0.0f, 360.0f}) {
            const ui::Rect box = ui::callout_box(ui, "不在本街道的网格里，可能不归本街道办", x, 150, 13, window);
            CHECK(box.x >= window.x);
            CHECK(box.x + box.w <= window.x + window.w);
        }
        CHECK(ui::callout_box(ui, "", 180, 150, 13, window).w == 0);
    });
}

TEST_CASE("Numbers of doors that lie on each other are put side by side, each near its door", "[map][widget][unit]") {
    const std::vector<ImVec2> wanted{{100, 100}, {100, 100}, {110, 100}, {300, 200}, {100, 100}};
    const std::vector<ImVec2> set = ui::set_apart(wanted, 30, window);
    REQUIRE(set.size() == wanted.size());
    for (std::size_t i = 0; i < set.size(); ++i) {
        INFO(i);
        CHECK(std::hypot(set[i].x - wanted[i].x, set[i].y - wanted[i].y) <= 60);
        for (std::size_t k = i + 1; k < set.size(); ++k)
            CHECK(std::hypot(set[i].x - set[k].x, set[i].y - set[k].y) >= 29.9f);
    }
    CHECK((set[0].x == 100 && set[0].y == 100));
    CHECK((set[3].x == 300 && set[3].y == 200));
}

TEST_CASE("A number at the edge of the map is not pushed out of sight; one that is out of sight stays there",
          "[map][widget][unit]") {
    const std::vector<ImVec2> corner = ui::set_apart(std::vector<ImVec2>(6, ImVec2{20, 20}), 30, window);
    for (const ImVec2& at : corner)
        CHECK((at.x >= 15 && at.y >= 15));
    const std::vector<ImVec2> away = ui::set_apart(std::vector<ImVec2>(2, ImVec2{-500, 20}), 30, window);
    for (const ImVec2& at : away)
        CHECK(at.x < -400);
}

TEST_CASE("A street's name stands on its longest stretch in sight, beside what is there, or not at all",
          "[map][widget][unit]") {
    const auto named = [](std::vector<domain::MapPoint> points, const std::vector<ui::Rect>& in_the_way) {
        Harness h;
        std::vector<ui::Rect> names;
        domain::MapStreet road;
        road.name = "柳巷路";
        road.points = std::move(points);
        h.show([&](Ui& ui) {
            ui::MapLabels labels(ui, window);
            for (const ui::Rect& rect : in_the_way)
                labels.keep_free(rect);
            labels.draw_along(road, [](domain::MapPoint at) { return ImVec2(at.x, at.y); });
            names.assign(labels.taken().begin() + static_cast<std::ptrdiff_t>(in_the_way.size()), labels.taken().end());
        });
        return names;
    };
    const auto long_one = named({{0, 20}, {60, 20}, {360, 220}}, {});
    REQUIRE(long_one.size() == 1);
    CHECK(std::abs(long_one[0].x + long_one[0].w / 2 - 210) < 2);
    CHECK(std::abs(long_one[0].y + long_one[0].h / 2 - 120) < 2);
    // Its middle is taken: at a third.
    const auto aside = named({{0, 150}, {360, 150}}, {{160, 140, 40, 20}});
    REQUIRE(aside.size() == 1);
    CHECK(aside[0].x + aside[0].w < 160);
    // Shorter than its name, out of sight, or nowhere free: no name.
    CHECK(named({{10, 10}, {30, 10}}, {}).empty());
    CHECK(named({{-900, 150}, {-400, 150}}, {}).empty());
    CHECK(named({{0, 150}, {360, 150}}, {{0, 0, 360, 300}}).empty());
}
