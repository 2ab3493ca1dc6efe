#include "ui/widgets/tooltip.hpp"
#include "tests/unit/ui/harness.hpp"
#include "ui/widgets/button.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace ow;
using namespace ow::test;
using ui::Ui;

namespace {

constexpr const char* words = "导出当前筛选出的办件，最多 1000 件";

struct Page {
    Harness h;
    explicit Page(Setup setup = {}) : h(std::move(setup)) {
        h.show([](Ui& ui) {
            ui::button(ui, "export", "导出表格");
            ui::tooltip(ui, ui.id("export"), words);
            ui::button(ui, "other", "别的");
        });
    }
    [[nodiscard]] a11y::Rect tip() const { return h.first(Role::tooltip).screen; }
};

}  // namespace

TEST_CASE("A tooltip is always the description, and is seen on hover and on the keyboard's focus",
          "[tooltip][widget][unit]") {
    for (const ui::ThemeChoice& theme : {ui::ThemeChoice{}, elder()}) {
        Page page({.width = 320, .theme = theme});
        Harness& h = page.h;
        CHECK(h.find(Role::button, "导出表格").description == words);
        CHECK(h.all(Role::tooltip).empty());
        const a11y::Rect box = h.find(Role::button, "导出表格").screen;
        h.hover_at(box.x + 10, box.y + 10);
        REQUIRE(h.all(Role::tooltip).size() == 1);
        CHECK(page.tip().x >= 0);
        CHECK(page.tip().x + page.tip().w <= 320);
        CHECK(h.faults() == std::vector<std::string>{});
        h.hover_at(-1, -1);
        CHECK(h.all(Role::tooltip).empty());
        h.focus(Role::button, "导出表格");
        CHECK(h.all(Role::tooltip).size() == 1);
        h.focus(Role::button, "别的");
        CHECK(h.all(Role::tooltip).empty());
    }
}

TEST_CASE("The pointer may move onto a tooltip without losing it", "[tooltip][widget][unit]") {
    Page page;
    Harness& h = page.h;
    const a11y::Rect box = h.find(Role::button, "导出表格").screen;
    h.hover_at(box.x + 10, box.y + box.h - 2);
    h.hover_at(page.tip().x + 4, page.tip().y + 4);
    CHECK(h.all(Role::tooltip).size() == 1);
}

TEST_CASE("Escape hides a tooltip until one comes back", "[tooltip][widget][unit]") {
    Page page;
    Harness& h = page.h;
    h.focus(Role::button, "导出表格");
    CHECK(h.first(Role::tooltip).has(a11y::state_dismissible));
    h.request(h.first(Role::tooltip).id, ActionKind::dismiss);
    CHECK(h.all(Role::tooltip).empty());
    h.frame();
    CHECK(h.all(Role::tooltip).empty());
    h.focus(Role::button, "别的");
    h.focus(Role::button, "导出表格");
    CHECK(h.all(Role::tooltip).size() == 1);
}
