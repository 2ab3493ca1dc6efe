/// Sheets, toasts, the list of shortcuts, badges and avatars.

#include "tests/unit/ui/harness.hpp"
#include "ui/widgets/avatar.hpp"
#include "ui/widgets/badge.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/dialog.hpp"
#include "ui/widgets/shortcut_help.hpp"
#include "ui/widgets/toast.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace ow;
using namespace ow::test;
using ui::Ui;

TEST_CASE("A sheet lies along the lower edge of a phone and the right edge of a wide window", "[sheet][widget][unit]") {
    for (const ui::ThemeChoice& theme : {ui::ThemeChoice{}, elder()})
        for (const float width : {320.0f, 390.0f, 1280.0f}) {
            Harness h({.width = width, .height = 700, .theme = theme});
            bool open = true;
            int pressed = 0;
            h.show([&](Ui& ui) {
                if (ui::button(ui, "page", "页面上的按钮")) ++pressed;
                if (!open) return;
                const ui::Dialog sheet(ui, "s", "筛选办件", {.place = ui::DialogPlace::sheet, .close = "关闭"});
                ui::button(ui, "b", "只看超期");
                if (sheet.dismissed()) open = false;
            });
            const Node sheet = h.find(Role::dialog, "筛选办件");
            CHECK(sheet.has(a11y::state_modal));
            CHECK(sheet.screen.x + sheet.screen.w == width);
            CHECK(sheet.screen.y + sheet.screen.h == 700);
            CHECK(h.faults() == std::vector<std::string>{});
            h.tap_at(20, 20);
            CHECK(pressed == 0);
            h.press(Role::button, "关闭");
            CHECK_FALSE(open);
        }
}

TEST_CASE("Escape closes a sheet", "[sheet][widget][unit]") {
    Harness h;
    bool open = true;
    h.show([&](Ui& ui) {
        if (!open) return;
        const ui::Dialog sheet(ui, "s", "筛选办件", {.place = ui::DialogPlace::sheet});
        if (sheet.dismissed()) open = false;
    });
    h.dismiss();
    CHECK_FALSE(open);
}

TEST_CASE("Messages stand one under the other and each is closed by itself", "[toast][widget][unit]") {
    for (const ui::ThemeChoice& theme : {ui::ThemeChoice{}, elder()}) {
        Harness h({.width = 320, .height = 700, .theme = theme});
        std::vector<ui::Toast> shown{{7, ui::ToastKind::good, "已保存"},
                                     {8, ui::ToastKind::bad, "提交没有成功，请检查网络以后再试一次，内容没有丢"}};
        h.show([&](Ui& ui) {
            if (const auto closed = ui::toast_stack(ui, "toasts", shown, "关闭提示"))
                std::erase_if(shown, [&](const ui::Toast& one) { return one.id == *closed; });
        });
        CHECK(h.says("已保存"));
        CHECK(h.faults() == std::vector<std::string>{});
        h.press(Role::button, "关闭提示");
        CHECK_FALSE(h.says("已保存"));
        CHECK(h.says("内容没有丢"));
    }
}

TEST_CASE("A message that goes while its button has the focus gives it back", "[toast][widget][unit]") {
    Harness h;
    std::vector<ui::Toast> shown{{7, ui::ToastKind::good, "已保存"}};
    h.show([&](Ui& ui) {
        ui::button(ui, "print", "打印");
        (void)ui::toast_stack(ui, "toasts", shown, "关闭提示");
    });
    h.focus(Role::button, "打印");
    h.focus(Role::button, "关闭提示");
    shown.clear();
    h.frame();
    REQUIRE(h.focused() != nullptr);
    CHECK(h.focused()->name == "打印");
}

TEST_CASE("The list of shortcuts says what each does and which keys it has", "[shortcuts][widget][unit]") {
    static constexpr std::string_view back[] = {"Shift", "Tab"}, escape[] = {"Esc"};
    const ui::Shortcut all[] = {{back, "上一个控件"}, {escape, "关闭菜单、提示或对话框，回到刚才的地方"}};
    const ui::ShortcutGroup groups[] = {{"移动", all}};
    for (const ui::ThemeChoice& theme : {ui::ThemeChoice{}, elder()}) {
        Harness h({.width = 320, .theme = theme});
        bool open = true;
        h.show([&](Ui& ui) {
            if (open && ui::shortcut_help(ui, "help", "键盘快捷键", "关闭", groups)) open = false;
        });
        CHECK(h.find(Role::term, "上一个控件").parent == h.find(Role::description_list, "移动").id);
        CHECK(h.has(Role::definition, "Shift + Tab"));
        CHECK(h.faults() == std::vector<std::string>{});
        h.press(Role::button, "关闭");
        CHECK_FALSE(open);
    }
}

TEST_CASE("A number on something is read with what it counts", "[badge][widget][unit]") {
    Harness h({.width = 320});
    h.show([&](Ui& ui) {
        ui::badge_line(ui, "m", "消息", 3, "消息，3 条未读");
        ui::badge_line(ui, "n", "待办", 0, "待办，没有");
    });
    CHECK(h.has(Role::text, "消息，3 条未读"));
    CHECK(h.has(Role::text, "待办，没有"));
    CHECK(h.faults() == std::vector<std::string>{});
}

TEST_CASE("A person's sign is the given name, or initials, or a figure", "[avatar][widget][unit]") {
    CHECK(ui::avatar_letters("张建国") == "建国");
    CHECK(ui::avatar_letters("王芳") == "王芳");
    CHECK(ui::avatar_letters("芳") == "芳");
    CHECK(ui::avatar_letters("Mary Ann Green") == "MA");
    CHECK(ui::avatar_letters("  ").empty());
    Harness h({.width = 320, .theme = elder()});
    h.show([&](Ui& ui) { ui::avatar_line(ui, "a", "张建国", "网格员"); });
    CHECK(h.says("张建国"));
    CHECK(h.says("网格员"));
    CHECK(h.faults() == std::vector<std::string>{});
}
