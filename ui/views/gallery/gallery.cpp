#include "ui/views/gallery/gallery.hpp"

#include "ui/views/gallery/sections.hpp"
#include "ui/views/page.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/dialog.hpp"
#include "ui/widgets/text.hpp"

namespace ow::ui {

namespace {

using Section = void (*)(Ui&, gallery::State&);

void draw_section(Ui& ui, gallery::State& state, std::string_view key, std::string_view title, Section section) {
    // Further from what stands before than its own parts from each other.
    ui.gap(ui.theme().size.gap * 2.5f);
    const Group region(ui, key, a11y::Role::region, title);
    heading(ui, "title", 2, title);
    section(ui, state);
}

void draw_question(Ui& ui, gallery::State& state) {
    const Dialog dialog(ui, "dialog", tr("gallery.dialog.title"));
    paragraph(ui, "body", tr("gallery.dialog.body"));
    const bool confirmed = button(ui, "confirm", tr("gallery.dialog.confirm"), {.kind = ButtonKind::danger});
    const bool cancelled = button(ui, "cancel", tr("gallery.dialog.cancel"), {.kind = ButtonKind::secondary});
    if (confirmed || cancelled || dialog.dismissed()) state.dialog = false;
}

}  // namespace

void draw_gallery(const View& view) {
    Ui& ui = view.ui;
    gallery::State& state = ui.keep<gallery::State>(ui.id("gallery"));
    page(view, {.title = tr("page.gallery.title"), .subtitle = tr("gallery.subtitle")}, [&] {
        draw_section(ui, state, "texts", tr("gallery.texts"), gallery::draw_texts);
        draw_section(ui, state, "buttons", tr("gallery.buttons"), gallery::draw_buttons);
        draw_section(ui, state, "links", tr("gallery.links"), gallery::draw_links);
        draw_section(ui, state, "fields", tr("gallery.fields"), gallery::draw_fields);
        draw_section(ui, state, "choices", tr("gallery.choices"), gallery::draw_choices);
        draw_section(ui, state, "pickers", tr("gallery.pickers"), gallery::draw_pickers);
        draw_section(ui, state, "controls", tr("gallery.controls"), gallery::draw_controls);
        draw_section(ui, state, "layers", tr("gallery.overlays"), gallery::draw_layers);
        draw_section(ui, state, "people", tr("gallery.people"), gallery::draw_people);
        draw_section(ui, state, "cards", tr("gallery.cards"), gallery::draw_cards);
        draw_section(ui, state, "feedback", tr("gallery.feedback"), gallery::draw_feedback);
        draw_section(ui, state, "records", tr("gallery.records"), gallery::draw_records);
        draw_section(ui, state, "tables", tr("gallery.tables"), gallery::draw_tables);
        draw_section(ui, state, "steps", tr("gallery.steps"), gallery::draw_steps);
        draw_section(ui, state, "charts", tr("gallery.charts"), gallery::draw_charts);
        draw_section(ui, state, "pictures", tr("gallery.pictures"), gallery::draw_pictures);
        draw_section(ui, state, "papers", tr("gallery.papers"), gallery::draw_papers);
        draw_section(ui, state, "filters", tr("gallery.filters"), gallery::draw_filters);
        draw_section(ui, state, "maps", tr("gallery.maps"), gallery::draw_maps);
        draw_section(ui, state, "list", tr("gallery.list"), gallery::draw_list);
    });
    gallery::draw_opened(ui);
    if (state.dialog) draw_question(ui, state);
    gallery::draw_open_layers(ui, state);
}

}  // namespace ow::ui
