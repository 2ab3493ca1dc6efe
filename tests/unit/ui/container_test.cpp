#include "ui/widgets/container.hpp"
#include "tests/unit/ui/harness.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/headed_card.hpp"
#include "ui/widgets/heading_row.hpp"
#include "ui/widgets/text.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace ow;
using namespace ow::test;
using ui::Card;
using ui::CardStyle;
using ui::Group;
using ui::ScrollArea;
using ui::Ui;

TEST_CASE("A group is as large as what it holds and is read before it", "[container][widget][unit]") {
    Harness h;
    h.show([](Ui& ui) {
        const Group region(ui, "r", Role::region, "最新消息");
        ui::paragraph(ui, "a", "甲");
        ui::paragraph(ui, "b", "乙");
    });
    const Node& region = h.find(Role::region, "最新消息");
    const Node& last = h.find(Role::text, "乙");
    CHECK(last.parent == region.id);
    CHECK(region.screen.y + region.screen.h >= last.screen.y + last.screen.h);
    CHECK(region.screen.h < 100);
}

TEST_CASE("An empty group takes no room", "[container][widget][unit]") {
    Harness h;
    h.show([](Ui& ui) {
        ui::paragraph(ui, "a", "甲");
        {
            const Group empty(ui, "g", Role::group);
        }
        ui::paragraph(ui, "b", "乙");
    });
    CHECK(h.find(Role::text, "乙").screen.y - h.find(Role::text, "甲").screen.y == h.find(Role::text, "甲").screen.h);
}

TEST_CASE("An item of a long list says where it stands", "[container][widget][unit]") {
    Harness h;
    h.show([](Ui& ui) {
        const Group list(ui, "l", Role::list, "办件");
        Group item(ui, "i", Role::list_item);
        item.position(7, 300);
        ui::paragraph(ui, "a", "甲");
    });
    CHECK(h.first(Role::list_item).position == 7);
    CHECK(h.first(Role::list_item).set_size == 300);
}

TEST_CASE("Scopes keep equal keys apart", "[container][widget][unit]") {
    Harness h;
    int first = 0, second = 0;
    h.show([&](Ui& ui) {
        {
            const Group a(ui, "a", Role::group, "甲组");
            first += ui::button(ui, "go", "去甲");
        }
        const Group b(ui, "b", Role::group, "乙组");
        second += ui::button(ui, "go", "去乙");
    });
    CHECK(h.tree().collisions() == 0);
    h.press(Role::button, "去乙");
    CHECK(first == 0);
    CHECK(second == 1);
}

TEST_CASE("A card grows with its content and settles in a few passes", "[container][widget][unit]") {
    for (const CardStyle style :
         {CardStyle::plain, CardStyle::soft_brand, CardStyle::soft_warn, CardStyle::soft_bad, CardStyle::soft_ok,
          CardStyle::outlined_bad, CardStyle::accent_warn, CardStyle::bare}) {
        Harness h;
        int lines = 1;
        h.show([&](Ui& ui) {
            {
                const Card card(ui, "c", style);
                for (int i = 0; i < lines; ++i)
                    ui::paragraph(ui, "p" + std::to_string(i), "一行");
            }
            ui::paragraph(ui, "after", "后面");
        });
        CHECK(h.frame() == 1);
        const float y = h.find(Role::text, "后面").screen.y;
        lines = 10;
        CHECK(h.frame() <= 3);
        CHECK(h.find(Role::text, "后面").screen.y > y + 9 * 20);
        CHECK(h.frame() == 1);
    }
}

TEST_CASE("A card with a head says what it is, above what stands in it, and settles in a few passes",
          "[container][widget][unit]") {
    using enum ui::CardHead::Look;
    for (const ui::CardHead::Look look : {ok, warn, bad, brand}) {
        Harness h;
        int lines = 1;
        h.show([&](Ui& ui) {
            {
                const ui::HeadedCard card(ui, "c",
                                          {.look = look,
                                           .icon = ui::Icon::check,
                                           .title = "您符合条件",
                                           .subtitle = "12 月 10 日前",
                                           .live = ui::CardHead::Live::yes});
                for (int i = 0; i < lines; ++i)
                    ui::paragraph(ui, "p" + std::to_string(i), "一行");
            }
            ui::paragraph(ui, "after", "后面");
        });
        CHECK(h.frame() == 1);
        CHECK(h.is_inside(h.find(Role::heading, "您符合条件"), h.first(Role::status)));
        const ow::a11y::Node& second = h.find(Role::text, "12 月 10 日前");
        CHECK(second.screen.y + second.screen.h < h.all(Role::text)[1]->screen.y);
        const float y = h.find(Role::text, "后面").screen.y;
        lines = 10;
        CHECK(h.frame() <= 3);
        CHECK(h.find(Role::text, "后面").screen.y > y + 9 * 20);
        CHECK(h.frame() == 1);
        CHECK(h.faults().empty());
    }
}

TEST_CASE("What is scrolled out of view is still there for assistive technology, and works",
          "[container][widget][unit]") {
    Harness h;
    int presses = 0;
    h.show([&](Ui& ui) {
        const ScrollArea area(ui, "area", {0, 0, 390, 400}, 16, 16, 16);
        for (int i = 0; i < 50; ++i)
            presses += ui::button(ui, "b" + std::to_string(i), "第 " + std::to_string(i) + " 个");
    });
    CHECK(h.all(Role::button).size() == 50);
    CHECK(h.find(Role::button, "第 49 个").screen.y > 400);
    h.press(Role::button, "第 49 个");
    CHECK(presses == 1);
    CHECK(h.faults().empty());
}

TEST_CASE("A pointer does not press what a scroll area hides", "[container][widget][unit]") {
    Harness h;
    int presses = 0;
    h.show([&](Ui& ui) {
        const ScrollArea area(ui, "area", {0, 0, 390, 100}, 0, 0, 0);
        ui.place(150);
        presses += ui::button(ui, "b", "看不见");
    });
    const a11y::Rect box = h.find(Role::button, "看不见").screen;
    h.tap_at(box.x + 20, box.y + 10);
    CHECK(presses == 0);
}

TEST_CASE("Scrolling moves the content, stops at its end and says how far it is", "[container][widget][unit]") {
    Harness h;
    h.show([&](Ui& ui) {
        const ScrollArea area(ui, "area", {0, 100, 390, 300}, 16, 10, 20);
        ui.place(1000);
        ui::paragraph(ui, "end", "末尾");
    });
    const NodeId area = h.first(Role::scroll_area).id;
    CHECK(h.first(Role::scroll_area).maximum > 1000);
    const float y = h.find(Role::text, "末尾").screen.y;
    h.ui().set_scroll(area, 200);
    h.frame();
    CHECK(h.find(Role::text, "末尾").screen.y == y - 200);
    CHECK(h.first(Role::scroll_area).now == 200);
    h.ui().set_scroll(area, 99999);
    h.frame();
    const Node& at_end = h.first(Role::scroll_area);
    CHECK(at_end.now == at_end.maximum - 300);
    CHECK(h.find(Role::text, "末尾").screen.y + h.find(Role::text, "末尾").screen.h <= 400);
    h.ui().set_scroll(area, -50);
    h.frame();
    CHECK(h.first(Role::scroll_area).now == 0);
}

TEST_CASE("A wide scroll area keeps its column readable, in the middle", "[container][widget][unit]") {
    Harness h({.width = 1280, .height = 800});
    h.show([&](Ui& ui) {
        const ScrollArea area(ui, "area", {0, 0, 1280, 800}, 24, 0, 0, 680);
        ui::paragraph(ui, "p", "正文");
    });
    CHECK(h.find(Role::text, "正文").screen.w == 680);
    CHECK(h.find(Role::text, "正文").screen.x == 300);
}

TEST_CASE("Headings have levels, the first takes the focus by program", "[text][widget][unit]") {
    Harness h;
    h.show([](Ui& ui) {
        ui::heading(ui, "1", 1, "反映诉求");
        ui::heading(ui, "2", 2, "在哪里");
        ui::heading(ui, "3", 3, "细节");
        ui::heading_row(ui, "r", {.level = 2, .text = "路灯不亮", .tag = {"办理中"}});
    });
    CHECK(h.find(Role::heading, "反映诉求").level == 1);
    CHECK(h.find(Role::heading, "反映诉求").has(a11y::state_focusable));
    CHECK(h.find(Role::heading, "在哪里").level == 2);
    CHECK_FALSE(h.find(Role::heading, "在哪里").has(a11y::state_focusable));
    CHECK(h.find(Role::heading, "细节").level == 3);
    CHECK(h.find(Role::heading, "路灯不亮").level == 2);
    CHECK(h.says("办理中"));
}

TEST_CASE("A paragraph's node lies over its lines, in their font", "[text][widget][unit]") {
    Harness h({.width = 320});
    const std::string text = "街道办事处在收到您的诉求后二十四小时内决定是否受理，并告诉您承办部门和时限。";
    h.show([&](Ui& ui) { ui::paragraph(ui, "p", text); });
    const Node& node = h.find(Role::text, text);
    CHECK(node.font_px == 16);
    CHECK(node.line_height == 24);
    CHECK(node.screen.w == 320);
    CHECK(node.screen.h == 48);
}

TEST_CASE("Every tone of text is drawn and read", "[text][widget][unit]") {
    Harness h;
    using ui::Tone;
    h.show([](Ui& ui) {
        for (const Tone tone : {Tone::normal, Tone::secondary, Tone::small, Tone::strong, Tone::ok, Tone::warn,
                                Tone::bad, Tone::brand, Tone::on_brand})
            ui::paragraph(ui, std::to_string(static_cast<int>(tone)), "语气", tone, ui::Align::center);
        ui::icon_text(ui, "i", ui::Icon::info_circle, "带图标", ui.body(), ui.theme().colour.brand);
        ui::icon_text(ui, "n", ui::Icon::none, "不带图标", ui.body(), 0);
    });
    CHECK(h.all(Role::text).size() == 11);
    CHECK(h.find(Role::text, "带图标").screen.x > h.find(Role::text, "不带图标").screen.x);
}
