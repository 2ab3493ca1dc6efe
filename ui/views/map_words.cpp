#include "ui/views/map_words.hpp"

#include "src/i18n/text.hpp"

namespace ow::ui {

using i18n::tr;
using i18n::tr_plural;

std::string cell_words(const domain::MapCell& cell) {
    return tr("form.place.grid_name", {{"community", cell.community}, {"grid", cell.name}});
}

MapWords map_words(const domain::GridMap& map) {
    return {.name = tr("map.name"),
            .summary = tr("map.summary", {{"count", map.cells.size()}}),
            .zoom_in = tr("map.zoom_in"),
            .zoom_out = tr("map.zoom_out"),
            .fit = tr("map.fit"),
            .locate = {},
            .status = {},
            .aim =
                [](const domain::MapCell* cell) {
                    return cell == nullptr ? std::string(tr("map.aim_outside"))
                                           : tr("map.aim", {{"grid", cell_words(*cell)}});
                },
            .seen = [](int cells) { return tr_plural("map.seen", cells); },
            .heat = [](int count) { return tr("map.heat", {{"count", count}}); },
            .range =
                [](int from, int to) {
                    return from == to ? tr("map.range_one", {{"from", from}})
                                      : tr("map.range", {{"from", from}, {"to", to}});
                },
            .tiles = [](std::string_view by) { return tr("map.tiles", {{"by", by}}); }};
}

}  // namespace ow::ui
