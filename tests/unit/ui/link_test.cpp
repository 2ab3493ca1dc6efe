#include "ui/widgets/link.hpp"
#include "tests/unit/ui/harness.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace ow;
using namespace ow::test;
using ui::Rect;
using ui::RowLink;
using ui::Tag;
using ui::TagKind;
using ui::Ui;

namespace {

/// A harness that remembers which links were followed.
class Reader : public Harness {
  public:
    using Harness::Harness;
    std::vector<std::string> followed;

  protected:
    void follow(const Node& link) override { followed.push_back(link.href); }
};

}  // namespace

TEST_CASE("A link in text leads where it says and is large enough for a finger", "[link][widget][unit]") {
    for (const ui::ThemeChoice& theme : {ui::ThemeChoice{}, elder()}) {
        Reader h({.theme = theme});
        h.show([](Ui& ui) {
            ui::text_link(ui, "a", "改", "#/settings", ui.theme().colour.brand, true);
            ui::text_link(ui, "b", "怎样查询办理进度", "#/help", ui.theme().colour.brand, false);
        });
        CHECK(h.find(Role::link, "改").href == "#/settings");
        INFO(h.tree_text());
        CHECK(h.faults().empty());
        h.tap(Role::link, "怎样查询办理进度");
        h.press(Role::link, "改");
        CHECK(h.followed == std::vector<std::string>{"#/help", "#/settings"});
    }
}

TEST_CASE("A row says its title, second line, tag and trailing words in one name", "[link][widget][unit]") {
    for (const bool padded : {false, true}) {
        Harness h;
        h.show([&](Ui& ui) {
            ui::row_link(ui, "r",
                         {.title = "路灯不亮",
                          .subtitle = "东路 12 号",
                          .href = "#/cases/1",
                          .icon = ui::Icon::map_pin,
                          .tag = {"办理中", TagKind::brand},
                          .trailing = "2 天",
                          .padded = padded});
        });
        CHECK(h.find(Role::link, "路灯不亮 东路 12 号 办理中 2 天").href == "#/cases/1");
        CHECK(h.faults().empty());
    }
}

TEST_CASE("A row may be spoken otherwise than it is drawn, and says that it is the open one", "[link][widget][unit]") {
    Harness h;
    h.show([](Ui& ui) {
        ui::row_link(
            ui, "r",
            {.title = "A", .href = "#/cases/1", .spoken = "编号 1，路灯不亮", .selected = true, .padded = true});
    });
    CHECK(h.find(Role::link, "编号 1，路灯不亮").has(a11y::state_current));
}

TEST_CASE("A long row grows with its words instead of cutting them", "[link][widget][unit]") {
    ui::ThemeChoice large;
    large.text_scale = 2;
    Harness h({.width = 320, .theme = large});
    h.show([](Ui& ui) {
        ui::row_link(ui, "r",
                     {.title = "人行道地砖破损多处翘起影响老人出行安全",
                      .subtitle = "幸福路与东路路口西北角",
                      .href = "#/x",
                      .icon = ui::Icon::map_pin,
                      .tag = {"办理中", TagKind::brand}});
    });
    const Node& row = h.first(Role::link);
    CHECK(row.screen.h > 200);
    CHECK(row.screen.w <= 320);
}

TEST_CASE("A tag has its word for everybody", "[link][widget][unit]") {
    Harness h;
    h.show([](Ui& ui) {
        for (const TagKind kind : {TagKind::brand, TagKind::ok, TagKind::warn, TagKind::bad, TagKind::neutral})
            ui::tag(ui, "t" + std::to_string(static_cast<int>(kind)), {"已办结", kind, ui::Icon::check});
    });
    CHECK(h.all(Role::text).size() == 5);
    CHECK(h.first(Role::text).name == "已办结");
    CHECK(h.first(Role::text).screen.w >= ui::tag_width(h.ui(), {"已办结"}) - 1);
}

TEST_CASE("Tiles of every ground are links with what they are for", "[link][widget][unit]") {
    using Ground = ui::Tile::Ground;
    for (const Ground ground : {Ground::surface, Ground::brand, Ground::teal}) {
        Reader h;
        h.show([&](Ui& ui) {
            const ui::Tile tile{.title = "反映诉求",
                                .subtitle = "说一件要解决的事",
                                .href = "#/appeals/new",
                                .icon = ui::Icon::message_report,
                                .ground = ground};
            ui::tile(ui, "t", tile, {16, 16, 170, ui::tile_height(ui, tile, 170)});
        });
        CHECK(h.find(Role::link, "反映诉求").description == "说一件要解决的事");
        h.tap(Role::link, "反映诉求");
        CHECK(h.followed == std::vector<std::string>{"#/appeals/new"});
        CHECK(h.faults().empty());
    }
}

TEST_CASE("A tile is as high as its words at any width", "[link][widget][unit]") {
    Harness h;
    h.show([](Ui&) {});
    const ui::Tile tile{
        .title = "反映一件需要解决的事情", .subtitle = "写清楚时间地点和经过，街道会在规定时限内答复", .href = "#/"};
    CHECK(ui::tile_height(h.ui(), tile, 120) > ui::tile_height(h.ui(), tile, 340));
}

TEST_CASE("Wide tiles, icon links and links that look like buttons are links", "[link][widget][unit]") {
    for (const ui::ThemeChoice& theme : {ui::ThemeChoice{}, elder()}) {
        Reader h({.theme = theme});
        h.show([](Ui& ui) {
            ui::wide_tile(ui, "w", "打电话", "#/help", ui::Icon::phone, TagKind::ok);
            ui::icon_link(ui, "i", "办证件", "#/services", ui::Icon::id_card, ui.place(ui.theme().elder() ? 110 : 90));
            ui::button_link(ui, "b", "登录", "#/login", true, ui::Icon::login);
            const float target = ui.theme().size.target;
            ui::button_link_in(ui, "p", "长辈版", "#/settings", {200, 400, 120, target}, false, ui::Icon::none, true);
        });
        for (const char* name : {"打电话", "办证件", "登录", "长辈版"})
            h.press(Role::link, name);
        CHECK(h.followed == std::vector<std::string>{"#/help", "#/services", "#/login", "#/settings"});
        INFO(h.tree_text());
        CHECK(h.faults().empty());
    }
}

TEST_CASE("A place of a round says its number, whom, why, when and where in one name, at every width",
          "[link][widget][unit]") {
    for (const float width : {320.0f, 480.0f, 900.0f}) {
        for (const ui::ThemeChoice& theme : {ui::ThemeChoice{}, elder()}) {
            Reader h({.width = width, .theme = theme});
            h.show([](Ui& ui) {
                ui::stop_row(ui, "stop",
                             {.number = 12,
                              .look = ui::PlaceLook::next,
                              .time = "09:30–10:00",
                              .place = "3 号楼 502",
                              .time_and_place = "09:30–10:00 · 3 号楼 502",
                              .title = "示例老人丙 · 81 岁",
                              .subtitle = "高龄津贴没领过，上门帮办",
                              .href = "#/visits/v-1",
                              .tag = {"下一处", TagKind::brand}});
            });
            INFO(width);
            h.press(Role::link, "12 示例老人丙 · 81 岁 高龄津贴没领过，上门帮办 09:30–10:00 · 3 号楼 502 下一处");
            CHECK(h.followed == std::vector<std::string>{"#/visits/v-1"});
            CHECK(h.faults().empty());
        }
    }
}

TEST_CASE("Counts stand beside each other where there is room; what leads nowhere is read and not pressed",
          "[link][widget][unit]") {
    for (const float width : {200.0f, 400.0f}) {
        Reader h({.width = width});
        h.show([](Ui& ui) {
            ui::count_tiles(ui, std::array{ui::CountTile{.key = "a",
                                                         .title = "待核查",
                                                         .count = "3 件",
                                                         .detail = "今天到期 1 件",
                                                         .href = "#/workbench",
                                                         .icon = ui::Icon::shield_check},
                                           ui::CountTile{.key = "b", .title = "待送出", .count = "2 件"}});
        });
        INFO(width);
        const bool beside = h.find(Role::heading, "待送出").rect.x > 150;
        CHECK(beside == (width > 300));
        h.press(Role::link, "待核查 3 件 今天到期 1 件");
        CHECK(h.followed == std::vector<std::string>{"#/workbench"});
        CHECK(h.faults().empty());
    }
}
