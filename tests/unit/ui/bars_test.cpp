#include "ui/widgets/bars.hpp"
#include "tests/unit/ui/harness.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace ow;
using namespace ow::test;
using ui::NavItem;
using ui::Ui;

namespace {

const std::vector<NavItem>& items() {
    static const std::vector<NavItem> all{{"首页", "#/", ui::Icon::home, true},
                                          {"办事", "#/services", ui::Icon::file_text},
                                          {"诉求", "#/appeals", ui::Icon::message_report},
                                          {"议事", "#/council", ui::Icon::users},
                                          {"我的", "#/mine", ui::Icon::user, false, 3, "3 件有新进展"}};
    return all;
}

}  // namespace

TEST_CASE("The top bar is the page's banner: back, the h1, and a pill", "[bars][widget][unit]") {
    for (const ui::ThemeChoice& theme : {ui::ThemeChoice{}, elder()}) {
        Harness h({.width = 320, .theme = theme});
        int back = 0, pill = 0;
        h.show([&](Ui& ui) {
            const auto result = ui::top_bar(ui, "top",
                                            {.title = "反映诉求",
                                             .subtitle = "第 2 步，共 5 步",
                                             .back_name = "返回",
                                             .pill = "朗读",
                                             .pill_icon = ui::Icon::volume});
            back += result.back;
            pill += result.pill;
        });
        const Node& banner = h.first(Role::banner);
        CHECK(h.find(Role::heading, "反映诉求").level == 1);
        CHECK(h.find(Role::heading, "反映诉求").has(a11y::state_focusable));
        CHECK(h.find(Role::heading, "反映诉求").parent == banner.id);
        CHECK(h.has(Role::text, "第 2 步，共 5 步"));
        h.tap(Role::button, "返回");
        h.press(Role::button, "返回");
        CHECK(back == 2);
        h.tap(Role::button, "朗读");
        CHECK(pill == 1);
        CHECK(h.faults().empty());
        // nothing lies over anything else
        const a11y::Rect title = h.find(Role::heading, "反映诉求").screen, button = h.find(Role::button, "朗读").screen;
        CHECK_FALSE(title.intersects(button));
        CHECK_FALSE(title.intersects(h.find(Role::button, "返回").screen));
    }
}

TEST_CASE("Where the page has its own heading the bar's title is plain text", "[bars][widget][unit]") {
    Harness h;
    h.show([](Ui& ui) { ui::top_bar(ui, "top", {.title = "反映诉求", .title_is_heading = false}); });
    CHECK(h.all(Role::heading).empty());
    CHECK(h.has(Role::text, "反映诉求"));
    CHECK(h.all(Role::button).empty());
}

TEST_CASE("The navigation is a landmark of links that says where one is", "[bars][widget][unit]") {
    for (const bool side : {false, true}) {
        for (const ui::ThemeChoice& theme : {ui::ThemeChoice{}, elder()}) {
            Harness h({.width = side ? 1280.0f : 320.0f, .theme = theme});
            h.show([&](Ui& ui) {
                if (side)
                    ui::side_navigation(ui, "主导航", items(), {0, 70, 212, 700});
                else
                    ui::bottom_navigation(ui, "主导航", items(),
                                          {0, 844 - ui.theme().size.nav, 320, ui.theme().size.nav});
            });
            const Node& nav = h.find(Role::navigation, "主导航");
            CHECK(h.all(Role::link).size() == 5);
            for (const Node* link : h.all(Role::link))
                CHECK(link->parent == nav.id);
            CHECK(h.find(Role::link, "首页").has(a11y::state_current));
            // What is new is said with the name: descriptions are often not read.
            CHECK_FALSE(h.find(Role::link, "我的 3 件有新进展").has(a11y::state_current));
            CHECK(h.find(Role::link, "我的 3 件有新进展").href == "#/mine");
            INFO(h.tree_text());
            CHECK(h.faults().empty());
        }
    }
}
