/// Lists one narrows down, leafs through, or works off: filter list, pagination, tasks, uploads.

#include "tests/unit/ui/harness.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/filter_list.hpp"
#include "ui/widgets/pagination.hpp"
#include "ui/widgets/task_list.hpp"
#include "ui/widgets/text.hpp"
#include "ui/widgets/upload_list.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

using namespace ow;
using namespace ow::test;
using ui::Ui;

namespace {

/// Five notices, filtered by a word and by two kinds.
struct Notices {
    std::string search;
    bool water = false, road = false;

    void draw(Ui& ui) {
        const ui::ScrollArea scroll(ui, "scroll", {0, 0, ui.surface().width, ui.surface().height}, 16, 16, 16);
        static const std::vector<std::pair<std::string, int>> all{
            {"停水通知", 1}, {"修路通知", 2}, {"路灯检修", 2}, {"水管改造", 1}, {"体检通知", 0}};
        std::vector<std::string> found;
        for (const auto& [title, kind] : all) {
            const bool wanted = (!water && !road) || (water && kind == 1) || (road && kind == 2);
            if (wanted && title.find(search) != std::string::npos) found.push_back(title);
        }
        const ui::FilterChip chips[] = {{"water", "用水", water}, {"road", "道路", road}};
        const std::string count = "找到 " + std::to_string(found.size()) + " 条";
        const auto result =
            ui::filter_list(ui, "notices",
                            {.search_label = "找通知",
                             .search = search,
                             .filters_name = "类别",
                             .filters = chips,
                             .found = count,
                             .clear = "清除条件",
                             .none_title = "没有找到",
                             .none_text = "换个词再试。",
                             .list = {.name = "通知",
                                      .loaded = found.size(),
                                      .key_of = [&](std::size_t row) { return found[row]; },
                                      .draw = [&](std::size_t row) { ui::paragraph(ui, "title", found[row]); }}});
        if (result.searched) search = *result.searched;
        if (result.toggled == "water") water = !water;
        if (result.toggled == "road") road = !road;
        if (result.cleared) *this = {};
    }
};

}  // namespace

TEST_CASE("Searching and filtering narrow a list down, and the number found is said", "[filter_list][widget][unit]") {
    Harness h;
    Notices notices;
    h.show([&](Ui& ui) { notices.draw(ui); });
    CHECK(h.all(Role::list_item).size() == 5);
    CHECK_FALSE(h.has(Role::button, "清除条件"));
    h.type("找通知", "通知");
    CHECK(h.all(Role::list_item).size() == 3);
    CHECK(h.is_inside(h.find(Role::text, "找到 3 条"), h.first(Role::status)));
    h.tap(Role::button, "用水");
    CHECK(h.find(Role::button, "用水").has(a11y::state_selected));
    CHECK(h.all(Role::list_item).size() == 1);
    CHECK(h.says("停水通知"));
    h.press(Role::button, "清除条件");
    CHECK(h.all(Role::list_item).size() == 5);
    CHECK(h.faults().empty());
}

TEST_CASE("Who finds nothing is told so and can begin anew", "[filter_list][widget][unit]") {
    for (const ui::ThemeChoice& theme : {ui::ThemeChoice{}, elder()}) {
        Harness h({.width = 320, .theme = theme});
        Notices notices{.search = "没有这个词"};
        h.show([&](Ui& ui) { notices.draw(ui); });
        CHECK(h.has(Role::heading, "没有找到"));
        CHECK(h.faults() == std::vector<std::string>{});
        h.press(Role::button, "清除条件");
        CHECK(h.all(Role::list_item).size() == 5);
    }
}

TEST_CASE("As many places are shown for every page, so that nothing moves under the finger",
          "[pagination][widget][unit]") {
    CHECK(ui::pages_shown(1, 3) == std::vector{1, 2, 3});
    for (int page = 1; page <= 40; ++page) {
        const std::vector<int> shown = ui::pages_shown(page, 40);
        INFO("page " << page);
        CHECK(shown.size() == 7);
        CHECK(std::ranges::count(shown, page) == 1);
        CHECK(shown.front() == 1);
        CHECK(shown.back() == 40);
    }
}

TEST_CASE("One leafs by number, to the next and back, and hears where one is", "[pagination][widget][unit]") {
    for (const float width : {320.0f, 820.0f})
        for (const ui::ThemeChoice& theme : {ui::ThemeChoice{}, elder()}) {
            Harness h({.width = width, .theme = theme});
            int page = 3;
            h.show([&](Ui& ui) {
                const std::string position = "第 " + std::to_string(page) + " 页，共 12 页";
                if (const auto chosen =
                        ui::pagination(ui, "pages",
                                       {.name = "办件分页",
                                        .previous = "上一页",
                                        .next = "下一页",
                                        .position = position,
                                        .page = page,
                                        .pages = 12,
                                        .page_name = [](int n) { return "第 " + std::to_string(n) + " 页"; }}))
                    page = *chosen;
            });
            CHECK(h.has(Role::navigation, "办件分页"));
            h.press(Role::link, "下一页");
            CHECK(page == 4);
            h.tap(Role::link, "上一页");
            CHECK(page == 3);
            if (h.has(Role::link, "第 12 页")) {
                CHECK(h.find(Role::link, "第 3 页").has(a11y::state_current));
                h.press(Role::link, "第 12 页");
                CHECK_FALSE(h.has(Role::link, "下一页"));
            } else {
                CHECK(h.says("第 3 页，共 12 页"));
            }
            CHECK(h.faults() == std::vector<std::string>{});
        }
}

TEST_CASE("Pages with addresses are links one can share", "[pagination][widget][unit]") {
    Harness h({.width = 820});
    h.show([&](Ui& ui) {
        const auto chosen = ui::pagination(ui, "pages",
                                           {.name = "分页",
                                            .previous = "上一页",
                                            .next = "下一页",
                                            .position = "第 1 页，共 2 页",
                                            .page = 1,
                                            .pages = 2,
                                            .page_name = [](int n) { return std::to_string(n); },
                                            .href = [](int n) { return "#/mine?page=" + std::to_string(n); }});
        CHECK_FALSE(chosen);
    });
    CHECK(h.find(Role::link, "下一页").href == "#/mine?page=2");
    CHECK_FALSE(h.has(Role::link, "上一页"));
}

TEST_CASE("Each task says its state, and one that must wait cannot be pressed", "[task_list][widget][unit]") {
    for (const float width : {320.0f, 820.0f}) {
        Harness h({.width = width, .theme = elder()});
        h.show([&](Ui& ui) {
            const ui::Task tasks[] = {
                {"填写申请人", "姓名和电话", "#/appeals", {"已完成", ui::TagKind::ok, ui::Icon::check}},
                {"提交申请", "前面做完才能提交", {}, {"暂时不能做", ui::TagKind::neutral}}};
            ui::task_list(ui, "tasks", "申请要做的事", tasks);
        });
        CHECK(h.all(Role::list_item).size() == 2);
        CHECK(h.find(Role::link, "填写申请人").description == "已完成");
        CHECK_FALSE(h.has(Role::link, "提交申请"));
        CHECK(h.has(Role::text, "暂时不能做"));
        CHECK(h.faults() == std::vector<std::string>{});
    }
}

TEST_CASE("A file on its way shows how far it is; one that failed is sent again or removed",
          "[upload_list][widget][unit]") {
    for (const ui::ThemeChoice& theme : {ui::ThemeChoice{}, elder()}) {
        Harness h({.width = 320, .theme = theme});
        std::vector<std::string> removed, retried;
        int added = 0;
        h.show([&](Ui& ui) {
            using State = ui::UploadView::State;
            const auto file = [](const char* key, const char* name, const char* line, State state) {
                return ui::UploadView{.key = key,
                                      .name = name,
                                      .line = line,
                                      .state = state,
                                      .share = 0.6f,
                                      .spoken = "已上传 60%",
                                      .remove_name = std::string("删除") + name,
                                      .retry = "重试",
                                      .retry_name = std::string("重试 ") + name};
            };
            const ui::UploadView files[] = {file("a", "户口簿.jpg", "正在上传", State::sending),
                                            file("b", "居住证明.pdf", "没传上去：网络断了", State::failed)};
            const auto result = ui::upload_list(ui, "files", "申请材料", files, "选择文件", "照片或 PDF");
            if (result.removed) removed.push_back(*result.removed);
            if (result.retried) retried.push_back(*result.retried);
            added += result.add ? 1 : 0;
        });
        CHECK(h.find(Role::progress, "户口簿.jpg").description == "已上传 60%");
        CHECK(h.has(Role::text, "没传上去：网络断了"));
        h.press(Role::button, "重试 居住证明.pdf");
        h.tap(Role::button, "删除户口簿.jpg");
        h.press(Role::button, "选择文件");
        CHECK(retried == std::vector<std::string>{"b"});
        CHECK(removed == std::vector<std::string>{"a"});
        CHECK(added == 1);
        CHECK(h.faults() == std::vector<std::string>{});
    }
}
