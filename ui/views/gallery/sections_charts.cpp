/// Gallery: figures as shapes, each with its finding and its table.

#include "ui/views/gallery/sections.hpp"

#include "ui/views/words.hpp"
#include "ui/widgets/bar_chart.hpp"
#include "ui/widgets/donut_chart.hpp"
#include "ui/widgets/heat_chart.hpp"
#include "ui/widgets/line_chart.hpp"

#include <cmath>
#include <string>
#include <vector>

namespace ow::ui::gallery {

namespace {

std::vector<std::string> words_of(const char* key, int count) {
    std::vector<std::string> words;
    for (int i = 0; i < count; ++i)
        words.emplace_back(tr(key + std::to_string(i)));
    return words;
}

std::string cases(double value) { return tr("gallery.chart.cases", {{"count", std::llround(value)}}); }

/// The words every chart of the gallery has, by its key.
ChartSpec words_of_chart(const std::string& key) {
    return {.title = tr(key),
            .finding = tr(key + ".finding"),
            .picture = tr(key + ".picture"),
            .as_table = tr(key + ".table"),
            .category = tr(key + ".category"),
            .labels = {},
            .series = {},
            .format = cases};
}

}  // namespace

void draw_charts(Ui& ui, State&) {
    const std::string of_cases(tr("gallery.chart.of_cases"));
    const std::vector<std::string> places = words_of("gallery.place.", 3);
    const std::vector<ChartSeries> by_place{{of_cases, {128, 64, 37}}};
    ChartSpec bar = words_of_chart("gallery.chart.bar");
    bar.labels = places;
    bar.series = by_place;
    bar_chart(ui, "bar", bar, 0);

    std::vector<std::string> months;
    for (int month = 1; month <= 12; ++month)
        months.push_back(tr("gallery.chart.month", {{"month", month}}));
    const std::vector<ChartSeries> by_month{
        {std::string(tr("gallery.chart.filed")), {62, 58, 71, 80, 77, 95, 120, 131, 104, 88, 70, 66}},
        {std::string(tr("gallery.chart.closed")), {55, 57, 66, 79, 74, 88, 101, 118, 112, 97, 76, 68}},
        {std::string(tr("gallery.chart.overdue")), {9, 8, 7, 6, 8, 12, 21, 26, 14, 9, 6, 5}}};
    ChartSpec line = words_of_chart("gallery.chart.line");
    line.labels = months;
    line.series = by_month;
    line_chart(ui, "line", line);

    const std::vector<std::string> kinds = words_of("gallery.chart.kind.", 4);
    const std::vector<ChartSeries> by_kind{{of_cases, {96, 71, 48, 14}}};
    ChartSpec donut = words_of_chart("gallery.chart.donut");
    donut.labels = kinds;
    donut.series = by_kind;
    donut_chart(ui, "donut", donut, tr("gallery.chart.total", {{"count", 229}}));

    const std::vector<std::string> days = words_of("gallery.chart.day.", 7);
    std::vector<ChartSeries> weeks;
    for (int week = 0; week < 5; ++week) {
        ChartSeries row{tr("gallery.chart.week", {{"week", week + 1}}), {}};
        for (int day = 0; day < 7; ++day)
            row.values.push_back(day >= 5 ? (week + day) % 3 : 4 + (week * 7 + day * 5) % 15);
        weeks.push_back(std::move(row));
    }
    ChartSpec heat = words_of_chart("gallery.chart.heat");
    heat.labels = days;
    heat.series = weeks;
    heat_chart(ui, "heat", heat, tr("gallery.chart.few"), tr("gallery.chart.many"));

    const std::vector<ChartSeries> nothing{{of_cases, {0, 0, 0}}};
    ChartSpec empty = words_of_chart("gallery.chart.none");
    empty.labels = places;
    empty.series = nothing;
    bar_chart(ui, "none", empty);
}

}  // namespace ow::ui::gallery
