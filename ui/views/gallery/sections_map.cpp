#include "ui/views/gallery/sections.hpp"

#include "src/i18n/text.hpp"
#include "ui/views/map_words.hpp"
#include "ui/widgets/text.hpp"

#include <cmath>

namespace ow::ui::gallery {

using i18n::tr;

namespace {

constexpr int columns = 4, rows = 3;

/// A corner of a street that is nowhere, off the straight grid as streets are.
domain::Position corner(int column, int row) {
    const double lean = 0.0012 * std::sin(column * 2.1 + row * 1.3);
    return {0.006 * column + lean, -0.005 * row + 0.8 * lean};
}

domain::GridMapPtr sample_map() {
    std::vector<domain::GridOutline> outlines;
    for (int row = 0; row < rows; ++row)
        for (int column = 0; column < columns; ++column) {
            const int number = row * columns + column + 1;
            outlines.push_back(
                {.id = std::to_string(number),
                 .name = tr("gallery.map.cell", {{"number", number}}),
                 .community = std::string(tr("gallery.map.community")),
                 .polygons = {{{corner(column, row), corner(column + 1, row), corner(column + 1, row + 1),
                                corner(column, row + 1), corner(column, row)}}}});
        }
    return domain::make_grid_map(outlines);
}

/// Cases, thicker towards one corner.
std::vector<domain::MapPoint> sample_cases(const domain::MapBox& box) {
    std::vector<domain::MapPoint> points;
    for (int i = 0; i < 240; ++i) {
        const float a = std::fmod(static_cast<float>(i) * 0.618f, 1.0f), b = static_cast<float>(i) / 240;
        points.push_back({box.x0 + (box.x1 - box.x0) * a * a, box.y0 + (box.y1 - box.y0) * b * b});
    }
    return points;
}

}  // namespace

void draw_maps(Ui& ui, State& state) {
    if (state.map == nullptr) {
        state.map = sample_map();
        const auto points = sample_cases(state.map->box);
        state.cases = domain::MapClusters(points);
        state.heat = state.map->count(points);
    }
    MapWords words = map_words(*state.map);
    words.name = tr("gallery.map.heat");
    map_view(ui, "heat", {.map = *state.map, .words = words, .heat = state.heat, .height = 300});
    words.name = tr("gallery.map.cases");
    map_view(ui, "cases", {.map = *state.map, .words = words, .cases = &state.cases, .height = 300});
    words.name = tr("gallery.map.choose");
    words.locate = tr("map.locate");
    words.status = tr("gallery.map.hint");
    const MapResult result = map_view(
        ui, "choose", {.map = *state.map, .words = words, .chosen = state.cell, .mark = state.mark, .height = 300});
    if (!result.place) return;
    state.mark = result.place;
    state.cell = result.cell == nullptr ? std::string() : result.cell->id;
}

}  // namespace ow::ui::gallery
