#include "ui/views/overlays.hpp"

#include "src/app/receipt/pages.hpp"
#include "src/app/session/pages.hpp"
#include "src/app/track/pages.hpp"
#include "ui/views/outbox_health.hpp"
#include "ui/views/page.hpp"
#include "ui/views/photo_viewer.hpp"
#include "ui/views/waiting.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/dialog.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/text.hpp"

namespace ow::ui {

namespace {

void draw_dialog(const View& view) {
    if (!view.model.dialog) return;
    Ui& ui = view.ui;
    const app::Dialog& asked = *view.model.dialog;
    const std::string base = "dialog." + asked.name;
    const Dialog dialog(ui, "dialog", tr(base + ".title"));
    paragraph(ui, "body", tr(base + ".body"));
    const bool harmful = asked.harm == app::Dialog::Harm::harmful;
    if (button(ui, "confirm", tr(base + ".confirm"), {.kind = harmful ? ButtonKind::danger : ButtonKind::primary}))
        view.send(app::shell::DialogConfirmed{});
    ui.gap(12);
    if (button(ui, "cancel", tr(base + ".cancel"), {.kind = ButtonKind::secondary}) || dialog.dismissed())
        view.send(app::shell::DialogDismissed{});
}

}  // namespace

void draw_overlays(const View& view) {
    draw_photo_viewer(view);
    draw_dialog(view);
}

void draw_waiting(const View& view) {
    const std::string title = words(app::page_title(view.model), view.model.now, view.model.zone_minutes);
    page(view, {.title = title}, [&] { loading(view); });
}

namespace {

/// For somebody who is not signed in: in, and back here; or along by number and query code.
void draw_ways_in(const View& view) {
    app::Route login = app::to_page(app::pages::login);
    login.set("next", app::format_route(view.model.route));
    button_link(view.ui, "login", tr("error_page.signed_out.login"), app::format_route(login), true);
    app::Route track = app::to_page(app::pages::track);
    if (view.model.route.is(app::pages::receipt)) track.set("number", view.model.route.id());
    button_link(view.ui, "track", tr("error_page.signed_out.track"), app::format_route(track), false, Icon::search);
}

}  // namespace

void draw_page_error(const View& view) {
    Ui& ui = view.ui;
    const auto error = app::page_error(view.model);
    const bool forbidden = view.model.forbidden || (error && error->kind == domain::ApiErrorKind::forbidden);
    const bool offline = error && error->kind == domain::ApiErrorKind::network;
    const bool missing = error && error->kind == domain::ApiErrorKind::not_found;
    const bool signed_out = error && error->kind == domain::ApiErrorKind::unauthenticated;
    const std::string base = forbidden    ? "error_page.forbidden"
                             : signed_out ? "error_page.signed_out"
                             : missing    ? "error_page.missing"
                             : offline    ? "error_page.offline"
                                          : "error_page.failed";
    const auto draw_what_failed = [&] {
        const Card card(ui, "card");
        const std::string said = error && !error->message.empty() && !offline && !signed_out
                                     ? error->message
                                     : std::string(tr(base + ".text"));
        empty_state(ui, "state",
                    offline     ? Icon::cloud_off
                    : forbidden ? Icon::lock
                                : Icon::alert_triangle,
                    tr(base + ".what"), said);
        if (error && !error->request_id.empty())
            paragraph(ui, "request", tr("page.failed.request", {{"id", error->request_id}}), Tone::small,
                      Align::center);
        if (signed_out) draw_ways_in(view);
        if (!forbidden && !missing && !signed_out && button(ui, "again", tr("page.again"), {.icon = Icon::refresh}))
            view.send(app::shell::ReloadPressed{});
        button_link(ui, "home", tr("error_page.home"), "#/", forbidden || missing, Icon::home);
        button_link(ui, "help", tr("error_page.help"), "#/help", false, Icon::phone);
    };
    page(view, {.title = tr(base + ".title")}, [&] {
        draw_what_failed();
        // What was done is not lost where a page cannot be read.
        draw_outbox_health(view);
        draw_waiting_list(view);
    });
}

}  // namespace ow::ui
