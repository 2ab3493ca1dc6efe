#include "ui/widgets/switch.hpp"
#include "tests/unit/ui/harness.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace ow;
using namespace ow::test;
using ui::Ui;

TEST_CASE("A switch says whether it is on and what it does", "[switch][widget][unit]") {
    for (const ui::ThemeChoice& theme : {ui::ThemeChoice{}, elder()}) {
        Harness h({.theme = theme});
        bool on = false;
        h.show([&](Ui& ui) {
            if (const auto now = ui::switch_control(ui, "s", "单手操作", on, {.detail = "主要按钮放在下半屏"}))
                on = *now;
        });
        CHECK(h.find(Role::switch_control, "单手操作").description == "主要按钮放在下半屏");
        h.tap(Role::switch_control, "单手操作");
        CHECK(on);
        CHECK(h.find(Role::switch_control, "单手操作").has(a11y::state_checked));
        h.press(Role::switch_control, "单手操作");
        CHECK_FALSE(on);
        CHECK(h.faults().empty());
    }
}

TEST_CASE("A switch that is off limits or being applied says so and stays as it is", "[switch][widget][unit]") {
    Harness h;
    int changes = 0;
    h.show([&](Ui& ui) {
        if (ui::switch_control(ui, "a", "安全提醒", true, {.disabled = true})) ++changes;
        if (ui::switch_control(ui, "b", "正在保存", false, {.busy = true})) ++changes;
    });
    CHECK(h.find(Role::switch_control, "安全提醒").has(a11y::state_disabled));
    CHECK(h.find(Role::switch_control, "安全提醒").has(a11y::state_checked));
    CHECK(h.find(Role::switch_control, "正在保存").has(a11y::state_busy));
    for (const char* name : {"安全提醒", "正在保存"}) {
        h.press(Role::switch_control, name);
        h.tap(Role::switch_control, name);
    }
    CHECK(changes == 0);
    CHECK(h.faults().empty());
}
