/// Step 3: the form, filled in from what is known; and what became of it all.

#include "ui/views/assist/assist_pages.hpp"

#include "src/app/assist/pages.hpp"
#include "src/app/filings/filings.hpp"
#include "src/app/form/application.hpp"
#include "src/app/grid_copy.hpp"
#include "src/app/session/pages.hpp"
#include "src/app/workbench/pages.hpp"
#include "ui/views/form/form_view.hpp"
#include "ui/views/page.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/button_row.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/link.hpp"
#include "ui/widgets/text.hpp"

namespace ow::ui {

namespace {

namespace assist = app::assist;
using domain::CommandState;
using domain::CommandStatus;

std::string fill_href(const assist::Model& model, std::string_view page) {
    app::Route route = app::to_page(app::pages::assisted_fill, model.errand->id);
    route.set("page", std::string(page));
    return app::format_route(route);
}

void draw_reasons(const View& view, const CommandStatus& status) {
    if (!status.error) return;
    Ui& ui = view.ui;
    const Card card(ui, "why", CardStyle::outlined_bad);
    heading(ui, "title", 2, tr("sent.attention.why"));
    if (status.error->fields.empty()) paragraph(ui, "whole", words(*status.error));
    int index = 0;
    for (const domain::FieldError& error : status.error->fields)
        icon_text(ui, "field" + std::to_string(index++), Icon::alert_triangle, words(error), ui.body(),
                  ui.theme().colour.bad);
}

/// What the person takes along while there is no number yet.
void draw_slip(const View& view, const CommandStatus& status) {
    Ui& ui = view.ui;
    const domain::Account* account = app::account_of(view.model);
    const Card card(ui, "slip");
    heading(ui, "title", 2, tr("assist.slip"));
    paragraph(ui, "what", tr("assist.slip.what", {{"title", status.title}}));
    if (account != nullptr) paragraph(ui, "who", tr("assist.slip.who", {{"number", account->staff_no}}));
    // By the street's clock: the slip is read where no tablet is.
    const domain::Instant queued = app::grid::server_now(view.model.get<app::grid::Copy>(), status.queued_at);
    const std::string when = i18n::full_date_time(queued.ms, view.model.zone_minutes);
    paragraph(ui, "when", tr("assist.slip.when", {{"when", when}}));
    if (const domain::Reference* reference = assist_parts::reference_of(view))
        paragraph(ui, "call", tr("assist.slip.call", {{"phone", reference->street.phone}}));
    paragraph(ui, "later", tr("assist.slip.later"), Tone::secondary);
    ui.gap(12);
    if (button(ui, "print", tr("receipt.print"), {.kind = ButtonKind::secondary, .icon = Icon::printer}))
        view.send(app::shell::PrintPressed{});
}

/// Somebody has to mend it, or what it depends on, before it goes: nobody is given a slip.
bool is_stuck(const CommandStatus& status) {
    return status.state == CommandState::needs_attention || status.state == CommandState::held;
}

void draw_ways_on(const View& view, const CommandStatus& status) {
    Ui& ui = view.ui;
    switch (status.state) {
        case CommandState::needs_attention:
            if (button(ui, "mend", tr("sent.mend"), {.icon = Icon::edit})) view.send(assist::MendPressed{status.key});
            ui.gap(12);
            if (button(ui, "give-up", tr("sent.give_up"), {.kind = ButtonKind::danger}))
                view.send(app::filings::GivenUp{status.key});
            break;
        case CommandState::waiting:
            if (button(ui, "retry", tr("sent.retry"), {.kind = ButtonKind::secondary, .icon = Icon::refresh}))
                view.send(app::filings::Retried{status.key});
            break;
        case CommandState::signed_out: {
            app::Route login = app::to_page(app::pages::staff_login);
            login.set("next", app::format_route(view.model.route));
            button_link(ui, "sign-in", tr("sent.sign_in"), app::format_route(login), true, Icon::login);
            break;
        }
        case CommandState::held:
            button_link(ui, "waiting", tr("assist.sent.held.go"),
                        app::format_route(app::to_page(app::pages::workbench)), true, Icon::edit);
            break;
        case CommandState::sending: break;
    }
}

}  // namespace

void draw_assisted_fill(const View& view) {
    const auto& model = view.model.get<assist::Model>();
    if (assist_parts::draw_not_ready(view, model, tr("page.assisted_fill.title"), 3)) return;
    const app::form::Setting setting =
        assist::form_setting(model, assist_parts::today_of(view), assist_parts::reference_of(view));
    const FormView form{.view = view,
                        .setting = setting,
                        .state = model.errand->form,
                        .act = [&](app::form::Action action) { view.send(assist::Filled{std::move(action)}); },
                        .busy = model.busy(),
                        .photos = FormView::Photos::papers,
                        .href = [&](std::string_view page) { return fill_href(model, page); }};
    const app::form::Page shown = app::form::page_of(setting, model.errand->form);
    const std::string step = assist_parts::step_words(3);
    const std::string who = dotted({step, assist_parts::person_words(view, model.errand->person)});
    page(
        view,
        {.title = assist_parts::matter_words(*model.errand),
         .subtitle = who,
         .title_is_heading = false,
         .navigation = false,
         .progress = 0.75f,
         .progress_name = tr("assist.progress"),
         .progress_spoken = step,
         .pill = PageSpec::Pill::read_aloud},
        [&] {
            draw_form_errors(form);
            assist_parts::draw_offline(view);
            assist_parts::draw_trouble(view, model);
            heading(view.ui, "question", 1, form_page_title(form, shown));
            draw_form_page(form);
        },
        [&] {
            const RowButton buttons[] = {{"previous", tr("apply.previous"), {.kind = ButtonKind::secondary}, 1},
                                         {"next", tr("apply.on"), {}, 2}};
            draw_step_buttons(form, buttons, false);
        });
}

void draw_assisted_sent(const View& view) {
    const CommandStatus* status = app::filings::find(view.model.get<app::filings::Model>(), view.model.route.id());
    const PageSpec spec{
        .title = tr("page.assisted_sent.title"), .title_is_heading = false, .pill = PageSpec::Pill::read_aloud};
    page(view, spec, [&] {
        Ui& ui = view.ui;
        if (status == nullptr) {
            const Card card(ui, "gone");
            heading(ui, "title", 1, tr("assist.sent.gone"));
            paragraph(ui, "text", tr("assist.sent.gone.text"));
            ui.gap(16);
            button_link(ui, "start", tr("assist.start"), app::format_route(app::to_page(app::pages::assisted)), true);
            return;
        }
        const std::string state(domain::to_code(status->state));
        {
            const Card card(ui, "state", is_stuck(*status) ? CardStyle::outlined_bad : CardStyle::soft_ok);
            heading(ui, "title", 1, tr("assist.sent." + state));
            const Group live(ui, "live", a11y::Role::status);
            paragraph(ui, "text", tr("assist.sent." + state + ".text"));
        }
        draw_reasons(view, *status);
        if (!is_stuck(*status)) draw_slip(view, *status);
        draw_ways_on(view, *status);
        button_link(ui, "start", tr("assist.start.next"), app::format_route(app::to_page(app::pages::assisted)), false,
                    Icon::heart_handshake);
    });
}

}  // namespace ow::ui
