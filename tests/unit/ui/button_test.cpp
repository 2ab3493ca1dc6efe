#include "ui/widgets/button.hpp"
#include "tests/unit/ui/harness.hpp"
#include "ui/widgets/button_row.hpp"

#include <imgui.h>
#include <catch2/catch_test_macros.hpp>

using namespace ow;
using namespace ow::test;
using ui::ButtonKind;
using ui::ButtonOptions;
using ui::Ui;

namespace {

constexpr ButtonKind kinds[] = {ButtonKind::primary, ButtonKind::secondary, ButtonKind::danger, ButtonKind::quiet,
                                ButtonKind::pill};

}  // namespace

TEST_CASE("A button of every kind has its name, takes a press and a tap", "[button][widget][unit]") {
    for (const ButtonKind kind : kinds) {
        Harness h;
        int presses = 0;
        h.show([&](Ui& ui) { presses += ui::button(ui, "b", "提交诉求", {.kind = kind}); });
        CAPTURE(static_cast<int>(kind));
        CHECK(h.find(Role::button, "提交诉求").states == (a11y::state_centered | a11y::state_bold));
        h.press(Role::button, "提交诉求");
        CHECK(presses == 1);
        h.tap(Role::button, "提交诉求");
        CHECK(presses == 2);
        CHECK(h.faults().empty());
    }
}

TEST_CASE("A disabled button says so and does nothing", "[button][widget][unit]") {
    Harness h;
    int presses = 0;
    h.show([&](Ui& ui) { presses += ui::button(ui, "b", "下一步", {.disabled = true}); });
    CHECK(h.find(Role::button, "下一步").has(a11y::state_disabled));
    h.press(Role::button, "下一步");
    h.tap(Role::button, "下一步");
    CHECK(presses == 0);
}

TEST_CASE("A busy button says so and cannot be pressed a second time", "[button][widget][unit]") {
    Harness h;
    int sent = 0;
    bool busy = false;
    h.show([&](Ui& ui) {
        if (ui::button(ui, "b", "提交", {.busy = busy})) {
            ++sent;
            busy = true;
        }
    });
    h.press(Role::button, "提交");
    CHECK(h.find(Role::button, "提交").has(a11y::state_busy));
    h.press(Role::button, "提交");
    h.tap(Role::button, "提交");
    CHECK(sent == 1);
}

TEST_CASE("A button that unfolds or is held down says whether it is", "[button][widget][unit]") {
    Harness h;
    h.show([&](Ui& ui) {
        ui::button(ui, "a", "更多", {.expanded = true, .expandable = true});
        ui::button(ui, "b", "筛选", {.expandable = true});
        ui::button(ui, "c", "满意", {.pressed = true});
    });
    CHECK(h.find(Role::button, "更多").has(a11y::state_expanded));
    CHECK(h.find(Role::button, "筛选").has(a11y::state_expandable));
    CHECK_FALSE(h.find(Role::button, "筛选").has(a11y::state_expanded));
    CHECK(h.find(Role::button, "满意").has(a11y::state_selected));
}

TEST_CASE("The spoken name holds what the eye needs not, and a description follows it", "[button][widget][unit]") {
    Harness h;
    h.show([&](Ui& ui) { ui::button(ui, "a", "复制", {.description = "复制后可以粘贴", .spoken = "复制编号"}); });
    CHECK(h.find(Role::button, "复制编号").description == "复制后可以粘贴");
}

TEST_CASE("A button pressed and then left by the pointer is not pressed", "[button][widget][unit]") {
    Harness h;
    int presses = 0;
    h.show([&](Ui& ui) { presses += ui::button(ui, "b", "删除", {.kind = ButtonKind::danger}); });
    const a11y::Rect box = h.find(Role::button, "删除").screen;
    h.hover_at(box.x + 20, box.y + 20);
    ImGui::GetIO().AddMouseButtonEvent(0, true);
    h.frame();
    ImGui::GetIO().AddMousePosEvent(box.x + 20, box.y + box.h + 300);
    h.frame();
    ImGui::GetIO().AddMouseButtonEvent(0, false);
    h.frame();
    CHECK(presses == 0);
}

TEST_CASE("In a browser the pointer only colours: the DOM's click is the press", "[button][widget][unit]") {
    Harness h;
    int presses = 0;
    h.show([&](Ui& ui) { presses += ui::button(ui, "b", "保存"); });
    h.pointer_activates(false);
    h.tap(Role::button, "保存");
    CHECK(presses == 0);
    h.press(Role::button, "保存");
    CHECK(presses == 1);
}

TEST_CASE("The ring is drawn where the keyboard's focus is", "[button][widget][unit]") {
    Harness h;
    h.show([&](Ui& ui) { ui::button(ui, "b", "保存"); });
    const int without = h.drawn().TotalVtxCount;
    h.focus(Role::button, "保存");
    CHECK(h.drawn().TotalVtxCount > without);
    h.ui().set_focus(h.find(Role::button, "保存").id, false);
    h.frame();
    CHECK(h.drawn().TotalVtxCount == without);
}

TEST_CASE("An icon button has a name though it shows none", "[button][widget][unit]") {
    for (const ui::ThemeChoice& choice : {ui::ThemeChoice{}, elder()}) {
        Harness h({.theme = choice});
        int presses = 0;
        h.show([&](Ui& ui) {
            const float side = ui.theme().size.target;
            presses += ui::icon_button(ui, "x", "移除第 1 张照片", ui::Icon::x, {20, 20, side, side});
        });
        h.tap(Role::button, "移除第 1 张照片");
        h.press(Role::button, "移除第 1 张照片");
        CHECK(presses == 2);
        CHECK(h.faults().empty());
    }
}

TEST_CASE("Buttons of a row stand side by side where they fit and below each other where not",
          "[button][widget][unit]") {
    const auto draw = [](Ui& ui, std::optional<std::size_t>& pressed) {
        const ui::RowButton buttons[] = {{.key = "back", .name = "上一步", .options = {.kind = ButtonKind::secondary}},
                                         {.key = "next", .name = "保存并进入下一步", .weight = 2}};
        if (const auto now = ui::button_row(ui, buttons)) pressed = now;
    };
    Harness h;
    std::optional<std::size_t> pressed;
    h.show([&](Ui& ui) { draw(ui, pressed); });
    CHECK(h.find(Role::button, "上一步").screen.y == h.find(Role::button, "保存并进入下一步").screen.y);
    h.tap(Role::button, "保存并进入下一步");
    CHECK(pressed == 1);
    h.press(Role::button, "上一步");
    CHECK(pressed == 0);
    CHECK(h.faults().empty());
    ui::ThemeChoice large = elder();
    large.elder_px = 30;
    h.set_theme(large);
    h.resize(320, 700);
    CHECK(h.find(Role::button, "保存并进入下一步").screen.y > h.find(Role::button, "上一步").screen.y);
    CHECK(h.faults().empty());
}

TEST_CASE("The bar of a pane puts its buttons into as many rows as they need", "[button][widget][unit]") {
    for (const float width : {320.0f, 600.0f, 1000.0f}) {
        Harness h({.width = width});
        std::optional<std::size_t> pressed;
        h.show([&](Ui& ui) {
            const ui::RowButton buttons[] = {
                {.key = "a", .name = "不予受理", .options = {.kind = ButtonKind::danger}},
                {.key = "b", .name = "退回补充", .options = {.kind = ButtonKind::secondary}},
                {.key = "c", .name = "受理并分拨"}};
            if (const auto now = ui::button_bar(ui, buttons)) pressed = now;
        });
        CAPTURE(width);
        CHECK(h.faults().empty());
        for (const Node* node : h.all(Role::button))
            CHECK(node->screen.x + node->screen.w <= width + 0.5f);
        h.tap(Role::button, "受理并分拨");
        CHECK(pressed == 2);
    }
}
