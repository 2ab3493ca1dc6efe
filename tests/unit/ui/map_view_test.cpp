#include "ui/widgets/map_view.hpp"
#include "tests/unit/ui/harness.hpp"
#include "ui/views/map_words.hpp"
#include "ui/widgets/map_camera.hpp"

#include <imgui.h>
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <set>

using namespace ow;
using namespace ow::test;
using ui::Ui;

namespace {

/// Three columns and two rows of squares, about 950 m wide each.
domain::GridMapPtr street() {
    std::vector<domain::GridOutline> outlines;
    for (int i = 0; i < 6; ++i) {
        const double w = 120.5 + 0.01 * (i % 3), n = 31.3 - 0.01 * (i / 3), e = w + 0.01, s = n - 0.01;
        outlines.push_back({"g" + std::to_string(i + 1),
                            "第" + std::to_string(i + 1) + "网格",
                            "桂花里",
                            {{{{w, s}, {e, s}, {e, n}, {w, n}, {w, s}}}}});
    }
    return domain::make_grid_map(outlines);
}

/// The column of the buttons, which the whole map leaves free.
constexpr float beside_buttons = 60;

/// A window with a map that keeps what was chosen, as a page does.
struct Page {
    Harness h;
    domain::GridMapPtr map = street();
    std::string chosen;
    std::optional<domain::Position> mark;
    std::vector<int> heat;
    std::optional<domain::MapClusters> cases;
    int located = 0;

    explicit Page(Setup setup = {}) : h(std::move(setup)) {
        h.show([this](Ui& ui) {
            ui::MapWords words = ui::map_words(*map);
            words.locate = "我的位置";
            words.status = chosen.empty() ? "点一下出事的地方。" : "已选 " + chosen;
            const ui::MapResult result = ui::map_view(ui, "map",
                                                      {.map = *map,
                                                       .words = words,
                                                       .chosen = chosen,
                                                       .mark = mark,
                                                       .cases = cases ? &*cases : nullptr,
                                                       .heat = heat});
            if (result.place) {
                mark = result.place;
                chosen = result.cell == nullptr ? "" : result.cell->id;
            }
            located += result.locate;
        });
    }

    const Node& node() { return h.find(Role::map, "网格地图"); }
    void press(float x, float y) {
        h.request(node().id, ActionKind::press,
                  std::to_string(static_cast<int>(x)) + " " + std::to_string(static_cast<int>(y)));
    }
    /// A press on the middle of the map when all of it is seen.
    void press_whole_middle() { press((node().screen.w - beside_buttons) / 2, node().screen.h / 2); }
    /// A press on the middle of what is seen.
    void press_middle() { press(node().screen.w / 2, node().screen.h / 2); }
    void key(const std::string& name) { h.request(node().id, ActionKind::key, name); }
};

}  // namespace

TEST_CASE("The map says what it is, what it shows and how keys move it", "[map][widget][unit]") {
    for (const bool elderly : {false, true}) {
        Page page(elderly ? Setup{.theme = elder()} : Setup{});
        CHECK(page.node().description.find("6 个网格") != std::string::npos);
        CHECK(page.h.has(Role::button, "放大地图"));
        CHECK(page.h.has(Role::button, "缩小地图"));
        CHECK(page.h.has(Role::button, "看全部"));
        CHECK(page.h.first(Role::status).name == "点一下出事的地方。");
        CHECK(page.h.faults().empty());
        CHECK(page.h.catalogue().missing().empty());
    }
}

TEST_CASE("A press on a cell chooses it and marks the place", "[map][widget][unit]") {
    Page page;
    const a11y::Rect box = page.node().screen;
    page.press((box.w - beside_buttons) / 2, box.h / 2 - 20);
    CHECK(page.chosen == "g2");
    REQUIRE(page.mark);
    CHECK(std::abs(page.mark->lon - 120.515) < 0.001);
    page.press(40, box.h / 2 + 20);
    CHECK(page.chosen == "g4");
    page.press(2, 2);
    CHECK(page.chosen.empty());
    CHECK(page.mark);
}

TEST_CASE("A drag moves the map under the finger", "[map][widget][unit]") {
    Page page;
    page.press_middle();
    const domain::Position before = *page.mark;
    page.h.request(page.node().id, ActionKind::pan, "-60 0");
    page.press(page.node().screen.w / 2 - 60, page.node().screen.h / 2);
    CHECK(std::abs(page.mark->lon - before.lon) < 1e-5);
    page.press_middle();
    CHECK(page.mark->lon > before.lon);
}

TEST_CASE("The wheel zooms about the pointer: what is under it stays", "[map][widget][unit]") {
    Page page;
    page.press(100, 120);
    const domain::Position before = *page.mark;
    page.h.request(page.node().id, ActionKind::zoom, "100 120", 2);
    page.press(100, 120);
    CHECK(std::abs(page.mark->lon - before.lon) < 1e-5);
    CHECK(std::abs(page.mark->lat - before.lat) < 1e-5);
    // However long it is turned, the map neither vanishes nor turns over.
    for (int i = 0; i < 50; ++i)
        page.h.request(page.node().id, ActionKind::zoom, "100 120", 0.5f);
    page.h.request(page.node().id, ActionKind::zoom, "100 120", 0);
    page.h.request(page.node().id, ActionKind::zoom, "rubbish", -3);
    page.h.press(Role::button, "看全部");
    page.press_whole_middle();
    CHECK(std::abs(page.mark->lon - 120.515) < 2e-4);
}

TEST_CASE("By keyboard the cross moves over the cells and says which one it is on", "[map][widget][unit]") {
    Page page;
    page.h.focus(page.node().id);
    CHECK(page.h.first(Role::status).name.find("十字在桂花里第") == 0);
    for (int i = 0; i < 4; ++i)
        page.key("ArrowLeft");
    page.key("ArrowUp");
    CHECK(page.h.first(Role::status).name == "十字在桂花里第1网格，按回车选这里");
    page.h.press(Role::map, "网格地图");
    CHECK(page.chosen == "g1");
    CHECK(page.h.first(Role::status).name == "已选 g1");
    for (int i = 0; i < 9; ++i) {
        page.key("ArrowRight");
        page.key("ArrowDown");
    }
    page.h.press(Role::map, "网格地图");
    CHECK(page.mark->lon > 120.529);
    page.key("+");
    page.key("Home");
    page.press_whole_middle();
    CHECK(std::abs(page.mark->lon - 120.515) < 2e-4);
}

TEST_CASE("The buttons zoom and ask the device, by press and by pointer", "[map][widget][unit]") {
    Page page;
    page.press(40, page.node().screen.h / 2 - 20);
    CHECK(page.chosen == "g1");
    page.h.tap(Role::button, "放大地图");
    page.h.press(Role::button, "放大地图");
    page.h.press(Role::button, "放大地图");
    page.press(40, page.node().screen.h / 2 - 20);
    CHECK(page.chosen == "g2");
    page.h.press(Role::button, "缩小地图");
    page.h.press(Role::button, "缩小地图");
    page.press(40, page.node().screen.h / 2 - 20);
    CHECK(page.chosen == "g1");
    page.h.tap(Role::button, "我的位置");
    CHECK(page.located == 1);
}

TEST_CASE("A place that was found out of sight is brought into it", "[map][widget][unit]") {
    Page page;
    for (int i = 0; i < 6; ++i)
        page.h.press(Role::button, "放大地图");
    page.mark = domain::Position{120.5255, 31.2853};
    page.h.frame();
    page.press_middle();
    CHECK(page.chosen == "g6");
}

TEST_CASE("Where the map begins follows the size of its box until somebody moves it", "[map][widget][unit]") {
    const domain::GridMapPtr map = street();
    const domain::MapBox begins = map->find("g1")->box;
    struct Window {
        Harness h;
        ui::MapCamera camera;
        Window(const domain::GridMap& of, const domain::MapBox& box, float width) : h({.width = width, .height = 740}) {
            h.show([this, &of, &box](Ui& ui) {
                ui::map_view(ui, "map", {.map = of, .words = ui::map_words(of), .begins_at = &box, .height = 600});
                const ui::Scope scope(ui, "map");
                camera = ui.keep<ui::MapCamera>(ui.id("map"));
            });
        }
    };
    Window turned(*map, begins, 1200), narrow(*map, begins, 360);
    const float wide = turned.camera.scale;
    turned.h.resize(360, 740);
    CHECK(turned.camera.scale != wide);
    CHECK(turned.camera.scale == narrow.camera.scale);
    CHECK(turned.camera.middle.x == narrow.camera.middle.x);
    // All of it was asked for: it stays so.
    turned.h.press(Role::button, "看全部");
    const float whole = turned.camera.scale;
    CHECK(whole < narrow.camera.scale);
    turned.h.frame();
    CHECK(turned.camera.scale == whole);
    // Moved by somebody: it stays where it is.
    narrow.h.request(narrow.h.find(Role::map, "网格地图").id, ActionKind::pan, "40 0");
    const float moved = narrow.camera.middle.x;
    CHECK(moved != turned.camera.middle.x);
    narrow.h.resize(800, 740);
    CHECK(narrow.camera.middle.x == moved);
}

TEST_CASE("Heat is told by figures and a legend, not by colour alone", "[map][widget][unit]") {
    Page page;
    page.heat = {0, 3, 12, 40, 7, 1};
    page.h.frame();
    CHECK(page.h.says("0 件"));
    CHECK(page.h.says("31～40 件"));
    CHECK(page.h.faults().empty());
    page.heat = {0, 0, 0, 0, 0, 0};
    page.h.frame();
    CHECK(page.h.faults().empty());
}

TEST_CASE("Marks close together are one with a count", "[map][widget][unit]") {
    Page page;
    const int before = page.h.vertices_of(page.h.ui().theme().colour.on_brand);
    page.cases = domain::MapClusters(std::vector<domain::MapPoint>(25, page.map->cells[1].label));
    page.h.frame();
    CHECK(page.h.vertices_of(page.h.ui().theme().colour.on_brand) > before);
}

TEST_CASE("A street without outlines shows an empty map and does not fail", "[map][widget][unit]") {
    Page page;
    page.map = domain::make_grid_map({});
    page.h.frame();
    page.press_middle();
    page.h.press(Role::button, "看全部");
    page.h.press(Role::button, "放大地图");
    CHECK(page.chosen.empty());
    CHECK(page.h.faults().empty());
}

TEST_CASE("A street of 5 000 grids is drawn whole, and the buttons under its map too", "[map][widget][unit]") {
    std::vector<domain::GridOutline> outlines;
    for (int i = 0; i < 5'000; ++i) {
        const double w = 120.5 + 0.0006 * (i % 100), s = 31.2 + 0.0006 * (i / 100);
        std::vector<domain::Position> ring;
        for (int corner = 0; corner < 40; ++corner) {
            const double turn = 6.283185307 * corner / 40;
            ring.push_back({w + 0.0003 * std::cos(turn), s + 0.0003 * std::sin(turn)});
        }
        ring.push_back(ring.front());
        outlines.push_back({"g" + std::to_string(i), "第" + std::to_string(i) + "网格", "桂花里", {{ring}}});
    }
    Page page({.width = 1280, .height = 800});
    page.map = domain::make_grid_map(outlines);
    page.h.frame();
    for (int zoomed = 0; zoomed < 6; ++zoomed) {
        int corners = 0;
        for (const ImDrawList* list : page.h.drawn().CmdLists) {
            corners += list->VtxBuffer.Size;
            if (list->VtxBuffer.empty()) continue;
            // Every corner can be pointed at: with too small an index the later ones would be drawn as shards of the
            // first.
            CHECK(*std::ranges::max_element(list->IdxBuffer) == static_cast<ImDrawIdx>(list->VtxBuffer.Size - 1));
        }
        if (zoomed == 0) CHECK(corners > 65'536);
        // Simplified by what can be seen: all 200 000 corners with their lines would be a million.
        CHECK(corners < 300'000);
        page.h.press(Role::button, "放大地图");
    }
    CHECK(page.h.faults().empty());
}

namespace {

/// The street with a service of tiles, and what was asked of it.
struct TiledPage : Page {
    explicit TiledPage(Setup setup = {}) : Page(std::move(setup)) {
        auto tiled = std::make_shared<domain::GridMap>(*map);
        tiled->tiles = domain::TileService{
            .address = "https://tiles.example/{z}/{x}/{y}", .hosts = {}, .attribution = "© 测绘院 GS（2024）1号"};
        map = tiled;
        h.frame();
    }
    [[nodiscard]] std::vector<std::string> asked() {
        std::vector<std::string> found;
        for (const std::string& key : h.pictures().asked)
            if (key.starts_with("tile:")) found.push_back(key);
        return found;
    }
    [[nodiscard]] std::set<domain::TileId> tiles() {
        std::set<domain::TileId> found;
        for (const std::string& key : asked()) {
            domain::TileId tile;
            REQUIRE(std::sscanf(key.c_str(), "tile:https://tiles.example/%d/%d/%d", &tile.zoom, &tile.x, &tile.y) == 3);
            found.insert(tile);
        }
        return found;
    }
    void let_all_come() {
        for (const std::string& key : asked())
            h.pictures().ready.insert(key);
        h.frame();
    }
    [[nodiscard]] bool says_whose() { return h.has(Role::text, "底图：© 测绘院 GS（2024）1号"); }
};

}  // namespace

TEST_CASE("A map with tiles asks for those in sight, and says whose they are once they came", "[map][tiles][widget]") {
    for (const bool elderly : {false, true}) {
        TiledPage page(elderly ? Setup{.theme = elder()} : Setup{});
        std::set<domain::TileId> tiles = page.tiles();
        CHECK(tiles.size() < 60);
        // The finer ones lie in coarse ones that come first. Where words are large so is what is written on tiles.
        const int finest = elderly ? 13 : 14;
        CHECK(tiles.rbegin()->zoom == finest);
        const auto fine = std::ranges::count(tiles, finest, &domain::TileId::zoom);
        CHECK(fine >= 2);
        CHECK(static_cast<std::size_t>(fine) < tiles.size());
        for (const domain::TileId& tile : tiles)
            CHECK(tiles.contains(domain::tile_above(tile, finest - 2)));
        CHECK_FALSE(page.says_whose());
        page.let_all_come();
        CHECK(page.says_whose());
        CHECK(page.h.faults().empty());
        CHECK(page.h.catalogue().missing().empty());
    }
}

TEST_CASE("Tiles that failed leave the map as it is without them", "[map][tiles][widget]") {
    TiledPage page;
    for (const std::string& key : page.asked())
        page.h.pictures().failed.insert(key);
    page.h.frame();
    CHECK_FALSE(page.says_whose());
    page.press_whole_middle();
    CHECK(page.mark);
}

TEST_CASE("Dark and high contrast pages, and maps that count, have no tiles under them", "[map][tiles][widget]") {
    for (const auto contrast : {ui::Contrast::dark, ui::Contrast::high_light, ui::Contrast::high_dark}) {
        Setup setup;
        setup.theme.contrast = contrast;
        TiledPage page(setup);
        CHECK(page.asked().empty());
        CHECK_FALSE(page.says_whose());
    }
    Page counting;
    counting.heat = {1, 2, 3, 4, 5, 6};
    auto tiled = std::make_shared<domain::GridMap>(*counting.map);
    tiled->tiles = domain::TileService{.address = "https://tiles.example/{z}/{x}/{y}", .hosts = {}, .attribution = "x"};
    counting.map = tiled;
    counting.h.frame();
    CHECK(counting.h.pictures().asked.empty());
}
