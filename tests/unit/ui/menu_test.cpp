#include "ui/widgets/menu.hpp"
#include "tests/unit/ui/harness.hpp"
#include "ui/widgets/popover.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace ow;
using namespace ow::test;
using ui::MenuItem;
using ui::Ui;

namespace {

constexpr MenuItem items[] = {{"copy", "复制编号", ui::Icon::copy},
                              {"print", "打印回执"},
                              {"share", "转给家人", ui::Icon::none, true},
                              {"withdraw", "撤回办件", ui::Icon::trash, false, true}};

/// A menu button above a button that the open menu lies over.
struct Page {
    Harness h;
    std::string chosen;
    int below = 0;

    explicit Page(Setup setup = {}) : h(std::move(setup)) {
        h.show([this](Ui& ui) {
            if (auto value = ui::menu_button(ui, "menu", "更多操作", items)) chosen = *value;
            for (const char* key : {"下面一", "下面二", "下面三"})
                if (ui::button(ui, key, key)) ++below;
        });
    }
    void key(const char* item, const char* name) { h.request(h.find(Role::menu_item, item).id, ActionKind::key, name); }
};

}  // namespace

TEST_CASE("A menu button opens its commands, and the first has the focus", "[menu][widget][unit]") {
    for (const ui::ThemeChoice& theme : {ui::ThemeChoice{}, elder()}) {
        Page page({.theme = theme});
        Harness& h = page.h;
        CHECK(h.find(Role::button, "更多操作").popup == a11y::Popup::menu);
        CHECK(h.all(Role::menu_item).empty());
        h.press(Role::button, "更多操作");
        CHECK(h.find(Role::button, "更多操作").has(a11y::state_expanded));
        CHECK(h.find(Role::button, "更多操作").controls == h.find(Role::menu, "更多操作").id);
        REQUIRE(h.all(Role::menu_item).size() == 4);
        REQUIRE(h.focused() != nullptr);
        CHECK(h.focused()->name == "复制编号");
        CHECK(h.faults() == std::vector<std::string>{});
        h.press(Role::menu_item, "打印回执");
        CHECK(page.chosen == "print");
        CHECK(h.all(Role::menu_item).empty());
        CHECK(h.focused()->name == "更多操作");
        CHECK(h.faults() == std::vector<std::string>{});
    }
}

TEST_CASE("In a menu one moves by arrows, Home, End and letters, round and round", "[menu][widget][unit]") {
    Page page;
    Harness& h = page.h;
    h.press(Role::button, "更多操作");
    page.key("复制编号", "ArrowDown");
    CHECK(h.focused()->name == "打印回执");
    page.key("打印回执", "End");
    CHECK(h.focused()->name == "撤回办件");
    page.key("撤回办件", "ArrowDown");
    CHECK(h.focused()->name == "复制编号");
    page.key("复制编号", "ArrowUp");
    CHECK(h.focused()->name == "撤回办件");
    page.key("撤回办件", "打");
    CHECK(h.focused()->name == "打印回执");
    CHECK(h.find(Role::menu_item, "打印回执").has(a11y::state_tab_stop));
    CHECK(page.chosen.empty());
}

TEST_CASE("The arrow keys open a menu at its beginning or its end", "[menu][widget][unit]") {
    Page page;
    Harness& h = page.h;
    h.request(h.find(Role::button, "更多操作").id, ActionKind::key, "ArrowUp");
    CHECK(h.focused()->name == "撤回办件");
}

TEST_CASE("Escape closes a menu and the button has the focus again", "[menu][widget][unit]") {
    Page page;
    Harness& h = page.h;
    h.press(Role::button, "更多操作");
    CHECK(h.find(Role::menu, "更多操作").has(a11y::state_dismissible));
    h.request(h.find(Role::menu, "更多操作").id, ActionKind::dismiss);
    CHECK(h.all(Role::menu).empty());
    CHECK(h.focused()->name == "更多操作");
    CHECK(page.chosen.empty());
}

TEST_CASE("A menu closes when the focus goes elsewhere", "[menu][widget][unit]") {
    Page page;
    Harness& h = page.h;
    h.press(Role::button, "更多操作");
    h.focus(Role::button, "下面三");
    h.frame();
    CHECK(h.all(Role::menu).empty());
}

TEST_CASE("A command that cannot be used now is read but does nothing", "[menu][widget][unit]") {
    Page page;
    Harness& h = page.h;
    h.press(Role::button, "更多操作");
    CHECK(h.find(Role::menu_item, "转给家人").has(a11y::state_disabled));
    h.press(Role::menu_item, "转给家人");
    CHECK(page.chosen.empty());
    CHECK_FALSE(h.all(Role::menu).empty());
}

TEST_CASE("What lies under an open menu is not pressed by a tap on the menu", "[menu][widget][unit]") {
    Page page;
    Harness& h = page.h;
    h.press(Role::button, "更多操作");
    h.tap(Role::menu_item, "撤回办件");
    CHECK(page.chosen == "withdraw");
    CHECK(page.below == 0);
    h.tap(Role::button, "下面一");
    CHECK(page.below == 1);
}

TEST_CASE("A panel stays in the window: under its anchor, or above where there is more room", "[menu][widget][unit]") {
    const ui::Surface window{.width = 320, .height = 600};
    const a11y::Rect under = ui::popover_rect(window, {20, 100, 80, 44}, 200, 150);
    CHECK(under.y >= 144);
    CHECK(under.h == 150);
    const a11y::Rect above = ui::popover_rect(window, {20, 500, 80, 44}, 200, 150);
    CHECK(above.y + above.h <= 500);
    const a11y::Rect right = ui::popover_rect(window, {280, 100, 40, 44}, 200, 150);
    CHECK(right.x + right.w <= 320);
    const a11y::Rect large = ui::popover_rect(window, {20, 100, 80, 44}, 900, 900);
    CHECK(large.w <= 320);
    CHECK(large.y + large.h <= 600);
}
