/// Widgets that show a case: codes to copy, answers to check, its chain, its photos.

#include "tests/unit/ui/harness.hpp"
#include "ui/widgets/code_value.hpp"
#include "ui/widgets/fact_line.hpp"
#include "ui/widgets/photo_grid.hpp"
#include "ui/widgets/picture_row.hpp"
#include "ui/widgets/timeline.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace ow;
using namespace ow::test;
using ui::Ui;

TEST_CASE("A number can be selected and copied, by a button that says what it copies", "[code_value][widget][unit]") {
    for (const float width : {320.0f, 1000.0f}) {
        for (const ui::ThemeChoice& theme : {ui::ThemeChoice{}, elder()}) {
            Harness h({.width = width, .theme = theme});
            int copied = 0;
            h.show([&](Ui& ui) {
                copied += ui::code_value(ui, "n", "办件编号", "320505 S 20261121 000429", {"复制", "复制办件编号"});
            });
            const Node& value = h.find(Role::text, "320505 S 20261121 000429");
            CHECK(value.has(a11y::state_selectable));
            CHECK(value.labelled_by == h.find(Role::label, "办件编号").id);
            h.tap(Role::button, "复制办件编号");
            h.press(Role::button, "复制办件编号");
            CHECK(copied == 2);
            CHECK_FALSE(value.screen.intersects(h.find(Role::button, "复制办件编号").screen));
            CHECK(h.faults().empty());
        }
    }
}

TEST_CASE("A code without a copy button is only shown", "[code_value][widget][unit]") {
    Harness h;
    h.show([](Ui& ui) { ui::code_value(ui, "n", "查询码", "K7 3M", {}); });
    CHECK(h.has(Role::text, "K7 3M"));
    CHECK(h.all(Role::button).empty());
}

TEST_CASE("An answer stands with its question, and the link to change it says which", "[answer_row][widget][unit]") {
    for (const ui::ThemeChoice& theme : {ui::ThemeChoice{}, elder()}) {
        Harness h({.width = 320, .theme = theme});
        h.show([](Ui& ui) {
            ui::answer_row(ui, "a", "标题", "路灯不亮", "修改", "#/appeals/new/what");
            ui::answer_row(ui, "b", "照片", "2 张", "", "");
        });
        CHECK(h.has(Role::text, "标题"));
        CHECK(h.has(Role::text, "路灯不亮"));
        CHECK(h.find(Role::link, "修改 标题").href == "#/appeals/new/what");
        CHECK(h.all(Role::link).size() == 1);
        CHECK(h.faults().empty());
    }
}

TEST_CASE("Short facts are read in order and wrap instead of being cut", "[fact_line][widget][unit]") {
    Harness h({.width = 320});
    h.show([](Ui& ui) {
        const ui::Fact facts[] = {
            {ui::Icon::clock, "还剩 2 天"},
            {ui::Icon::building, "城管科"},
            {ui::Icon::none, ""},
            {ui::Icon::map_pin, "幸福路与东路路口西北角公交站台旁", 0, "地点：幸福路与东路路口西北角公交站台旁"}};
        ui::fact_line(ui, "f", facts);
    });
    CHECK(h.says("还剩 2 天"));
    CHECK(h.says("地点：幸福路"));
    for (const Node& node : h.tree().nodes())
        CHECK(node.screen.x + node.screen.w <= 320.5f);
}

TEST_CASE("The chain of a case is an ordered list, newest first, in the caller's words", "[timeline][widget][unit]") {
    Harness h;
    h.show([](Ui& ui) {
        const ui::TimelineEntry entries[] = {{.title = "已办结",
                                              .when = "11月21日 10:00",
                                              .text = "已更换灯泡",
                                              .dot = ui::TimelineEntry::Dot::open,
                                              .pictures = {{"thumb:1", "办结照片 1"}}},
                                             {.title = "已受理", .when = "11月20日 09:00", .text = ""}};
        ui::timeline(ui, "t", "办理过程", entries);
    });
    const Node& list = h.find(Role::ordered_list, "办理过程");
    const auto items = h.all(Role::list_item);
    REQUIRE(items.size() == 2);
    for (const Node* item : items)
        CHECK(item->parent == list.id);
    CHECK(h.find(Role::text, "已办结").parent == items[0]->id);
    CHECK(h.find(Role::text, "已更换灯泡").parent == items[0]->id);
    CHECK(h.find(Role::text, "已受理").parent == items[1]->id);
    CHECK(h.has(Role::image, "办结照片 1"));
    CHECK(h.pictures().asked.contains("thumb:1"));
    CHECK(items[1]->screen.y >= items[0]->screen.y + items[0]->screen.h - 1);
    CHECK(h.faults().empty());
    CHECK(h.frame() == 1);
}

namespace {

ui::PhotoView photo(std::string key, std::string name) {
    ui::PhotoView view;
    view.key = std::move(key);
    view.picture = "local:" + view.key;
    view.name = std::move(name);
    view.remove_name = "移除" + view.name;
    return view;
}

}  // namespace

TEST_CASE("Chosen photos are pictures with a name, a state and a way to take each away", "[photo_grid][widget][unit]") {
    for (const ui::ThemeChoice& theme : {ui::ThemeChoice{}, elder()}) {
        Harness h({.width = 320, .theme = theme});
        h.pictures().ready = {"local:a"};
        h.pictures().failed = {"local:b"};
        std::optional<std::string> removed, replaced;
        int added = 0;
        h.show([&](Ui& ui) {
            std::vector<ui::PhotoView> photos{photo("a", "第 1 张照片"), photo("b", "第 2 张照片"),
                                              photo("c", "第 3 张照片")};
            photos[1].progress = 0.5f;
            photos[1].status = "正在处理";
            photos[2].refused = "不是图片";
            photos[2].refused_hint = "点此更换";
            const auto result = ui::photo_grid(ui, "photos", "照片", photos, "添加照片");
            if (result.removed) removed = result.removed;
            if (result.replaced) replaced = result.replaced;
            added += result.add;
        });
        CHECK(h.find(Role::image, "第 2 张照片").description == "正在处理");
        h.tap(Role::button, "移除第 1 张照片");
        CHECK(removed == "a");
        h.press(Role::button, "移除第 2 张照片");
        CHECK(removed == "b");
        CHECK(h.says("不是图片"));
        for (const Node* button : h.all(Role::button))
            if (button->name.find("点此更换") != std::string::npos) {
                h.request(button->id, ActionKind::click);
                break;
            }
        CHECK(replaced == "c");
        h.tap(Role::button, "添加照片");
        CHECK(added == 1);
        CHECK(h.ui().marked("photos") == h.find(Role::button, "添加照片").id);
        INFO(h.tree_text());
        CHECK(h.faults().empty());
    }
}

TEST_CASE("At the limit of photos there is no way to add more", "[photo_grid][widget][unit]") {
    Harness h;
    h.show([](Ui& ui) {
        const std::vector<ui::PhotoView> photos{photo("a", "第 1 张照片")};
        ui::photo_grid(ui, "photos", "照片", photos, "");
    });
    CHECK(h.all(Role::button).size() == 1);
}

TEST_CASE("Pictures to look at have names", "[picture_row][widget][unit]") {
    Harness h({.width = 320});
    h.show([](Ui& ui) {
        const ui::PictureItem pictures[] = {
            {"thumb:1", "第 1 张"}, {"thumb:2", "第 2 张"}, {"thumb:3", "第 3 张"}, {"thumb:4", "第 4 张"}};
        ui::picture_row(ui, "p", pictures);
    });
    CHECK(h.all(Role::image).size() == 4);
    for (const Node* image : h.all(Role::image))
        CHECK(image->screen.x + image->screen.w <= 320.5f);
    CHECK(h.faults().empty());
}
