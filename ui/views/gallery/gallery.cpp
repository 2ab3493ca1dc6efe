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

void draw_section(Ui& ui, gallery::State& state, const gallery::Section& section) {
    // Further from what stands before than its own parts from each other.
    ui.gap(ui.theme().size.gap * 2.5f);
    const Group region(ui, section.key, a11y::Role::region, tr(section.title));
    heading(ui, "title", 2, tr(section.title));
    section.draw(ui, state);
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
        for (const gallery::Section& section : gallery::sections())
            draw_section(ui, state, section);
    });
    gallery::draw_opened(ui);
    if (state.dialog) draw_question(ui, state);
    gallery::draw_open_layers(ui, state);
}

}  // namespace ow::ui
