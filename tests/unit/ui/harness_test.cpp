#include "tests/unit/ui/harness.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/text_field.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace ow;
using namespace ow::test;
using ui::Ui;

TEST_CASE("A button is pressed by assistive technology and by pointer alike", "[harness][unit]") {
    Harness h;
    int saved = 0;
    h.show([&](Ui& ui) {
        if (ui::button(ui, "save", "保存")) ++saved;
    });
    h.press(Role::button, "保存");
    CHECK(saved == 1);
    h.tap(Role::button, "保存");
    CHECK(saved == 2);
    h.tap_at(200, 700);
    CHECK(saved == 2);
}

TEST_CASE("What is typed into a field reaches the model once", "[harness][unit]") {
    Harness h;
    std::string title;
    int changes = 0;
    h.show([&](Ui& ui) {
        if (auto result = ui::text_field(ui, "title", {.label = "标题", .value = title}); result.changed) {
            title = *result.changed;
            ++changes;
        }
    });
    h.type("标题", "路灯不亮");
    CHECK(title == "路灯不亮");
    CHECK(changes == 1);
    CHECK(h.find(Role::text_field, "标题").value == "路灯不亮");
    REQUIRE(h.focused() != nullptr);
    CHECK(h.name_of(*h.focused()) == "标题");
}

TEST_CASE("A button below the edge of the window is scrolled to before it is tapped", "[harness][unit]") {
    Harness h;
    bool pressed = false;
    h.show([&](Ui& ui) {
        const ui::ScrollArea area(ui, "area", {0, 0, 390, 844}, 16, 16, 16);
        ui.place(3000);
        if (ui::button(ui, "end", "到底了")) pressed = true;
    });
    h.tap(Role::button, "到底了");
    CHECK(pressed);
}

TEST_CASE("The texts of both languages are read from the source tree", "[harness][unit]") {
    CHECK(load_catalogue("zh-CN")->text("nav.home") == "首页");
    CHECK(load_catalogue("en")->text("nav.home") == "Home");
}
