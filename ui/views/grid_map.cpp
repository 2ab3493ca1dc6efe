#include "ui/views/grid_map.hpp"

#include "src/app/street/street.hpp"
#include "ui/views/map_words.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/feedback.hpp"

#include <algorithm>

namespace ow::ui {

const domain::GridMap* grid_map(const View& view, std::string_view failed) {
    Ui& ui = view.ui;
    const auto& map = view.model.get<app::street::Model>().grid_map;
    switch (map.state()) {
        case app::RemoteState::idle: view.send(app::street::MapWanted{}); [[fallthrough]];
        case app::RemoteState::loading: skeleton(ui, "map-loading", tr("map.loading"), 3); return nullptr;
        case app::RemoteState::failed:
            banner(ui, "map-failed", CardStyle::soft_warn, Icon::cloud_off, failed, true);
            if (button(ui, "map-again", tr("map.again"), {.kind = ButtonKind::secondary, .icon = Icon::refresh}))
                view.send(app::street::MapWanted{});
            return nullptr;
        case app::RemoteState::loaded: break;
    }
    return map.value->get();
}

bool is_on_map(const domain::CaseDetail& detail) { return detail.place.position || !detail.summary.grid_id.empty(); }

void draw_case_map(const View& view, const domain::CaseDetail& detail) {
    const domain::GridMap* map = grid_map(view, tr("case.map.failed"));
    if (map == nullptr) return;
    const domain::MapCell* cell = map->find(detail.summary.grid_id);
    MapWords words = map_words(*map);
    words.status = cell == nullptr ? detail.summary.place_text : cell_words(*cell);
    words.name = tr("case.map");
    words.summary = tr("case.map.summary", {{"place", words.status}});
    words.aim = [](const domain::MapCell* under) {
        return under == nullptr ? std::string(tr("map.aim_outside")) : tr("map.under", {{"grid", cell_words(*under)}});
    };
    map_view(view.ui, "case-map",
             {.map = *map,
              .words = words,
              .chosen = detail.summary.grid_id,
              .mark = detail.place.position,
              .begins_at = cell == nullptr ? nullptr : &cell->box,
              .height = std::max(190.0f, 3 * (view.ui.theme().size.target + 8) + 8)});
}

}  // namespace ow::ui
