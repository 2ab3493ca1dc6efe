#include "ui/views/waiting.hpp"

#include "src/app/activities/pages.hpp"
#include "src/app/assist/pages.hpp"
#include "src/app/case_page/pages.hpp"
#include "src/app/filings/filings.hpp"
#include "src/app/filings/pages.hpp"
#include "src/app/help_wish/pages.hpp"
#include "src/app/patrol/pages.hpp"
#include "src/app/rating/pages.hpp"
#include "src/app/session/pages.hpp"
#include "src/app/session/session.hpp"
#include "src/app/steps/steps.hpp"
#include "src/app/visits/pages.hpp"
#include "src/app/visits/visits.hpp"
#include "src/app/workbench/pages.hpp"
#include "ui/views/step_form.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/link.hpp"
#include "ui/widgets/text.hpp"

namespace ow::ui {

namespace {

using domain::CommandState;
using domain::CommandStatus;

constexpr std::string_view rating_act = "rating";

/// What was done: the step's own word, or "act.<act>".
std::string_view act_word(const CommandStatus& status) {
    if (const auto step = app::steps::step_of(status)) return step_word(*step);
    return tr("act." + status.act);
}

Tag state_tag_of(CommandState state) {
    const std::string text(tr("outbox.state." + std::string(domain::to_code(state))));
    switch (state) {
        case CommandState::sending: return {text, TagKind::brand, Icon::send};
        case CommandState::waiting: return {text, TagKind::neutral, Icon::cloud_off};
        case CommandState::signed_out: return {text, TagKind::warn, Icon::login};
        case CommandState::needs_attention: return {text, TagKind::bad, Icon::edit};
        case CommandState::held: return {text, TagKind::warn, Icon::clock};
    }
    return {};
}

app::Route place_of(const View& view, const CommandStatus& status) {
    if (status.feature == app::assist_commands) return app::to_page(app::pages::assisted_sent, status.key);
    const bool refused = status.state == CommandState::needs_attention;
    if (refused && status.feature == app::patrol_commands) return app::to_page(app::pages::patrol);
    if (status.act == domain::filing_act) return app::to_page(app::pages::appeal_sent, status.key);
    if (status.act == app::visits::try_act) return app::to_page(app::pages::visit, status.subject);
    if (status.act == app::activity_act)
        return status.subject.empty() ? app::to_page(app::pages::activities)
                                      : app::to_page(app::pages::activity, status.subject);
    if (status.act == app::help_wish_act) return app::to_page(app::pages::assist);
    if (status.act == rating_act) return app::to_page(app::pages::case_rate, status.subject);
    const auto& account = view.model.get<app::session::Model>().account;
    if (account && domain::is_staff(*account)) {
        app::Route bench = app::to_page(app::pages::workbench);
        bench.set("case", status.subject);
        return bench;
    }
    return app::to_case(status.subject);
}

/// How many of its files the server has, and how much of the one that is on its way; "" where it has one short one.
std::string files_sent(const CommandStatus& status) {
    if (status.photos_total == 0 || (status.photos_total == 1 && !status.percent)) return {};
    const std::string count = tr("outbox.files", {{"done", status.photos_done}, {"total", status.photos_total}});
    return status.percent ? count + tr("outbox.files.percent", {{"percent", *status.percent}}) : count;
}

/// The ways on of one that was refused and has no form on this page.
void draw_refused(const View& view, const CommandStatus& status) {
    Ui& ui = view.ui;
    const auto step = app::steps::step_of(status);
    const Card card(ui, "refused", CardStyle::outlined_bad);
    heading(ui, "title", 2, tr("outbox.refused", {{"act", act_word(status)}}));
    if (status.error) paragraph(ui, "why", words(*status.error));
    ui.gap(12);
    if (step) {
        if (*step != domain::StepCode::withdraw && button(ui, "mend", tr("sent.mend"), {.icon = Icon::edit}))
            view.send(app::steps::Opened{status.subject, *step});
        ui.gap(12);
        if (button(ui, "give-up", tr("sent.give_up"), {.kind = ButtonKind::secondary}))
            view.send(app::steps::GivenUp{status.subject, *step});
    } else {
        button_link(ui, "mend", tr("sent.mend"), app::format_route(place_of(view, status)), true, Icon::edit);
    }
}

}  // namespace

void draw_waiting_list(const View& view) {
    const auto& waiting = view.model.get<app::filings::Model>().mine;
    if (waiting.empty()) return;
    Ui& ui = view.ui;
    const Card card(ui, "waiting");
    heading(ui, "waiting-title", 2, tr("outbox.title"));
    ui.gap(4);
    paragraph(ui, "waiting-text", tr("outbox.text"), Tone::secondary);
    const Group list(ui, "waiting-list", a11y::Role::list, tr("outbox.title"));
    int index = 0;
    for (const CommandStatus& status : waiting) {
        const Group item(ui, status.key, a11y::Role::list_item);
        ui.gap(0);
        if (index++ > 0) divider(ui);
        ui.gap(0);
        const std::string href = app::format_route(place_of(view, status));
        const std::string when = i18n::date_time(status.queued_at.ms, view.model.now.ms, view.model.zone_minutes);
        const std::string_view act = act_word(status);
        const std::string title = status.title.empty() ? std::string(act) : status.title;
        std::string sub = status.title.empty() ? when : dotted({act, when});
        if (const std::string files = files_sent(status); !files.empty()) sub += "\n" + files;
        row_link(ui, "row", {.title = title, .subtitle = sub, .href = href, .tag = state_tag_of(status.state)});
    }
}

void draw_waiting_note(const View& view, const CommandStatus& status) {
    Ui& ui = view.ui;
    const bool signed_out = status.state == CommandState::signed_out;
    const Card card(ui, "waiting", signed_out ? CardStyle::soft_warn : CardStyle::soft_ok);
    const Group live(ui, "live", a11y::Role::status);
    heading(ui, "title", 2, tr("outbox.note", {{"act", act_word(status)}}));
    paragraph(ui, "text", tr(signed_out ? "outbox.note.signed_out" : "outbox.note.waiting"));
    ui.gap(12);
    if (signed_out) {
        app::Route login = app::to_page(app::pages::login);
        login.set("next", app::format_route(view.model.route));
        button_link(ui, "sign-in", tr("sent.sign_in"), app::format_route(login), true, Icon::login);
    } else if (button(ui, "retry", tr("sent.retry"), {.kind = ButtonKind::secondary, .icon = Icon::refresh})) {
        view.send(app::filings::Retried{status.key});
    }
}

void draw_waiting_notes(const View& view, const std::string& number) {
    for (const CommandStatus& status : view.model.get<app::filings::Model>().mine) {
        if (status.subject != number) continue;
        const Scope scope(view.ui, status.key);
        const bool waits = status.state == CommandState::waiting || status.state == CommandState::signed_out;
        const auto step = app::steps::step_of(status);
        const app::steps::Form* form = form_to_draw(view.model, number);
        const bool has_form = step && form != nullptr && form->step == *step;
        if (waits)
            draw_waiting_note(view, status);
        else if (status.state == CommandState::needs_attention && !has_form)
            draw_refused(view, status);
    }
}

}  // namespace ow::ui
