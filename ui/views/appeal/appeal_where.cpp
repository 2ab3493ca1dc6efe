#include "ui/views/appeal/appeal_parts.hpp"

#include "src/app/appeal/appeal.hpp"
#include "src/app/street/street.hpp"
#include "ui/views/photo_viewer.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/button_row.hpp"
#include "ui/widgets/choice.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/text.hpp"
#include "ui/widgets/text_field.hpp"

#include "src/domain/codes.hpp"
#include "src/domain/form.hpp"

namespace ow::ui::appeal_parts {

namespace {

namespace appeal = app::appeal;

std::string name_of(const domain::Grid& grid) {
    return tr("form.place.grid_name", {{"community", grid.community}, {"grid", grid.name}});
}

void draw_place_text(const View& view) {
    const appeal::Model& model = view.model.get<app::appeal::Model>();
    const std::string error = error_of(model.errors, "place.text");
    const auto text = text_field(view.ui, "field:place.text",
                                 {.label = tr("appeal.where.text"),
                                  .value = model.draft.place_text,
                                  .hint = tr("appeal.where.text_hint"),
                                  .error = error,
                                  .autocomplete = "street-address",
                                  .max_length = limit_of(view.model, "place.text")});
    if (text.changed) view.send(appeal::TextEdited{appeal::Field::place_text, *text.changed});
}

/// What became of asking the device where it is (the core announces how it ended). `told`: the map says it already.
void draw_locate_state(const View& view, bool told) {
    Ui& ui = view.ui;
    const appeal::Model& model = view.model.get<app::appeal::Model>();
    const Theme& t = ui.theme();
    if (model.locate == appeal::LocateState::asking) {
        const Group live(ui, "locating", a11y::Role::status);
        icon_text(ui, "text", Icon::map_pin, tr("form.place.locating"), ui.secondary(), t.colour.brand);
    } else if (model.locate == appeal::LocateState::failed) {
        const auto reason = model.locate_failure.value_or(app::world::LocateFailure::unavailable);
        const std::string key = "form.place.failed." + std::string(domain::to_code(reason));
        banner(ui, "locate-failed", CardStyle::soft_warn, Icon::info_circle, tr(key));
    } else if (model.draft.position) {
        if (!told)
            icon_text(ui, "found", Icon::circle_check, place_words(view.model), tone_style(ui, Tone::ok), t.colour.ok);
        ui.gap(0);
        if (button(ui, "clear", tr("form.place.clear"), {.kind = ButtonKind::quiet, .icon = Icon::x}))
            view.send(appeal::PositionCleared{});
    }
}

/// A chosen grid stays in sight: it is part of the answer, and the choice can be changed where it was made.
bool shows_grids(const appeal::Model& model) { return model.grid_list_open || !model.draft.grid_id.empty(); }

void draw_grid_list(const View& view) {
    Ui& ui = view.ui;
    const appeal::Model& model = view.model.get<app::appeal::Model>();
    if (!shows_grids(model)) return;
    const auto& reference = view.model.get<app::street::Model>().reference.value;
    if (!reference || reference->grids.empty()) {
        banner(ui, "no-grids", CardStyle::soft_warn, Icon::cloud_off, tr("form.place.grid_missing"), true);
        return;
    }
    std::vector<std::string> names;
    names.reserve(reference->grids.size());
    std::vector<Choice> choices;
    for (const domain::Grid& grid : reference->grids) {
        names.push_back(name_of(grid));
        choices.push_back({grid.id, names.back()});
    }
    const std::string error = error_of(model.errors, "place.grid_id");
    const auto picked =
        select(ui, "field:place.grid_id",
               {.label = tr("form.place.grid"), .hint = tr("form.place.grid_hint"), .error = error, .required = false},
               choices, model.draft.grid_id, tr("form.place.grid_none"));
    if (picked) view.send(appeal::GridChosen{*picked});
}

void draw_place(const View& view) {
    Ui& ui = view.ui;
    const appeal::Model& model = view.model.get<app::appeal::Model>();
    draw_place_text(view);
    const bool located = model.draft.position.has_value();
    const ButtonOptions side{.kind = ButtonKind::secondary};
    std::vector<RowButton> buttons{{"locate", tr(located ? "form.place.locate_again" : "form.place.locate"), side}};
    buttons[0].options.icon = Icon::map_pin;
    buttons[0].options.busy = model.locate == appeal::LocateState::asking;
    if (model.draft.grid_id.empty()) {
        buttons.push_back({"grids", tr(model.grid_list_open ? "form.place.hide_grid" : "form.place.pick_grid"), side});
        buttons[1].options.icon = Icon::list_details;
        buttons[1].options.expandable = true;
        buttons[1].options.expanded = model.grid_list_open;
    }
    const auto pressed = button_row(ui, buttons);
    if (pressed == 0u) view.send(appeal::LocatePressed{});
    if (pressed == 1u) view.send(appeal::GridListToggled{});
    ui.gap(4);
    const bool told = draw_map(view);
    ui.gap(12);
    draw_locate_state(view, told);
    draw_grid_list(view);
}

void draw_photo_notes(const View& view, int max) {
    Ui& ui = view.ui;
    const app::PhotoSet& photos = view.model.get<app::appeal::Model>().photos;
    if (photos.left_out > 0)
        banner(ui, "left-out", CardStyle::soft_warn, Icon::info_circle,
               tr_plural("form.photos.left_out", photos.left_out, {{"max", max}}));
    bool memory_only = false;
    for (const app::Photo& photo : photos.items)
        memory_only = memory_only || photo.memory_only;
    if (memory_only)
        banner(ui, "memory-only", CardStyle::soft_warn, Icon::alert_triangle, tr("form.photos.memory_only"), true);
}

void draw_photos(const View& view) {
    Ui& ui = view.ui;
    const app::PhotoSet& photos = view.model.get<app::appeal::Model>().photos;
    const domain::FormField* field = domain::find_field(app::form_of(view.model, app::appeal::form_id), "attachments");
    const int max = limit_of(view.model, "attachments");
    const TextStyle label = tone_style(ui, Tone::strong);
    icon_text(ui, "photos-label", Icon::none, tr("appeal.photos.label", {{"max", max}}), label, 0);
    if (field != nullptr && field->max_bytes > 0) {
        ui.gap(4);
        paragraph(ui, "photos-hint", tr("appeal.photos.hint", {{"size", i18n::file_size(field->max_bytes)}}),
                  Tone::secondary);
    }
    const std::string error = error_of(view.model.get<app::appeal::Model>().errors, "attachments");
    if (!error.empty()) {
        ui.gap(6);
        icon_text(ui, "photos-error", Icon::alert_triangle, error, tone_style(ui, Tone::bad), ui.theme().colour.bad);
    }
    ui.gap(10);
    const bool room = photos.room(max) > 0;
    const std::vector<PhotoView> views = photo_views(photos);
    const auto result = photo_grid(ui, "field:attachments", tr("form.photos"), views,
                                   room ? tr("form.photos.add") : std::string_view{});
    if (result.add) view.send(appeal::PhotosWanted{app::PhotoSource::files});
    if (result.opened) open_photos(view, views, *result.opened);
    if (result.removed) view.send(appeal::PhotoRemoved{*result.removed});
    if (result.replaced) {
        view.send(appeal::PhotoRemoved{*result.replaced});
        view.send(appeal::PhotosWanted{app::PhotoSource::files});
    }
    ui.gap(12);
    if (!room) {
        paragraph(ui, "photos-full", tr("form.photos.full", {{"max", max}}), Tone::secondary);
    } else if (button(ui, "camera", tr("form.photos.camera"), {.kind = ButtonKind::secondary, .icon = Icon::camera})) {
        view.send(appeal::PhotosWanted{app::PhotoSource::camera});
    }
    draw_photo_notes(view, max);
}

}  // namespace

std::string grid_text(const app::Model& model, const std::string& grid_id) {
    if (grid_id.empty() || !model.get<app::street::Model>().reference.value) return {};
    const domain::Grid* grid = domain::find_grid(*model.get<app::street::Model>().reference.value, grid_id);
    return grid == nullptr ? std::string() : name_of(*grid);
}

std::vector<PhotoView> photo_views(const app::PhotoSet& photos) {
    std::vector<PhotoView> views;
    int index = 0;
    for (const app::Photo& photo : photos.items) {
        ++index;
        PhotoView one;
        one.key = photo.local.local_id;
        one.picture = "local:" + photo.local.local_id;
        one.name = tr("form.photos.name", {{"index", index}});
        one.remove_name = tr("form.photos.remove", {{"index", index}});
        one.open = tr("photo.open");
        if (photo.state == app::PhotoState::refused) {
            const auto reason = photo.refusal.value_or(app::world::PhotoRefusal::unreadable);
            one.refused = tr("form.photos.refused." + std::string(domain::to_code(reason)));
            one.refused_hint = tr("form.photos.replace");
        } else if (photo.state == app::PhotoState::shrinking) {
            one.status = tr("form.photos.shrinking");
            one.picture.clear();  // its bytes are not there yet, and asking for them now would fail for good
            one.progress = 0;
        } else {
            one.status = tr("form.photos.ready");
        }
        views.push_back(std::move(one));
    }
    return views;
}

void draw_where(const View& view) {
    draw_place(view);
    view.ui.gap(24);
    draw_photos(view);
}

}  // namespace ow::ui::appeal_parts
