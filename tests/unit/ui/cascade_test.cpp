#include "ui/widgets/cascade.hpp"
#include "tests/unit/ui/harness.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace ow;
using namespace ow::test;
using ui::CascadeItem;
using ui::Ui;

namespace {

using Path = std::vector<std::string>;

std::vector<CascadeItem> places(const Path& path) {
    if (path.empty()) return {{"lx", "柳巷社区", false}, {"dh", "东河社区", false}};
    if (path.size() == 1) return {{"1", "第 1 网格", false}, {"2", "第 2 网格", false}};
    if (path.size() == 2) return {{"a", "甲楼"}, {"b", "乙楼"}};
    return {};
}

struct Page {
    Harness h;
    Path chosen;

    explicit Page(float width, ui::ThemeChoice theme = {}) : h({.width = width, .theme = theme}) {
        h.show([this](Ui& ui) {
            if (auto now =
                    ui::cascade(ui, "place", {.label = "楼栋", .back = "返回", .children = places, .chosen = chosen}))
                chosen = *now;
        });
    }
    void key(const char* item, const char* name) { h.request(h.find(Role::tree_item, item).id, ActionKind::key, name); }
};

}  // namespace

TEST_CASE("On a phone one list follows the other, with a way back", "[cascade][widget][unit]") {
    for (const ui::ThemeChoice& theme : {ui::ThemeChoice{}, elder()}) {
        Page page(360, theme);
        Harness& h = page.h;
        h.press(Role::tree_item, "东河社区");
        CHECK(h.focused()->name == "第 1 网格");
        CHECK_FALSE(h.has(Role::tree_item, "东河社区"));
        h.tap(Role::tree_item, "第 2 网格");
        CHECK(h.faults() == std::vector<std::string>{});
        h.press(Role::button, "返回 第 2 网格");
        CHECK(h.focused()->name == "第 2 网格");
        h.press(Role::tree_item, "第 2 网格");
        h.press(Role::tree_item, "乙楼");
        CHECK(page.chosen == Path{"dh", "2", "b"});
        CHECK(h.find(Role::tree_item, "乙楼").has(a11y::state_selected));
        CHECK(h.find(Role::tree_item, "乙楼").level == 3);
        CHECK(h.faults() == std::vector<std::string>{});
    }
}

TEST_CASE("Where there is room the steps stand side by side, read as a tree", "[cascade][widget][unit]") {
    Page page(900);
    Harness& h = page.h;
    h.press(Role::tree_item, "柳巷社区");
    h.tap(Role::tree_item, "第 1 网格");
    REQUIRE(h.all(Role::tree_item).size() == 6);
    // What is below a thing is read right after it, though it stands in the next column.
    CHECK(h.all(Role::tree_item)[1]->name == "第 1 网格");
    CHECK(h.all(Role::tree_item)[2]->name == "甲楼");
    CHECK(h.all(Role::tree_item)[5]->name == "东河社区");
    CHECK(h.find(Role::tree_item, "柳巷社区").has(a11y::state_expanded));
    CHECK(h.find(Role::tree_item, "甲楼").screen.x > h.find(Role::tree_item, "第 1 网格").screen.x);
    h.tap(Role::tree_item, "甲楼");
    CHECK(page.chosen == Path{"lx", "1", "a"});
    CHECK(h.faults() == std::vector<std::string>{});
}

TEST_CASE("The arrow keys move in a step and between the steps", "[cascade][widget][unit]") {
    Page page(900);
    Harness& h = page.h;
    h.focus(Role::tree_item, "柳巷社区");
    page.key("柳巷社区", "ArrowDown");
    CHECK(h.focused()->name == "东河社区");
    page.key("东河社区", "ArrowRight");
    CHECK(h.focused()->name == "第 1 网格");
    page.key("第 1 网格", "End");
    CHECK(h.focused()->name == "第 2 网格");
    CHECK(h.find(Role::tree_item, "第 2 网格").has(a11y::state_tab_stop));
    page.key("第 2 网格", "ArrowLeft");
    CHECK(h.focused()->name == "东河社区");
    page.key("东河社区", "柳");
    CHECK(h.focused()->name == "柳巷社区");
    CHECK(page.chosen.empty());
}

TEST_CASE("A chosen place is unfolded when the page is opened, exactly one thing is reached by Tab",
          "[cascade][widget][unit]") {
    for (const float width : {360.0f, 900.0f}) {
        Harness h({.width = width});
        const Path chosen{"dh", "2", "b"};
        h.show([&](Ui& ui) {
            ui::cascade(ui, "place", {.label = "楼栋", .back = "返回", .children = places, .chosen = chosen});
        });
        CHECK(h.find(Role::tree_item, "乙楼").has(a11y::state_tab_stop));
        int stops = 0;
        for (const Node* item : h.all(Role::tree_item))
            stops += item->has(a11y::state_tab_stop);
        CHECK(stops == 1);
    }
}
