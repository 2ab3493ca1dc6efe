#include "ui/widgets/choice.hpp"
#include "tests/unit/ui/harness.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace ow;
using namespace ow::test;
using ui::Choice;
using ui::ChoiceGroup;
using ui::ChoiceLayout;
using ui::Ui;

namespace {

constexpr Choice places[] = {
    {"text", "写地址", "写清路名和门牌"}, {"device", "用当前位置"}, {"grid", "选网格", {}, ui::Icon::map_pin}};

}  // namespace

TEST_CASE("A checkbox is ticked and unticked by keyboard and by pointer", "[choice][widget][unit]") {
    Harness h;
    bool agreed = false;
    h.show([&](Ui& ui) {
        if (const auto now = ui::checkbox(ui, "c", "我同意", agreed)) agreed = *now;
    });
    CHECK_FALSE(h.find(Role::checkbox, "我同意").has(a11y::state_checked));
    h.press(Role::checkbox, "我同意");
    CHECK(agreed);
    CHECK(h.find(Role::checkbox, "我同意").has(a11y::state_checked));
    h.tap(Role::checkbox, "我同意");
    CHECK_FALSE(agreed);
    CHECK(h.faults().empty());
}

TEST_CASE("A checkbox that must be ticked tells what is wrong", "[choice][widget][unit]") {
    Harness h;
    h.show([&](Ui& ui) { ui::checkbox(ui, "c", "我同意", false, "请先阅读并同意", true); });
    const Node& box = h.find(Role::checkbox, "我同意");
    CHECK(box.has(a11y::state_required));
    CHECK(box.has(a11y::state_invalid));
    CHECK(h.error_of(box) == "请先阅读并同意");
    CHECK(h.ui().marked("c") == box.id);
    CHECK(h.faults().empty());
}

TEST_CASE("The whole line of a checkbox is its target, also when its words wrap", "[choice][widget][unit]") {
    Harness h({.width = 320});
    bool agreed = false;
    const std::string words = "我确认所填内容真实，并同意街道为办理本件使用我的联系方式，办结后按规定保存";
    h.show([&](Ui& ui) {
        if (const auto now = ui::checkbox(ui, "c", words, agreed)) agreed = *now;
    });
    const a11y::Rect box = h.find(Role::checkbox, words).screen;
    CHECK(box.h > 60);
    h.tap_at(box.x + box.w - 4, box.y + box.h - 4);
    CHECK(agreed);
}

TEST_CASE("One radio of a group is chosen, choosing it again changes nothing", "[choice][widget][unit]") {
    for (const ChoiceLayout layout : {ChoiceLayout::cards, ChoiceLayout::segments}) {
        for (const ui::ThemeChoice& theme : {ui::ThemeChoice{}, elder()}) {
            Harness h({.theme = theme});
            std::string where;
            int changes = 0;
            h.show([&](Ui& ui) {
                const ChoiceGroup group{.label = "怎么填地点", .hint = "任选一种", .layout = layout};
                if (const auto now = ui::radio_group(ui, "where", group, places, where)) {
                    where = *now;
                    ++changes;
                }
            });
            const Node& group = h.find(Role::radio_group, "怎么填地点");
            CHECK(group.has(a11y::state_required));
            CHECK(h.hint_of(group) == "任选一种");
            for (const Node* radio : h.all(Role::radio))
                CHECK(radio->parent == h.find(Role::radio_group, "怎么填地点").id);
            h.press(Role::radio, "用当前位置");
            CHECK(where == "device");
            h.tap(Role::radio, "选网格");
            CHECK(where == "grid");
            h.press(Role::radio, "选网格");
            h.tap(Role::radio, "选网格");
            CHECK(changes == 2);
            int checked = 0;
            for (const Node* radio : h.all(Role::radio))
                checked += radio->has(a11y::state_checked);
            CHECK(checked == 1);
            CHECK(h.find(Role::radio, "选网格").has(a11y::state_checked));
            CHECK(h.faults().empty());
        }
    }
}

TEST_CASE("The details of a choice are said with it", "[choice][widget][unit]") {
    Harness h;
    h.show([&](Ui& ui) { ui::radio_group(ui, "where", {.label = "地点"}, places, ""); });
    CHECK(h.find(Role::radio, "写地址").description == "写清路名和门牌");
    CHECK(h.find(Role::radio, "写地址").value == "text");
}

TEST_CASE("A group in error says so, and its focus is the chosen or the first radio", "[choice][widget][unit]") {
    Harness h;
    std::string value;
    h.show([&](Ui& ui) { ui::radio_group(ui, "where", {.label = "地点", .error = "请选择一种"}, places, value); });
    const Node& group = h.find(Role::radio_group, "地点");
    CHECK(group.has(a11y::state_invalid));
    CHECK(h.error_of(group) == "请选择一种");
    CHECK(h.ui().marked("where") == h.find(Role::radio, "写地址").id);
    value = "grid";
    h.frame();
    CHECK(h.ui().marked("where") == h.find(Role::radio, "选网格").id);
}

TEST_CASE("Short segments keep the size of a finger, many of them wrap", "[choice][widget][unit]") {
    constexpr Choice scores[] = {{"1", "1"}, {"2", "2"}, {"3", "3"}, {"4", "4"},
                                 {"5", "5"}, {"6", "6"}, {"7", "7"}, {"8", "8"}};
    for (const ui::ThemeChoice& theme : {ui::ThemeChoice{}, elder()}) {
        Harness h({.width = 320, .theme = theme});
        h.show([&](Ui& ui) {
            ui::radio_group(ui, "s", {.label = "评分", .layout = ChoiceLayout::segments}, scores, "3");
        });
        INFO(h.tree_text());
        CHECK(h.faults().empty());
        for (const Node* radio : h.all(Role::radio))
            CHECK(radio->screen.x + radio->screen.w <= 320.5f);
    }
}

TEST_CASE("A select offers its options and reports the one chosen in the browser's list", "[choice][widget][unit]") {
    Harness h;
    std::string grid;
    h.show([&](Ui& ui) {
        const ChoiceGroup group{.label = "所在网格", .hint = "不知道可以不选", .required = false};
        if (const auto now = ui::select(ui, "grid", group, places, grid, "请选择")) grid = *now;
    });
    const Node& select = h.find(Role::select, "所在网格");
    CHECK(select.value.empty());
    CHECK_FALSE(select.has(a11y::state_required));
    CHECK(h.hint_of(select) == "不知道可以不选");
    CHECK(h.all(Role::option).size() == 4);
    CHECK(h.find(Role::option, "请选择").has(a11y::state_selected));
    h.choose("所在网格", "选网格");
    CHECK(grid == "grid");
    CHECK(h.find(Role::select, "所在网格").value == "grid");
    CHECK(h.find(Role::option, "选网格").has(a11y::state_selected));
    h.choose("所在网格", "请选择");
    CHECK(grid.empty());
    CHECK(h.faults().empty());
}

TEST_CASE("A select in error says what is wrong", "[choice][widget][unit]") {
    Harness h;
    h.show([&](Ui& ui) { ui::select(ui, "d", {.label = "承办部门", .error = "请选择部门"}, places, "", "请选择"); });
    CHECK(h.find(Role::select, "承办部门").has(a11y::state_invalid));
    CHECK(h.error_of(h.find(Role::select, "承办部门")) == "请选择部门");
}

TEST_CASE("Tabs say which one is open and open another", "[choice][widget][unit]") {
    constexpr Choice views[] = {{"open", "办理中"}, {"done", "已办结"}};
    for (const ui::ThemeChoice& theme : {ui::ThemeChoice{}, elder()}) {
        Harness h({.theme = theme});
        std::string view = "open";
        h.show([&](Ui& ui) {
            if (const auto now = ui::tabs(ui, "t", "我的办件", views, view)) view = *now;
        });
        CHECK(h.find(Role::tab, "办理中").has(a11y::state_selected));
        CHECK(h.find(Role::tab, "已办结").parent == h.find(Role::tab_list, "我的办件").id);
        h.tap(Role::tab, "已办结");
        CHECK(view == "done");
        h.press(Role::tab, "办理中");
        CHECK(view == "open");
        CHECK(h.faults().empty());
    }
}

TEST_CASE("Two groups with the same choices keep their nodes apart", "[choice][widget][unit]") {
    Harness h;
    std::string a, b;
    h.show([&](Ui& ui) {
        if (const auto now = ui::radio_group(ui, "a", {.label = "甲"}, places, a)) a = *now;
        if (const auto now = ui::select(ui, "b", {.label = "乙"}, places, b)) b = *now;
    });
    CHECK(h.tree().collisions() == 0);
    h.press(Role::radio, "选网格");
    CHECK(a == "grid");
    CHECK(b.empty());
}
