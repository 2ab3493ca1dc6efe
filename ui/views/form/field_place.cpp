#include "src/app/street/street.hpp"
#include "ui/views/form/field.hpp"
#include "ui/views/grid_map.hpp"
#include "ui/views/map_words.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/button_row.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/disclosure.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/text.hpp"

#include "src/domain/codes.hpp"

#include <algorithm>

namespace ow::ui::form_parts {

namespace {

using app::form::LocateState;

app::form::PlaceState state_of(const FormView& form, const FieldAt& at) {
    const auto found = form.state.places.find(at.path);
    return found == form.state.places.end() ? app::form::PlaceState{} : found->second;
}

bool is_marked(const FormView& form, const FieldAt& at) { return state_of(form, at).locate == LocateState::marked; }

std::optional<domain::Position> position_of(const FormView& form, const FieldAt& at) {
    const domain::Value* place = form.state.answers.find(at.path);
    const domain::Value* lon = place == nullptr ? nullptr : place->find("lon");
    const domain::Value* lat = place == nullptr ? nullptr : place->find("lat");
    if (lon == nullptr || lat == nullptr || lon->as_number() == nullptr || lat->as_number() == nullptr) return {};
    return domain::Position{*lon->as_number(), *lat->as_number()};
}

/// Community and name of a grid, "" when it is not known here.
std::string grid_words(const FormView& form, std::string_view grid_id) {
    const auto& reference = form.view.model.get<app::street::Model>().reference.value;
    if (grid_id.empty() || !reference) return {};
    const domain::Grid* grid = domain::find_grid(*reference, std::string(grid_id));
    if (grid == nullptr) return {};
    return tr("form.place.grid_name", {{"community", grid->community}, {"grid", grid->name}});
}

/// What stands beside the mark: the grid it lies in, by the outlines.
std::string callout_words(const FormView& form, const FieldAt& at, const domain::GridMap& map, domain::Position mark) {
    const domain::MapCell* cell = map.at(map.projection.to_map(mark));
    if (cell != nullptr) return cell_words(*cell);
    return std::string(tr(is_marked(form, at) ? "form.place.outside" : "form.place.here"));
}

/// The map of the grids behind its button; asked for when it is opened first.
/// \return whether it is shown: it says where the position is then.
bool draw_map(const FormView& form, const FieldAt& at) {
    Ui& ui = form.view.ui;
    if (!disclosure(ui, "map", tr("form.place.map"))) return false;
    const domain::GridMap* map = grid_map(form.view, tr("form.place.map_failed"));
    if (map == nullptr) return false;
    const auto mark = position_of(form, at);
    MapWords texts = map_words(*map);
    texts.locate = tr("map.locate");
    texts.status = mark ? place_words(form, at) : std::string(tr("form.place.map_hint"));
    const std::string chosen = text_at(form, at.path + ".grid_id");
    const std::string callout = mark ? callout_words(form, at, *map, *mark) : std::string();
    const MapResult result = map_view(ui, "grid-map",
                                      {.map = *map,
                                       .words = texts,
                                       .chosen = chosen,
                                       .mark = mark,
                                       .callout = callout,
                                       .locating = state_of(form, at).locate == LocateState::asking});
    if (result.place)
        form.act(
            app::form::PlaceMarked{at.path, *result.place, result.cell == nullptr ? std::string() : result.cell->id});
    if (result.locate) form.act(app::form::LocatePressed{at.path});
    return true;
}

/// Whether the place that was marked lies in none of the street's grids.
bool is_outside(const FormView& form, const FieldAt& at) {
    return is_marked(form, at) && position_of(form, at) && text_at(form, at.path + ".grid_id").empty();
}

/// What became of asking the device where it is (the core announces how it ended). `told`: the map says it already.
void draw_locate_state(const FormView& form, const FieldAt& at, bool told) {
    Ui& ui = form.view.ui;
    const Theme& t = ui.theme();
    const app::form::PlaceState state = state_of(form, at);
    if (state.locate == LocateState::asking) {
        const Group live(ui, "locating", a11y::Role::status);
        icon_text(ui, "text", Icon::map_pin, tr("form.place.locating"), ui.secondary(), t.colour.brand);
    } else if (state.locate == LocateState::failed) {
        const auto reason = state.failure.value_or(app::world::LocateFailure::unavailable);
        const std::string key = "form.place.failed." + std::string(domain::to_code(reason));
        banner(ui, "locate-failed", CardStyle::soft_warn, Icon::info_circle, tr(key));
    } else if (position_of(form, at)) {
        if (is_outside(form, at))
            banner(ui, "outside", CardStyle::soft_warn, Icon::info_circle, place_words(form, at));
        else if (!told)
            icon_text(ui, "found", Icon::circle_check, place_words(form, at), tone_style(ui, Tone::ok), t.colour.ok);
        ui.gap(0);
        if (button(ui, "clear", tr("form.place.clear"), {.kind = ButtonKind::quiet, .icon = Icon::x}))
            form.act(app::form::PositionCleared{at.path});
    }
}

/// A chosen grid stays in sight: it is part of the answer, and the choice can be changed where it was made. So does one
/// that is wrong or lacking: what is to be mended has to be there.
bool grid_stays(const FormView& form, const FieldAt& at, const FormField& grid) {
    return !text_at(form, at.path + ".grid_id").empty() || !error_at(form, inside(at, grid, at.path)).empty();
}

/// Asking the device and, where there is a `grid` to choose, the list of them, side by side.
void draw_ways(const FormView& form, const FieldAt& at, const FormField* grid) {
    const app::form::PlaceState state = state_of(form, at);
    const bool located = position_of(form, at) && state.locate == LocateState::found;
    const ButtonOptions side{.kind = ButtonKind::secondary, .disabled = form.busy};
    std::vector<RowButton> buttons{{"locate", tr(located ? "form.place.locate_again" : "form.place.locate"), side}};
    buttons[0].options.icon = Icon::map_pin;
    buttons[0].options.busy = state.locate == LocateState::asking;
    if (grid != nullptr && !grid_stays(form, at, *grid)) {
        buttons.push_back({"grids", tr(state.grid_list_open ? "form.place.hide_grid" : "form.place.pick_grid"), side});
        buttons[1].options.icon = Icon::list_details;
        buttons[1].options.expandable = true;
        buttons[1].options.expanded = state.grid_list_open;
    }
    const auto pressed = button_row(form.view.ui, buttons);
    if (pressed == 0u) form.act(app::form::LocatePressed{at.path});
    if (pressed == 1u) form.act(app::form::GridListToggled{at.path});
}

}  // namespace

std::string place_words(const FormView& form, const FieldAt& at) {
    if (is_outside(form, at)) return std::string(tr("form.place.marked_outside"));
    const bool marked = is_marked(form, at);
    std::string grid = marked ? grid_words(form, text_at(form, at.path + ".grid_id")) : std::string();
    const auto position = position_of(form, at);
    if (!marked && position && form.view.model.get<app::street::Model>().reference.value) {
        const domain::Grid* near =
            domain::nearest_grid(*form.view.model.get<app::street::Model>().reference.value, *position);
        if (near != nullptr) grid = grid_words(form, near->id);
    }
    if (grid.empty()) return std::string(tr(marked ? "form.place.marked" : "form.place.found"));
    return tr(marked ? "form.place.marked_in" : "form.place.found_in", {{"grid", grid}});
}

void draw_place(const FormView& form, const FieldAt& at) {
    Ui& ui = form.view.ui;
    const std::vector<FormField> parts = parts_of(at.field);
    const auto part = [&](std::string_view name) {
        const auto found = std::ranges::find(parts, name, &FormField::path);
        return found == parts.end() ? nullptr : &*found;
    };
    const Scope scope(ui, at.node());
    if (const FormField* text = part("text")) {
        const FieldAt one = inside(at, *text, at.path);
        draw_text(form, one, true);
        ui.mark(at.node(), ui.marked(one.node()));
    }
    const FormField* grid = part("grid_id");
    const bool position = std::ranges::find(at.field.parts, "lon") != at.field.parts.end();
    if (position) {
        draw_ways(form, at, grid);
        ui.gap(4);
        const bool told = draw_map(form, at);
        ui.gap(12);
        draw_locate_state(form, at, told);
    }
    if (grid == nullptr) return;
    if (!position || state_of(form, at).grid_list_open || grid_stays(form, at, *grid))
        draw_select(form, inside(at, *grid, at.path));
}

}  // namespace ow::ui::form_parts
