#include "ui/views/overlays.hpp"

#include "ui/views/page.hpp"
#include "ui/views/photo_viewer.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/dialog.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/text.hpp"

#include <algorithm>
#include <cmath>

namespace ow::ui {

namespace {

void draw_toasts(const View& view) {
    Ui& ui = view.ui;
    const Theme& t = ui.theme();
    if (view.model.toasts.empty()) return;
    const float width = std::min(ui.surface().width - 32, 480.0f);
    // Above the bars at the bottom: what one reads and presses at the top stays free.
    const NodeId stack = ui.id("toasts");
    const float top = ui.surface().height - std::max(t.size.nav, t.size.button + 16) - 12 - ui.recall(stack, 72);
    ui.push_column({(ui.surface().width - width) * 0.5f, top, width, 0}, 8);
    for (const app::Toast& toast : view.model.toasts) {
        const std::string key = "toast" + std::to_string(toast.id);
        const Scope scope(ui, key);
        const bool bad = toast.tone == app::Tone::bad || toast.tone == app::Tone::warning;
        const Colour edge = toast.tone == app::Tone::good  ? t.colour.ok
                            : toast.tone == app::Tone::bad ? t.colour.bad
                            : bad                          ? t.colour.warn
                                                           : t.colour.brand;
        const Icon icon = toast.tone == app::Tone::good ? Icon::circle_check
                          : bad                         ? Icon::alert_triangle
                                                        : Icon::info_circle;
        const std::string text = words(toast.text, view.model.now, view.model.zone_minutes);
        const TextStyle style = ui.style(t.type.body, t.colour.ink, Face::bold);
        const float text_w = width - 16 - t.size.icon - 12 - t.size.target - 8;
        const float text_h = ui.text_height(style, text, text_w);
        const Rect box = ui.place(std::max(text_h + 28, t.size.target + 12));
        ui.shadow(box, 14);
        ui.fill(box, t.colour.surface, 14);
        ui.outline(box, edge, 14, 2);
        ui.icon(icon, box.x + 16 + t.size.icon * 0.5f, box.y + box.h * 0.5f, t.size.icon, edge);
        const float x = box.x + 16 + t.size.icon + 12;
        ui.text_block(x, box.y + (box.h - text_h) * 0.5f, text_w, style, text);
        text_node(ui, "text", text, style, {x, box.y + (box.h - text_h) * 0.5f, text_w, text_h});
        const float target = t.size.target;
        if (icon_button(ui, "close", tr("toast.close"), Icon::x,
                        {box.x + box.w - target - 6, box.y + (box.h - target) * 0.5f, target, target},
                        {.kind = ButtonKind::quiet}))
            view.send(app::shell::ToastDismissed{toast.id});
    }
    ui.remember(stack, ui.pop_column());
}

void draw_dialog(const View& view) {
    if (!view.model.dialog) return;
    Ui& ui = view.ui;
    const app::DialogKind kind = view.model.dialog->kind;
    const std::string base = "dialog." + std::string(app::dialog_name(kind));
    const Dialog dialog(ui, "dialog", tr(base + ".title"));
    paragraph(ui, "body", tr(base + ".body"));
    const bool harmful = kind != app::DialogKind::sign_out;
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
    page(view, {.title = tr(base + ".title")}, [&] {
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
    });
}

}  // namespace ow::ui
