#include "ui/views/appeal/appeal_parts.hpp"

#include "src/app/appeal/appeal.hpp"
#include "src/app/street/street.hpp"
#include "ui/views/grid_map.hpp"
#include "ui/views/map_words.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/disclosure.hpp"

namespace ow::ui::appeal_parts {

namespace {

namespace appeal = app::appeal;

void draw_grids(const View& view, const domain::GridMap& map) {
    const appeal::Model& model = view.model.get<app::appeal::Model>();
    MapWords words = map_words(map);
    words.locate = tr("map.locate");
    words.status = model.draft.position ? place_words(view.model) : std::string(tr("form.place.map_hint"));
    const MapResult result = map_view(view.ui, "grid-map",
                                      {.map = map,
                                       .words = words,
                                       .chosen = model.draft.grid_id,
                                       .mark = model.draft.position,
                                       .locating = model.locate == appeal::LocateState::asking});
    if (result.place)
        view.send(appeal::PlaceMarked{*result.place, result.cell == nullptr ? std::string() : result.cell->id});
    if (result.locate) view.send(appeal::LocatePressed{});
}

}  // namespace

std::string place_words(const app::Model& model) {
    const bool marked = model.get<app::appeal::Model>().locate == appeal::LocateState::marked;
    std::string grid = marked ? grid_text(model, model.get<app::appeal::Model>().draft.grid_id) : std::string();
    if (!marked && model.get<app::street::Model>().reference.value) {
        const domain::Grid* near = domain::nearest_grid(*model.get<app::street::Model>().reference.value,
                                                        *model.get<app::appeal::Model>().draft.position);
        if (near != nullptr) grid = grid_text(model, near->id);
    }
    if (grid.empty()) return std::string(tr(marked ? "form.place.marked" : "form.place.found"));
    return tr(marked ? "form.place.marked_in" : "form.place.found_in", {{"grid", grid}});
}

bool draw_map(const View& view) {
    Ui& ui = view.ui;
    if (!disclosure(ui, "map", tr("form.place.map"))) return false;
    const domain::GridMap* map = grid_map(view, tr("form.place.map_failed"));
    if (map == nullptr) return false;
    draw_grids(view, *map);
    return true;
}

}  // namespace ow::ui::appeal_parts
