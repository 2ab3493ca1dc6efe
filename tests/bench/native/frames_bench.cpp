/// What a frame costs on this machine: the heaviest pages, long lists, the diff of the semantic tree. Each line on
/// standard output that starts with '{' is a figure (measure.hpp). Run as `ow_bench --out %stderr`, so
/// that the test runner's own words go elsewhere. Budgets are in docs/performance.md and are judged by ./dev bench.

#include <imgui.h>
#include <catch2/catch_test_macros.hpp>

#include <string>

#include "src/a11y/diff.hpp"
#include "tests/bench/native/measure.hpp"
#include "tests/unit/ui/harness.hpp"
#include "tests/unit/ui/views/cases_fixture.hpp"
#include "ui/views/cases/case_pages.hpp"
#include "ui/views/gallery/gallery.hpp"
#include "ui/views/workbench/workbench.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/link.hpp"
#include "ui/widgets/virtual_list.hpp"

using namespace ow;
using namespace ow::test;

namespace {

double pass_ms(Harness& h, int rounds = 200) {
    for (int i = 0; i < 10; ++i)
        h.pass();
    return median_ms(rounds, [&](int) { h.pass(); });
}

/// A frame as the program makes it when something changed: passes until settled, then the diff.
double frame_ms(Harness& h, int rounds = 100) {
    a11y::Tree before = h.tree();
    std::size_t bytes = 0;
    return median_ms(rounds, [&](int) {
        h.frame();
        bytes += a11y::diff(before, h.tree()).bytes.size();
        before = h.tree();
    });
}

Setup desktop() {
    Setup setup;
    setup.width = 1280;
    setup.height = 800;
    return setup;
}

app::Model desk(int cases) {
    app::Model model = resident_on(app::to_page(app::pages::workbench));
    model.get<app::session::Model>().account->role = domain::Role::dispatcher;
    auto& workbench = model.get<app::workbench::Model>();
    workbench.queue = domain::Queue::to_accept;
    workbench.list.items = summaries(cases);
    workbench.list.total = cases;
    workbench.list.loaded = true;
    domain::CaseDetail detail = street_light();
    for (int i = 0; i < 20; ++i)
        detail.steps.push_back(detail.steps[static_cast<std::size_t>(i) % 4]);
    workbench.selected = case_number;
    workbench.detail.value = detail;
    return model;
}

double list_ms(std::size_t rows) {
    Harness h(desktop());
    NodeId area = 0;
    h.show([&](ui::Ui& ui) {
        const ui::ScrollArea scroll(ui, "scroll", {0, 0, 1280, 800}, 16, 16, 16);
        area = scroll.id();
        ui::VirtualListSpec spec;
        spec.name = "rows";
        spec.loaded = rows;
        spec.key_of = [](std::size_t row) { return "row" + std::to_string(row); };
        spec.draw = [&](std::size_t row) {
            const std::string title = "第 " + std::to_string(row) + " 件：路灯不亮";
            ui::row_link(ui, "link", {.title = title, .subtitle = "东路 12 号", .href = "#/", .padded = true});
        };
        ui::virtual_list(ui, "list", spec);
    });
    for (int i = 0; i < 20; ++i)
        h.frame();
    // scrolling back and forth over what both lists have
    return median_ms(300, [&](int i) {
        h.ui().set_scroll(area, static_cast<float>((i * 37) % 3000));
        h.frame();
    });
}

}  // namespace

TEST_CASE("A frame of the workbench with 10 000 cases", "[bench]") {
    const app::Model model = desk(10'000);
    Harness h(desktop());
    h.show(model, ui::draw_workbench);
    report("native.pass.workbench_10000", pass_ms(h), "ms");
    report("native.frame.workbench_10000", frame_ms(h), "ms", 4);
    report("native.nodes.workbench_10000", static_cast<double>(h.tree().nodes().size()), "nodes");
    REQUIRE(h.tree().nodes().size() > 50);
}

TEST_CASE("A frame of the case page on a phone", "[bench]") {
    app::Model model = desk(1);
    model.route = app::to_case(case_number);
    auto& page = model.get<app::case_page::Model>();
    page.number = case_number;
    page.detail = model.get<app::workbench::Model>().detail;
    Harness h;
    h.show(model, ui::draw_case);
    report("native.pass.case_page", pass_ms(h), "ms");
    report("native.frame.case_page", frame_ms(h), "ms", 4);
    REQUIRE(h.tree().nodes().size() > 30);
}

TEST_CASE("A frame of the gallery, every widget at once", "[bench]") {
    app::Model model;
    Harness h(desktop());
    h.show(model, ui::draw_gallery);
    report("native.pass.gallery", pass_ms(h, 100), "ms");
    REQUIRE(h.tree().nodes().size() > 100);
}

TEST_CASE("A list of 100 000 rows against one of 100", "[bench]") {
    const double small = list_ms(100), large = list_ms(100'000);
    report("native.list.100_rows", small, "ms");
    report("native.list.100000_rows", large, "ms");
    report("native.list.ratio", large / small, "x", 1.2);
    REQUIRE(small > 0);
}

TEST_CASE("The diff of two frames", "[bench]") {
    const app::Model model = desk(200);
    Harness h(desktop());
    h.show(model, ui::draw_workbench);
    const a11y::Tree workbench = h.tree();
    const app::Model empty;
    h.show(empty, ui::draw_gallery);
    const a11y::Tree gallery = h.tree();
    std::size_t bytes = 0;
    const auto cost = [&](const a11y::Tree& from, const a11y::Tree& to) {
        return median_ms(300, [&](int) { bytes = a11y::diff(from, to).bytes.size(); });
    };
    report("native.diff.unchanged", cost(gallery, gallery), "ms");
    report("native.diff.first_frame", cost(a11y::Tree{}, gallery), "ms");
    report("native.diff.first_frame_bytes", static_cast<double>(bytes), "B");
    report("native.diff.another_page", cost(workbench, gallery), "ms");
    REQUIRE(bytes > 0);
}
