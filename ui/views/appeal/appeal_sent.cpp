#include "ui/views/appeal/appeal_pages.hpp"

#include "src/app/appeal/appeal.hpp"
#include "src/app/apply/pages.hpp"
#include "src/app/filings/filings.hpp"
#include "src/app/mine/pages.hpp"
#include "src/app/session/pages.hpp"
#include "ui/views/page.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/link.hpp"
#include "ui/widgets/text.hpp"

#include <algorithm>

namespace ow::ui {

namespace {

using domain::CommandState;
using domain::CommandStatus;

/// How a state looks and which words it has ("sent.<word>.…").
struct Look {
    const char* word;
    Icon icon;
    CardStyle style;
};

Look look_of(CommandState state) {
    switch (state) {
        case CommandState::sending: return {"sending", Icon::send, CardStyle::soft_brand};
        case CommandState::waiting: return {"waiting", Icon::cloud_check, CardStyle::soft_ok};
        case CommandState::signed_out: return {"signed_out", Icon::login, CardStyle::soft_warn};
        case CommandState::needs_attention: return {"attention", Icon::edit, CardStyle::outlined_bad};
        case CommandState::held: return {"waiting", Icon::cloud_check, CardStyle::soft_ok};  // depends on nothing
    }
    return {"sending", Icon::send, CardStyle::soft_brand};
}

/// The state in large words, said politely when it changes.
void draw_state(const View& view, const Look& look) {
    Ui& ui = view.ui;
    const Theme& t = ui.theme();
    const std::string base = "sent." + std::string(look.word);
    const float icon = t.size.icon * 1.8f;
    const Rect badge = ui.place(icon + 8);
    ui.icon(look.icon, badge.x + icon * 0.5f, badge.y + icon * 0.5f, icon,
            look.style == CardStyle::outlined_bad ? t.colour.bad : t.colour.brand);
    heading(ui, "title", 1, tr(base + ".title"));
    const Group live(ui, "live", a11y::Role::status);
    paragraph(ui, "text", tr(base + ".text"));
}

void draw_photo_progress(const View& view, const CommandStatus& filing) {
    if (filing.photos_total <= 0) return;
    Ui& ui = view.ui;
    const int done = std::min(filing.photos_done + 1, filing.photos_total);
    const bool all = filing.photos_done >= filing.photos_total;
    const std::string text =
        all ? std::string(tr("sent.last")) : tr("sent.photos", {{"done", done}, {"total", filing.photos_total}});
    ui.gap(16);
    progress_bar(ui, "photos", tr("sent.photos_name"),
                 static_cast<float>(filing.photos_done) / static_cast<float>(filing.photos_total), text);
    ui.gap(6);
    paragraph(ui, "photos-text", text, Tone::secondary);
}

void draw_reasons(const View& view, const CommandStatus& filing) {
    if (!filing.error) return;
    Ui& ui = view.ui;
    const Card card(ui, "why");
    heading(ui, "title", 2, tr("sent.attention.why"));
    if (filing.error->fields.empty()) {
        paragraph(ui, "whole", words(*filing.error));
    } else {
        const Group list(ui, "fields", a11y::Role::list);
        int index = 0;
        for (const domain::FieldError& error : filing.error->fields) {
            const Group item(ui, "f" + std::to_string(index++), a11y::Role::list_item);
            icon_text(ui, "text", Icon::alert_triangle, words(error), ui.body(), ui.theme().colour.bad);
        }
    }
    if (!filing.error->request_id.empty())
        paragraph(ui, "request", tr("page.failed.request", {{"id", filing.error->request_id}}), Tone::small);
}

void draw_what_was_written(const View& view, const CommandStatus& filing) {
    Ui& ui = view.ui;
    const Card card(ui, "what");
    paragraph(ui, "label", tr("sent.what"), Tone::secondary);
    ui.gap(2);
    paragraph(ui, "title", filing.title, Tone::strong);
    ui.gap(2);
    const std::string when = i18n::date_time(filing.queued_at.ms, view.model.now.ms);
    paragraph(ui, "when", tr("sent.queued", {{"when", when}}), Tone::secondary);
}

void draw_ways_on(const View& view, const CommandStatus& filing) {
    Ui& ui = view.ui;
    switch (filing.state) {
        case CommandState::held:
        case CommandState::sending: break;
        case CommandState::waiting:
            if (button(ui, "retry", tr("sent.retry"), {.kind = ButtonKind::secondary, .icon = Icon::refresh}))
                view.send(app::filings::Retried{filing.key});
            break;
        case CommandState::signed_out: {
            app::Route login = app::to_page(app::pages::login);
            login.set("next", app::format_route(view.model.route));
            button_link(ui, "sign-in", tr("sent.sign_in"), app::format_route(login), true, Icon::login);
            break;
        }
        case CommandState::needs_attention:
            if (const std::string service(filing.draft.text_at("service")); !service.empty())
                button_link(
                    ui, "mend", tr("sent.mend"),
                    app::format_route(app::pages::to_apply(service, std::string(filing.draft.text_at("person")))), true,
                    Icon::edit);
            else if (button(ui, "mend", tr("sent.mend"), {.icon = Icon::edit}))
                view.send(app::appeal::FilingMended{filing.key});
            ui.gap(12);
            if (button(ui, "give-up", tr("sent.give_up"), {.kind = ButtonKind::danger}))
                view.send(app::filings::GivenUp{filing.key});
            break;
    }
}

void draw_gone(const View& view) {
    Ui& ui = view.ui;
    const Card card(ui, "gone");
    heading(ui, "title", 1, tr("sent.gone.title"));
    paragraph(ui, "text", tr("sent.gone.text"));
    ui.gap(16);
    button_link(ui, "mine", tr("sent.gone.mine"), app::format_route(app::to_page(app::pages::mine)), true,
                Icon::list_details);
}

}  // namespace

void draw_appeal_sent(const View& view) {
    const PageSpec spec{.title = tr("page.appeal_sent.title"), .title_is_heading = false};
    const CommandStatus* filing = app::filings::find(view.model.get<app::filings::Model>(), view.model.route.id());
    if (filing == nullptr) {
        page(view, spec, [&] { draw_gone(view); });
        return;
    }
    page(view, spec, [&] {
        Ui& ui = view.ui;
        const Look look = look_of(filing->state);
        {
            const Card card(ui, "state", look.style);
            draw_state(view, look);
            if (filing->state == CommandState::sending) draw_photo_progress(view, *filing);
            if (filing->state == CommandState::waiting && filing->next_try_at) {
                const std::string when = i18n::date_time(filing->next_try_at->ms, view.model.now.ms);
                paragraph(ui, "next", tr("sent.waiting.next", {{"when", when}}), Tone::secondary);
            }
        }
        if (filing->state == CommandState::needs_attention) draw_reasons(view, *filing);
        draw_what_was_written(view, *filing);
        draw_ways_on(view, *filing);
    });
}

}  // namespace ow::ui
