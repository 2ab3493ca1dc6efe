#include "tests/unit/ui/harness.hpp"
#include "ui/widgets/bar_chart.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/donut_chart.hpp"
#include "ui/widgets/heat_chart.hpp"
#include "ui/widgets/line_chart.hpp"

#include <catch2/catch_test_macros.hpp>

#include <imgui.h>

#include <cmath>

using namespace ow;
using namespace ow::test;
using ui::Ui;

namespace {

std::string cases(double value) { return std::to_string(std::llround(value)) + " 件"; }

enum class Kind { bar, line, donut, heat };

void draw_chart(Ui& ui, Kind kind) {
    const ui::ScrollArea scroll(ui, "scroll", {0, 0, ui.surface().width, ui.surface().height}, 16, 16, 16);
    static const std::vector<std::string> labels{"湖滨社区", "桂花社区", "新桥社区"};
    static const std::vector<ui::ChartSeries> series{{"收到", {128, 64, 0}}, {"办结", {120, 60, 3}}};
    const ui::ChartSpec spec{.title = "各社区的件数",
                             .finding = "湖滨社区最多，128 件。",
                             .picture = "条形图：各社区的件数",
                             .as_table = "看表格",
                             .category = "社区",
                             .labels = labels,
                             .series = series,
                             .format = cases};
    switch (kind) {
        case Kind::bar: return ui::bar_chart(ui, "chart", spec, 0);
        case Kind::line: return ui::line_chart(ui, "chart", spec);
        case Kind::donut: return ui::donut_chart(ui, "chart", spec, "共 192 件");
        case Kind::heat: return ui::heat_chart(ui, "chart", spec, "少", "多");
    }
}

}  // namespace

TEST_CASE("Every chart says its finding in a sentence and gives its figures as a table", "[chart][widget][unit]") {
    for (const Kind kind : {Kind::bar, Kind::line, Kind::donut, Kind::heat})
        for (const float width : {320.0f, 820.0f})
            for (const ui::ThemeChoice& theme : {ui::ThemeChoice{}, elder()}) {
                Harness h({.width = width, .theme = theme});
                h.show([&](Ui& ui) { draw_chart(ui, kind); });
                INFO(static_cast<int>(kind) << " " << width);
                CHECK(h.has(Role::heading, "各社区的件数"));
                CHECK(h.has(Role::text, "湖滨社区最多，128 件。"));
                CHECK(h.has(Role::image, "条形图：各社区的件数"));
                CHECK(h.all(Role::table).empty());
                h.press(Role::button, "看表格");
                CHECK(h.says("湖滨社区"));
                CHECK(h.says("120 件"));
                CHECK((h.has(Role::table, "各社区的件数") || h.has(Role::list, "各社区的件数")));
                CHECK(h.faults() == std::vector<std::string>{});
            }
}

TEST_CASE("The scale of a chart ends in a round number that no value is above", "[chart][widget][unit]") {
    for (const double largest : {0.0, 0.4, 1.0, 7.0, 9.9, 10.0, 37.0, 131.0, 999.0, 1204.0, 98765.0}) {
        const ui::Scale scale = ui::round_scale(largest);
        INFO(largest);
        CHECK(scale.top >= largest);
        CHECK((largest == 0 || scale.top <= largest * 2.5));
        CHECK(scale.steps >= 1);
        CHECK(scale.steps <= 5);
    }
}

TEST_CASE("Figures that are all nothing are drawn as nothing, not as a fault", "[chart][widget][unit]") {
    Harness h;
    h.show([](Ui& ui) {
        const std::vector<std::string> labels{"湖滨社区", "桂花社区"};
        const std::vector<ui::ChartSeries> series{{"件数", {0, 0}}};
        const ui::ChartSpec spec{.title = "本周",
                                 .finding = "本周没有收到办件。",
                                 .picture = "图",
                                 .as_table = "看表格",
                                 .category = "社区",
                                 .labels = labels,
                                 .series = series,
                                 .format = cases};
        ui::bar_chart(ui, "bar", spec);
        ui::line_chart(ui, "line", spec);
        ui::donut_chart(ui, "donut", spec, "共 0 件");
        ui::heat_chart(ui, "heat", spec, "少", "多");
    });
    CHECK(h.all(Role::image).size() == 4);
    for (const ImDrawList* list : h.drawn().CmdLists)
        for (const ImDrawVert& vertex : list->VtxBuffer)
            CHECK((std::isfinite(vertex.pos.x) && std::isfinite(vertex.pos.y)));
}

TEST_CASE("Lines and shares stand out from the surface by three to one in every mode", "[chart][widget][unit]") {
    for (const ui::Mode mode : {ui::Mode::standard, ui::Mode::elder})
        for (const ui::Contrast contrast :
             {ui::Contrast::normal, ui::Contrast::dark, ui::Contrast::high_light, ui::Contrast::high_dark}) {
            ui::ThemeChoice theme;
            theme.mode = mode;
            theme.contrast = contrast;
            Harness h({.theme = theme});
            h.show([](Ui&) {});
            for (std::size_t i = 0; i < 5; ++i)
                CHECK(ui::contrast_ratio(ui::series_colour(h.ui(), i), h.ui().theme().colour.surface) >= 3.0f);
        }
}
