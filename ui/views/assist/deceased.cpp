/// That somebody died, by the street's register: in plain words, with what can be done then.

#include "ui/views/assist/assist_pages.hpp"

#include "src/app/grid_copy.hpp"
#include "src/app/services/pages.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/disclosure.hpp"
#include "ui/widgets/link.hpp"
#include "ui/widgets/text.hpp"
#include "ui/widgets/text_field.hpp"

namespace ow::ui::assist_parts {

namespace {

namespace assist = app::assist;

/// The bundle of what is to be done after a death (assets/catalogue/bundles).
constexpr std::string_view after_death = "farewell";

/// The register was wrong: why, and that the person is alive.
void draw_righting(const View& view, const assist::Person& person) {
    Ui& ui = view.ui;
    const assist::Righting& righting = view.model.get<assist::Model>().righting;
    if (!view.model.online) return void(paragraph(ui, "offline", tr("assist.deceased.offline"), Tone::secondary));
    const bool own = righting.person == person.id;
    const std::string wrong = !own || !righting.error          ? std::string()
                              : righting.error->fields.empty() ? words(*righting.error)
                                                               : words(righting.error->fields.front());
    const FieldResult reason = text_field(ui, "field:reason",
                                          {.label = tr("assist.deceased.reason"),
                                           .value = own ? std::string_view(righting.reason) : std::string_view(),
                                           .hint = tr("assist.deceased.reason.hint"),
                                           .error = wrong,
                                           .required = false});
    if (reason.changed) view.send(assist::RightingEdited{person.id, *reason.changed});
    ui.gap(8);
    if (button(ui, "right", tr("assist.deceased.right"),
               {.kind = ButtonKind::secondary,
                .disabled = !own || righting.reason.empty(),
                .busy = own && righting.request != 0}))
        view.send(assist::RightingPressed{});
}

}  // namespace

bool draw_deceased(const View& view, const assist::Person& person) {
    if (!assist::has_died(person, view.model.get<app::grid::Copy>(), view.model.now)) return false;
    Ui& ui = view.ui;
    const Card card(ui, "deceased", CardStyle::soft_brand);
    paragraph(ui, "title", tr("assist.deceased.title", {{"name", person.name}}), Tone::strong);
    paragraph(ui, "text", tr("assist.deceased.text"));
    ui.gap(4);
    row_link(ui, "after",
             {.title = tr("assist.deceased.after"),
              .subtitle = tr("assist.deceased.after.text"),
              .href = app::format_route(app::to_page(app::pages::service, std::string(after_death))),
              .icon = Icon::file_text});
    ui.gap(4);
    if (disclosure(ui, "wrong", tr("assist.deceased.wrong"))) draw_righting(view, person);
    return true;
}

}  // namespace ow::ui::assist_parts
