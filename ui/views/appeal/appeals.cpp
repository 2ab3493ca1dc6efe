#include "ui/views/appeal/appeal_pages.hpp"

#include "src/app/appeal/appeal.hpp"
#include "src/app/appeal/pages.hpp"
#include "src/app/help_wish/pages.hpp"
#include "src/app/info/pages.hpp"
#include "src/app/mine/pages.hpp"
#include "src/app/track/pages.hpp"
#include "ui/views/appeal/appeal_parts.hpp"
#include "ui/views/outbox_health.hpp"
#include "ui/views/page.hpp"
#include "ui/views/waiting.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/button_row.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/link.hpp"
#include "ui/widgets/text.hpp"

#include "src/domain/codes.hpp"

namespace ow::ui {

namespace {

void draw_start(const View& view) {
    Ui& ui = view.ui;
    const Card card(ui, "start");
    const std::string_view steps[] = {tr("appeals.how.1"), tr("appeals.how.2"), tr("appeals.how.3")};
    paragraph(ui, "lead", tr("appeals.lead"));
    ui.gap(16);
    heading(ui, "how", 2, tr("appeals.how"));
    ui.gap(8);
    {
        const Group list(ui, "steps", a11y::Role::list);
        int index = 0;
        for (const std::string_view step : steps) {
            if (index > 0) ui.gap(8);
            const Group item(ui, "step" + std::to_string(index++), a11y::Role::list_item);
            icon_text(ui, "text", Icon::circle_check, step, ui.body(), ui.theme().colour.ok);
        }
    }
    // With a draft at hand the form would take it over: going on and throwing it away stand in its own card.
    if (app::appeal::has_draft(view.model.get<app::appeal::Model>())) return;
    ui.gap(20);
    button_link(ui, "new", tr("appeals.start"), app::format_route(app::to_appeal_step(domain::AppealStep::kind)), true,
                Icon::message_report);
}

/// Other ways: follow a case, call, be helped.
void draw_more(const View& view) {
    Ui& ui = view.ui;
    const Card card(ui, "more");
    heading(ui, "title", 2, tr("appeals.more"));
    const Group list(ui, "ways", a11y::Role::list);
    const auto way = [&](const char* key, const app::Address& page, Icon icon) {
        const Group item(ui, key, a11y::Role::list_item);
        const std::string base = "appeals." + std::string(key);
        row_link(ui, "row",
                 {.title = tr(base),
                  .subtitle = tr(base + "_sub"),
                  .href = app::format_route(app::to_page(page)),
                  .icon = icon});
    };
    way("mine", app::pages::mine, Icon::list_details);
    way("track", app::pages::track, Icon::search);
    way("call", app::pages::help, Icon::phone);
    way("assist", app::pages::assist, Icon::heart_handshake);
}

}  // namespace

void appeal_parts::draw_draft_offer(const View& view) {
    const app::appeal::Model& model = view.model.get<app::appeal::Model>();
    if (!app::appeal::has_draft(model)) return;
    const domain::AppealDraft draft = model.offered ? *model.offered : app::appeal::draft_of(model, {});
    Ui& ui = view.ui;
    const Card card(ui, "offer", CardStyle::accent_warn);
    heading(ui, "title", 2, tr("appeal.draft.title"));
    paragraph(ui, "name", draft.title.empty() ? tr("appeal.draft.untitled") : std::string_view(draft.title),
              Tone::strong);
    ui.gap(2);
    const std::string when = i18n::date_time(draft.saved_at.ms, view.model.now.ms);
    paragraph(ui, "when", tr("appeal.draft.saved", {{"when", when}}), Tone::secondary);
    ui.gap(16);
    const RowButton buttons[] = {
        {"discard", tr("appeal.draft.discard"), {.kind = ButtonKind::secondary}, 1},
        {"go-on", tr("appeal.draft.go_on"), {}, 2},
    };
    const auto pressed = button_row(ui, buttons);
    if (pressed == 0u) view.send(app::appeal::DiscardPressed{});
    if (pressed == 1u) view.send(app::appeal::DraftContinued{});
}

void draw_appeals(const View& view) {
    page(view, {.title = tr("page.appeals.title"), .back = false, .pill = PageSpec::Pill::mode}, [&] {
        draw_outbox_health(view);
        draw_waiting_list(view);
        appeal_parts::draw_draft_offer(view);
        draw_start(view);
        draw_more(view);
    });
}

}  // namespace ow::ui
