#include "ui/widgets/date_field.hpp"
#include "tests/unit/ui/harness.hpp"
#include "ui/views/date_words.hpp"
#include "ui/widgets/date_range_field.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace ow;
using namespace ow::test;
using domain::CivilDate;
using domain::DateText;
using ui::Ui;

namespace {

constexpr CivilDate today{2026, 3, 18};

struct Page {
    Harness h;
    DateText value;
    std::string error;

    explicit Page(Setup setup = {}) : h(std::move(setup)) {
        h.show([this](Ui& ui) {
            const auto now = ui::date_field(ui, "visit",
                                            {.label = "预约日期",
                                             .value = value,
                                             .words = ui::date_words(),
                                             .hint = "提前一天预约",
                                             .error = error,
                                             .bounds = {.first = today, .last = CivilDate{2026, 5, 31}},
                                             .today = today});
            if (now.changed) value = *now.changed;
        });
    }
    void open() { h.press(Role::button, "选择日期 预约日期"); }
    void key(const char* name) { h.request(h.focused()->id, ActionKind::key, name); }
    [[nodiscard]] std::string at() const { return h.focused() == nullptr ? "" : h.focused()->name; }
};

}  // namespace

TEST_CASE("A date is typed as year, month and day in one named group", "[date][widget][unit]") {
    for (const ui::ThemeChoice& theme : {ui::ThemeChoice{}, elder()})
        for (const float width : {320.0f, 360.0f, 1280.0f}) {
            Page page({.width = width, .theme = theme});
            Harness& h = page.h;
            h.type("年", "2026");
            h.type("月", "3");
            h.type("日", "20");
            CHECK(page.value == DateText{"2026", "3", "20"});
            const Node& group = h.find(Role::group, "预约日期");
            CHECK(h.hint_of(group) == "提前一天预约");
            CHECK(h.is_inside(h.find(Role::text_field, "月"), group));
            CHECK(h.ui().marked("visit") == h.find(Role::text_field, "年").id);
            CHECK(h.faults() == std::vector<std::string>{});
            for (const Node& node : h.tree().nodes())
                CHECK(node.screen.x + node.screen.w <= width + 0.5f);
        }
}

TEST_CASE("A date in error tells it for the group and for each part, and keeps what was typed",
          "[date][widget][unit]") {
    Page page;
    page.value = {"2026", "2", "30"};
    page.error = "没有这一天";
    Harness& h = page.h;
    h.frame();
    CHECK(h.error_of(h.find(Role::group, "预约日期")) == "没有这一天");
    for (const char* part : {"年", "月", "日"}) {
        CHECK(h.find(Role::text_field, part).has(a11y::state_invalid));
        CHECK(h.error_of(h.find(Role::text_field, part)) == "没有这一天");
    }
    CHECK(h.find(Role::text_field, "日").value == "30");
    CHECK(h.faults() == std::vector<std::string>{});
}

TEST_CASE("The calendar begins with the typed date, or today, and a day chosen is typed for one",
          "[date][calendar][widget][unit]") {
    Page page;
    Harness& h = page.h;
    page.open();
    REQUIRE(h.has(Role::dialog, "预约日期"));
    CHECK(page.at() == "2026年3月18日 星期三");
    CHECK(h.find(Role::grid_cell, "2026年3月18日 星期三").has(a11y::state_current));
    CHECK(h.faults() == std::vector<std::string>{});
    h.press(Role::grid_cell, "2026年3月20日 星期五");
    CHECK(page.value == DateText{"2026", "3", "20"});
    CHECK(h.all(Role::dialog).empty());
    CHECK(page.at() == "选择日期 预约日期");
    page.open();
    CHECK(page.at() == "2026年3月20日 星期五");
    CHECK(h.find(Role::grid_cell, "2026年3月20日 星期五").has(a11y::state_selected));
    h.dismiss();
    CHECK(h.all(Role::dialog).empty());
    CHECK(page.value == DateText{"2026", "3", "20"});
}

TEST_CASE("In the calendar one moves by day, week, month and year, never out of the bounds",
          "[date][calendar][widget][unit]") {
    Page page;
    Harness& h = page.h;
    page.open();
    page.key("ArrowRight");
    CHECK(page.at() == "2026年3月19日 星期四");
    page.key("ArrowDown");
    CHECK(page.at() == "2026年3月26日 星期四");
    page.key("Home");
    CHECK(page.at() == "2026年3月23日 星期一");
    page.key("End");
    CHECK(page.at() == "2026年3月29日 星期日");
    page.key("PageDown");
    CHECK(page.at() == "2026年4月29日 星期三");
    CHECK(h.has(Role::grid, "2026年4月"));
    page.key("Shift+PageDown");
    CHECK(page.at() == "2026年5月31日 星期日");
    page.key("ArrowRight");
    CHECK(page.at() == "2026年5月31日 星期日");
    h.press(Role::button, "上个月");
    CHECK(h.has(Role::grid, "2026年4月"));
    CHECK(h.find(Role::grid_cell, "2026年4月30日 星期四").has(a11y::state_tab_stop));
}

TEST_CASE("A day that is not offered is read as such and cannot be chosen", "[date][calendar][widget][unit]") {
    Page page;
    Harness& h = page.h;
    page.open();
    CHECK(h.find(Role::grid_cell, "2026年3月17日 星期二").has(a11y::state_disabled));
    h.press(Role::grid_cell, "2026年3月17日 星期二");
    CHECK(page.value.empty());
    CHECK_FALSE(h.all(Role::dialog).empty());
}

TEST_CASE("The week begins on Monday and each row has its days in their columns", "[date][calendar][widget][unit]") {
    Page page;
    Harness& h = page.h;
    page.open();
    REQUIRE(h.all(Role::column_header).size() == 7);
    CHECK(h.all(Role::column_header).front()->name == "星期一");
    CHECK(h.all(Role::grid_cell).size() == 31);
    CHECK(h.first(Role::grid_cell).position == 7);
    CHECK(h.tree().find(h.first(Role::grid_cell).parent)->role == Role::row);
}

TEST_CASE("Where fingers would not find the days the calendar is not offered, typing is", "[date][widget][unit]") {
    for (const float width : {320.0f, 400.0f}) {
        Page page({.width = width, .theme = width < 400 ? ui::ThemeChoice{} : elder()});
        CHECK_FALSE(page.h.has(Role::button, "选择日期 预约日期"));
        CHECK(page.h.has(Role::text_field, "年"));
    }
}

TEST_CASE("A period is two dates with one error, its end is offered from its beginning on", "[date][widget][unit]") {
    for (const float width : {360.0f, 1000.0f}) {
        Harness h({.width = width});
        DateText from{"2026", "3", "10"}, to;
        std::string error;
        h.show([&](Ui& ui) {
            const auto now = ui::date_range_field(ui, "period",
                                                  {.label = "公示期",
                                                   .from_label = "开始",
                                                   .to_label = "结束",
                                                   .from = from,
                                                   .to = to,
                                                   .words = ui::date_words(),
                                                   .error = error,
                                                   .today = today});
            if (now.from) from = *now.from;
            if (now.to) to = *now.to;
        });
        h.press(Role::button, "选择日期 结束");
        CHECK(h.find(Role::grid_cell, "2026年3月9日 星期一").has(a11y::state_disabled));
        h.press(Role::grid_cell, "2026年3月12日 星期四");
        CHECK(to == DateText{"2026", "3", "12"});
        CHECK(from == DateText{"2026", "3", "10"});
        error = "结束日期早于开始日期";
        h.frame();
        h.frame();
        CHECK(h.error_of(h.find(Role::group, "公示期")) == error);
        for (const Node* field : h.all(Role::text_field))
            CHECK(field->has(a11y::state_invalid));
        CHECK(h.faults() == std::vector<std::string>{});
    }
}
