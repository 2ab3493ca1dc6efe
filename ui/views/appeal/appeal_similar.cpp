#include "src/domain/ids.hpp"

#include "src/app/appeal/appeal.hpp"
#include "src/app/case_page/pages.hpp"
#include "ui/views/appeal/appeal_parts.hpp"
#include "ui/views/waiting.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/button_row.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/fact_line.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/heading_row.hpp"
#include "ui/widgets/link.hpp"
#include "ui/widgets/text.hpp"

namespace ow::ui::appeal_parts {

namespace {

namespace appeal = app::appeal;

std::string case_href(const domain::CaseSummary& item) { return app::format_route(app::to_case(item.number)); }

/// What it is about, how it stands, where, since when, and how many have met it.
void draw_about(const View& view, const domain::CaseSummary& item) {
    Ui& ui = view.ui;
    heading_row(ui, "title", {.text = item.title, .tag = state_tag(item.state)});
    const std::string grid = item.grid_name.empty() ? std::string() : item.community + item.grid_name;
    const std::string when = i18n::date(item.created_at.ms, view.model.now.ms, view.model.zone_minutes);
    const Fact facts[] = {{Icon::map_pin, dotted({item.place_text, grid})},
                          {Icon::clock, tr("similar.filed", {{"when", when}})},
                          {Icon::users, joined_words(item)}};
    fact_line(ui, "facts", facts);
}

void draw_offer(const View& view, const domain::CaseSummary& item) {
    Ui& ui = view.ui;
    const appeal::Similar& similar = view.model.get<app::appeal::Model>().similar;
    const Group entry(ui, item.number, a11y::Role::list_item);
    const Card card(ui, "card");
    draw_about(view, item);
    ui.gap(12);
    if (item.joined) {
        button_link(ui, "open", tr("similar.open"), case_href(item), false);
        return;
    }
    const bool mine = similar.joining == item.number, busy = similar.join.busy();
    const std::string spoken = dotted({tr("joined.tag"), item.title});
    if (button(ui, "join", tr("joined.tag"),
               {.kind = ButtonKind::secondary,
                .icon = Icon::users,
                .disabled = busy && !mine,
                .busy = busy && mine,
                .spoken = spoken}))
        view.send(appeal::CaseJoined{item.number});
    if (mine && similar.refusal)
        banner(ui, "failed", CardStyle::soft_bad, Icon::alert_triangle, tr("similar.gone"), true);
}

/// It is done: what was joined, what follows, and that the draft is still there.
void draw_joined(const View& view, const domain::CaseSummary& item) {
    Ui& ui = view.ui;
    const app::Submission& join = view.model.get<app::appeal::Model>().similar.join;
    if (join.waits()) {
        draw_waiting_note(view, *join.status);
        ui.gap(12);
    }
    {
        const Card card(ui, "joined", CardStyle::soft_ok);
        draw_about(view, item);
        ui.gap(4);
        paragraph(ui, "number", tr("similar.number", {{"number", domain::group_case_number(item.number)}}));
    }
    {
        const Card card(ui, "next");
        heading(ui, "title", 2, tr("similar.next"));
        icon_text(ui, "told", Icon::bell, tr("similar.next.told"), ui.body(), ui.theme().colour.brand);
        icon_text(ui, "mine", Icon::list_details, tr("similar.next.mine"), ui.body(), ui.theme().colour.brand);
    }
    const Card card(ui, "draft");
    heading(ui, "title", 2, tr("similar.draft"));
    paragraph(ui, "text", tr("similar.draft.text"), Tone::secondary);
    ui.gap(12);
    if (button(ui, "discard", tr("similar.draft.discard"), {.kind = ButtonKind::secondary, .icon = Icon::trash}))
        view.send(appeal::DiscardPressed{});
}

}  // namespace

void draw_similar(const View& view) {
    Ui& ui = view.ui;
    const appeal::Similar& similar = view.model.get<app::appeal::Model>().similar;
    const domain::CaseSummary* joined = appeal::joined_case(similar);
    heading(ui, joined == nullptr ? "offer" : "done", 1,
            tr(joined == nullptr      ? "page.appeal_similar.title"
               : similar.join.waits() ? "outbox.waiting"
                                      : "similar.joined"));
    if (joined != nullptr) return draw_joined(view, *joined);
    if (!similar.found.value) return;
    paragraph(ui, "lead", tr("similar.lead"), Tone::secondary);
    const Group list(ui, "cases", a11y::Role::list, tr("page.appeal_similar.title"));
    for (const domain::CaseSummary& item : similar.found.value->items) {
        draw_offer(view, item);
        ui.gap(12);
    }
}

void draw_similar_actions(const View& view) {
    const domain::CaseSummary* joined = appeal::joined_case(view.model.get<app::appeal::Model>().similar);
    const bool done = joined != nullptr;
    const RowButton buttons[] = {
        {"back", tr(done ? "similar.go_on" : "appeal.previous"), {.kind = ButtonKind::secondary}, 1},
        {"on", tr(done ? "similar.open" : "similar.none"), {}, done ? 1.0f : 2.0f},
    };
    const auto pressed = button_row(view.ui, buttons);
    if (!pressed) return;
    const bool back = *pressed == 0;
    if (back && !done)
        view.send(appeal::Filled{app::form::PageWanted{std::string(domain::to_code(domain::AppealStep::where))}});
    else if (back || !done)
        view.send(appeal::OfferDeclined{});
    else
        view.send(app::shell::Go{app::to_case(joined->number)});
}

}  // namespace ow::ui::appeal_parts
