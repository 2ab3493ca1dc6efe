#include "ui/widgets/feedback.hpp"
#include "tests/unit/ui/harness.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/dialog.hpp"
#include "ui/widgets/disclosure.hpp"
#include "ui/widgets/text.hpp"
#include "ui/widgets/text_field.hpp"

#include <catch2/catch_test_macros.hpp>

#include <utility>

using namespace ow;
using namespace ow::test;
using ui::CardStyle;
using ui::Ui;

TEST_CASE("An error summary takes the focus, lists what is wrong and leads to the field", "[feedback][widget][unit]") {
    for (const ui::ThemeChoice& theme : {ui::ThemeChoice{}, elder()}) {
        Harness h({.theme = theme});
        bool fresh = true;
        NodeId where = 0, chosen = 0;
        h.show([&](Ui& ui) {
            const ui::ErrorLine errors[] = {{"请填写标题", 0}, {"请选择地点", where, "#/appeals/new/where"}};
            const NodeId pressed =
                ui::error_summary(ui, "error-summary", "有 2 处需要修改", errors, std::exchange(fresh, false));
            if (pressed != 0) chosen = pressed;
            where = ui::text_field(ui, "where", {.label = "地点", .value = "", .error = "请选择地点"}).id;
        });
        h.frame();
        REQUIRE(h.focused() != nullptr);
        CHECK(h.focused()->name == "有 2 处需要修改");
        CHECK(h.focused()->has(a11y::state_focusable));
        CHECK(h.find(Role::heading, "有 2 处需要修改").level == 2);
        CHECK(h.all(Role::list_item).size() == 2);
        h.press(Role::link, "请选择地点");
        // Moving the focus there is the caller's: the core knows on which page the field stands.
        CHECK(chosen == where);
        // In another tab it is the page that asks it.
        CHECK(h.find(Role::link, "请选择地点").href == "#/appeals/new/where");
        CHECK(h.find(Role::link, "请选择地点").has(a11y::state_press));
        CHECK(h.faults().empty());
    }
}

TEST_CASE("A banner that is news is a live region, one that stands is not", "[feedback][widget][unit]") {
    Harness h;
    h.show([](Ui& ui) {
        ui::banner(ui, "a", CardStyle::soft_ok, ui::Icon::check, "已保存", true);
        ui::banner(ui, "b", CardStyle::soft_bad, ui::Icon::alert_triangle, "没能保存", true);
        ui::banner(ui, "c", CardStyle::soft_warn, ui::Icon::cloud_off, "现在没有网络");
        ui::banner(ui, "d", CardStyle::soft_brand, ui::Icon::info_circle, "请带身份证");
    });
    CHECK(h.find(Role::text, "已保存").parent == h.first(Role::status).id);
    CHECK(h.find(Role::text, "没能保存").parent == h.first(Role::alert).id);
    CHECK(h.all(Role::status).size() == 1);
    CHECK(h.all(Role::alert).size() == 1);
    CHECK(h.has(Role::text, "现在没有网络"));
    CHECK(h.has(Role::text, "请带身份证"));
}

TEST_CASE("Progress has a name and says in words how far it is", "[feedback][widget][unit]") {
    Harness h;
    h.show([](Ui& ui) { ui::progress_bar(ui, "p", "上传照片", 0.4f, "已上传 40%"); });
    const Node& bar = h.find(Role::progress, "上传照片");
    CHECK(bar.now == 0.4f);
    CHECK(bar.maximum == 1);
    CHECK(bar.description == "已上传 40%");
}

TEST_CASE("Stages of a case say the one it is in", "[feedback][widget][unit]") {
    constexpr std::string_view stages[] = {"受理", "办理", "核查", "结案"};
    for (const int current : {-1, 0, 2, 3, 4, 9}) {
        Harness h;
        h.show([&](Ui& ui) { ui::stage_bar(ui, "s", "办理进度", stages, current); });
        CAPTURE(current);
        const std::string expected = current <= 0 ? "受理" : current == 2 ? "核查" : "结案";
        CHECK(h.find(Role::progress, "办理进度").description == expected);
        CHECK(h.find(Role::progress, "办理进度").now <= 1);
        CHECK(h.find(Role::progress, "办理进度").now >= 0);
    }
}

TEST_CASE("Where nothing is yet, a heading says so and what to do", "[feedback][widget][unit]") {
    Harness h;
    h.show([](Ui& ui) { ui::empty_state(ui, "e", ui::Icon::file_text, "还没有办件", "反映一件事，这里就能看到进度"); });
    CHECK(h.find(Role::heading, "还没有办件").level == 2);
    CHECK(h.has(Role::text, "反映一件事，这里就能看到进度"));
}

TEST_CASE("While something loads it is said once, and the shapes are not read", "[feedback][widget][unit]") {
    Harness h;
    h.show([](Ui& ui) { ui::skeleton(ui, "s", "正在加载", 4); });
    CHECK(h.has(Role::status, "正在加载"));
    CHECK(h.tree().nodes().size() == 2);
}

TEST_CASE("A disclosure unfolds what follows and folds it again", "[disclosure][widget][unit]") {
    for (const ui::ThemeChoice& theme : {ui::ThemeChoice{}, elder()}) {
        Harness h({.theme = theme});
        h.show([](Ui& ui) {
            if (ui::disclosure(ui, "why", "为什么要身份证号")) ui::paragraph(ui, "because", "用来核对是您本人");
        });
        CHECK(h.find(Role::button, "为什么要身份证号").has(a11y::state_expandable));
        CHECK_FALSE(h.has(Role::text, "用来核对是您本人"));
        h.press(Role::button, "为什么要身份证号");
        CHECK(h.find(Role::button, "为什么要身份证号").has(a11y::state_expanded));
        CHECK(h.has(Role::text, "用来核对是您本人"));
        h.tap(Role::button, "为什么要身份证号");
        CHECK_FALSE(h.find(Role::button, "为什么要身份证号").has(a11y::state_expanded));
        CHECK_FALSE(h.has(Role::text, "用来核对是您本人"));
        CHECK(h.faults().empty());
    }
}

namespace {

/// A page with a dialog over it.
struct Asking {
    Harness h;
    bool open = true;
    int under = 0, confirmed = 0, dismissed = 0;

    explicit Asking(Setup setup = {}) : h(std::move(setup)) {
        h.show([this](Ui& ui) {
            under += ui::button(ui, "under", "页面上的按钮");
            for (int i = 0; i < 12; ++i)
                under += ui::button(ui, "u" + std::to_string(i), "下面 " + std::to_string(i));
            if (!open) return;
            ui::Dialog dialog(ui, "ask", "确定要退出登录吗？");
            ui::paragraph(ui, "body", "草稿会保留在这台设备上。");
            if (ui::button(ui, "yes", "退出登录")) ++confirmed, open = false;
            if (ui::button(ui, "no", "取消", {.kind = ui::ButtonKind::secondary})) ++dismissed, open = false;
            if (dialog.dismissed()) ++dismissed, open = false;
        });
    }
};

}  // namespace

TEST_CASE("A dialog is modal, named by its title, and comes last in reading order", "[dialog][widget][unit]") {
    Asking page;
    const Node& dialog = page.h.find(Role::dialog, "确定要退出登录吗？");
    CHECK(dialog.has(a11y::state_modal));
    CHECK(page.h.is_inside(page.h.find(Role::heading, "确定要退出登录吗？"), dialog));
    CHECK(page.h.find(Role::heading, "确定要退出登录吗？").has(a11y::state_focusable));
    CHECK(page.h.is_inside(page.h.find(Role::button, "退出登录"), dialog));
    CHECK(page.h.is_inside(page.h.tree().nodes().back(), dialog));
    CHECK(page.h.faults().empty());
}

TEST_CASE("While a dialog is open the pointer reaches nothing under it", "[dialog][widget][unit]") {
    Asking page;
    page.h.tap(Role::button, "页面上的按钮");
    for (int i = 0; i < 12; ++i)
        page.h.tap(Role::button, "下面 " + std::to_string(i));
    CHECK(page.under == 0);
    page.h.tap(Role::button, "退出登录");
    CHECK(page.confirmed == 1);
    page.h.tap(Role::button, "页面上的按钮");
    CHECK(page.under == 1);
}

TEST_CASE("Escape dismisses a dialog", "[dialog][widget][unit]") {
    Asking page;
    page.h.dismiss();
    CHECK(page.dismissed == 1);
    CHECK(page.h.all(Role::dialog).empty());
}

TEST_CASE("A dialog fits the window at every size, in every mode", "[dialog][widget][unit]") {
    for (const ui::ThemeChoice& theme : {ui::ThemeChoice{}, elder()}) {
        for (const auto& [width, height] : {std::pair{320.0f, 568.0f}, {390.0f, 844.0f}, {1280.0f, 800.0f}}) {
            Asking page({.width = width, .height = height, .theme = theme});
            const Node& dialog = page.h.first(Role::dialog);
            CAPTURE(width);
            CHECK(dialog.screen.x >= 0);
            CHECK(dialog.screen.y >= 0);
            CHECK(dialog.screen.x + dialog.screen.w <= width);
            CHECK(dialog.screen.y + dialog.screen.h <= height);
            for (const char* name : {"退出登录", "取消"}) {
                const a11y::Rect button = page.h.find(Role::button, name).screen;
                CHECK(button.y + button.h <= dialog.screen.y + dialog.screen.h);
            }
            CHECK(page.h.faults().empty());
        }
    }
}

TEST_CASE("Where large text makes a dialog higher than the window, its buttons are scrolled to",
          "[dialog][widget][unit]") {
    ui::ThemeChoice large = elder();
    large.elder_px = 30;
    Asking page({.width = 320, .height = 400, .theme = large});
    const Node& dialog = page.h.first(Role::dialog);
    CHECK(dialog.screen.y >= 0);
    CHECK(dialog.screen.y + dialog.screen.h <= 400);
    CHECK(page.h.first(Role::scroll_area).maximum > dialog.screen.h);
    page.h.tap(Role::button, "取消");
    CHECK(page.dismissed == 1);
}

TEST_CASE("A dialog shrinks again when there is less to say", "[dialog][widget][unit]") {
    Harness h;
    bool more = true;
    h.show([&](Ui& ui) {
        const ui::Dialog dialog(ui, "d", "须知");
        for (int i = 0; i < (more ? 8 : 1); ++i)
            ui::paragraph(ui, "p" + std::to_string(i), "一行");
    });
    const float tall = h.first(Role::dialog).screen.h;
    more = false;
    h.frame();
    CHECK(h.first(Role::dialog).screen.h < tall - 100);
    CHECK(h.frame() == 1);
}
