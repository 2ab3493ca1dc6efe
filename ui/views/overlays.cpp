#include "ui/views/overlays.hpp"

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
#include "ui/widgets/toast.hpp"

#include <algorithm>
#include <cmath>

namespace ow::ui {

namespace {

ToastKind kind_of(app::Tone tone) {
    switch (tone) {
        case app::Tone::good: return ToastKind::good;
        case app::Tone::warning: return ToastKind::warning;
        case app::Tone::bad: return ToastKind::bad;
        default: return ToastKind::info;
    }
}

void draw_toasts(const View& view) {
    Ui& ui = view.ui;
    const Theme& t = ui.theme();
    std::vector<std::string> texts;
    texts.reserve(view.model.toasts.size());
    std::vector<Toast> toasts;
    for (const app::Toast& one : view.model.toasts)
        toasts.push_back(
            {one.id, kind_of(one.tone), texts.emplace_back(words(one.text, view.model.now, view.model.zone_minutes))});
    // Above the bars at the bottom: what one reads and presses at the top stays free.
    const float clearance = std::max(t.size.nav, t.size.button + 16) + 12;
    if (const auto closed = toast_stack(ui, "toasts", toasts, tr("toast.close"), clearance))
        view.send(app::shell::ToastDismissed{*closed});
}

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
    draw_toasts(view);
    draw_dialog(view);
}

void draw_waiting(const View& view) {
    const std::string title = words(app::page_title(view.model), view.model.now, view.model.zone_minutes);
    page(view, {.title = title}, [&] { loading(view); });
}

void draw_page_error(const View& view) {
    Ui& ui = view.ui;
    const auto error = app::page_error(view.model);
    const bool forbidden = view.model.forbidden || (error && error->kind == domain::ApiErrorKind::forbidden);
    const bool offline = error && error->kind == domain::ApiErrorKind::network;
    const bool missing = error && error->kind == domain::ApiErrorKind::not_found;
    const std::string base = forbidden ? "error_page.forbidden"
                             : missing ? "error_page.missing"
                             : offline ? "error_page.offline"
                                       : "error_page.failed";
    const auto draw_what_failed = [&] {
        const Card card(ui, "card");
        const std::string said =
            error && !error->message.empty() && !offline ? error->message : std::string(tr(base + ".text"));
        empty_state(ui, "state",
                    offline     ? Icon::cloud_off
                    : forbidden ? Icon::lock
                                : Icon::alert_triangle,
                    tr(base + ".what"), said);
        if (error && !error->request_id.empty())
            paragraph(ui, "request", tr("page.failed.request", {{"id", error->request_id}}), Tone::small,
                      Align::center);
        if (!forbidden && !missing && button(ui, "again", tr("page.again"), {.icon = Icon::refresh}))
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
