#include "ui/views/mine/drafts_card.hpp"

#include "src/app/appeal/pages.hpp"
#include "src/app/apply/pages.hpp"
#include "src/app/drafts/drafts.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/link.hpp"
#include "ui/widgets/text.hpp"

#include <string>

namespace ow::ui {

namespace {

std::string place_of(const std::string& code) {
    if (std::string page = app::pages::plain_appeal_of(code); !page.empty()) return page;
    return app::format_route(code == app::pages::appeal_draft ? app::to_appeal_step(domain::AppealStep::kind)
                                                              : app::pages::to_draft(code));
}

void draw_draft(const View& view, const app::drafts::Model& model, const app::drafts::Kept& kept) {
    Ui& ui = view.ui;
    const std::string when = i18n::date_time(ms(kept.changed_at), ms(view.model.now), view.model.zone_minutes);
    const std::string_view device = tr(app::drafts::is_from_here(model, kept) ? "drafts.here" : "drafts.there");
    const std::string sub = dotted({tr("drafts.saved", {{"when", when}}), device});
    row_link(ui, "row",
             {.title = kept.title,
              .subtitle = sub,
              .href = place_of(kept.code),
              .icon = Icon::edit,
              .trailing = tr("drafts.go_on")});
    if (kept.code == app::pages::appeal_draft) return;  // it is thrown away where it is written (#/appeals)
    const ButtonOptions look{.kind = ButtonKind::secondary,
                             .icon = Icon::trash,
                             .busy = model.dropping != 0 && model.dropped == kept.code,
                             .compact = true};
    if (button(ui, "drop", tr("drafts.drop", {{"title", kept.title}}), look))
        view.send(app::drafts::DropPressed{kept.code});
}

}  // namespace

void draw_drafts(const View& view) {
    const auto& model = view.model.get<app::drafts::Model>();
    if (!model.list.value || model.list.value->empty()) return;
    Ui& ui = view.ui;
    const Card card(ui, "drafts");
    heading(ui, "drafts-title", 2, tr("drafts.title"));
    if (model.refused) banner(ui, "refused", CardStyle::soft_warn, Icon::info_circle, words(*model.refused), true);
    const Group list(ui, "drafts-list", a11y::Role::list, tr("drafts.title"));
    for (const app::drafts::Kept& kept : *model.list.value) {
        const Group item(ui, kept.code, a11y::Role::list_item);
        ui.gap(0);
        if (&kept != &model.list.value->front()) divider(ui);
        ui.gap(0);
        draw_draft(view, model, kept);
    }
}

}  // namespace ow::ui
