#include "ui/views/form_errors.hpp"

#include "src/app/session/pages.hpp"
#include "src/app/session/session.hpp"
#include "src/app/street/street.hpp"
#include "ui/views/page.hpp"
#include "ui/views/session/session_pages.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/disclosure.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/link.hpp"
#include "ui/widgets/text.hpp"
#include "ui/widgets/text_field.hpp"

#include "src/domain/phone.hpp"

namespace ow::ui {

namespace {

namespace session = app::session;

/// Why one is here, when it was not one's own wish.
void draw_reason(const View& view) {
    const session::Model& model = view.model.get<app::session::Model>();
    if (model.expired) {
        banner(view.ui, "expired", CardStyle::soft_warn, Icon::clock, tr("login.expired"));
    } else if (!view.model.route.value("next").empty()) {
        banner(view.ui, "need", CardStyle::soft_brand, Icon::info_circle, tr("login.need"));
    } else {
        paragraph(view.ui, "lead", tr("login.lead"), Tone::secondary);
    }
}

/// Where the code went and how long until another may be asked for. Seconds are not said aloud: the core announces
/// the start and the end.
void draw_sent(const View& view, std::int64_t wait) {
    Ui& ui = view.ui;
    const session::PhoneLogin& form = view.model.get<app::session::Model>().phone_login;
    if (form.code_sent) {
        const auto phone = domain::normalise_phone(form.phone);
        const std::string shown = domain::mask_phone(phone.ok() ? phone.value() : form.phone);
        ui.gap(8);
        icon_text(ui, "sent", Icon::check, tr("login.sent_to", {{"phone", shown}}), tone_style(ui, Tone::ok),
                  ui.theme().colour.ok);
    }
    if (wait > 0) {
        ui.gap(4);
        paragraph(ui, "wait", tr("login.wait", {{"seconds", wait}}), Tone::secondary);
    }
}

void draw_help(const View& view) {
    Ui& ui = view.ui;
    const Scope scope(ui, "help");
    if (view.model.demo) {
        const Card card(ui, "demo", CardStyle::soft_brand);
        paragraph(ui, "text", tr("login.help.demo"), Tone::secondary);
        text_link(ui, "link", tr("login.help.demo_link"), "/demo/codes", ui.theme().colour.brand, true);
    }
    if (!disclosure(ui, "open", tr("login.help"))) return;
    ui.gap(4);
    const Card card(ui, "card");
    paragraph(ui, "1", tr("login.help.1"));
    paragraph(ui, "2", tr("login.help.2"));
    paragraph(ui, "3", tr("login.help.3"));
    if (!view.model.get<app::street::Model>().reference.value) return;
    const std::string& number = view.model.get<app::street::Model>().reference.value->street.phone;
    if (button(ui, "call", tr("login.help.call", {{"number", number}}),
               {.kind = ButtonKind::secondary, .icon = Icon::phone}))
        view.send(app::shell::Called{number});
}

void draw_phone_form(const View& view) {
    Ui& ui = view.ui;
    const session::PhoneLogin& form = view.model.get<app::session::Model>().phone_login;
    const std::string phone_error = error_of(form.errors, "phone"), code_error = error_of(form.errors, "code");
    const auto phone = text_field(ui, "field:phone",
                                  {.label = tr("login.phone"),
                                   .value = form.phone,
                                   .hint = tr("login.phone_hint"),
                                   .error = phone_error,
                                   .input = a11y::InputType::tel,
                                   .autocomplete = "tel"});
    if (phone.changed) view.send(session::PhoneEdited{*phone.changed});
    const std::int64_t wait = session::resend_wait_seconds(view.model.get<app::session::Model>(), view.model.now);
    ui.gap(12);
    const bool asked = button(ui, "get-code", tr(form.code_sent ? "login.get_again" : "login.get_code"),
                              {.kind = form.code_sent ? ButtonKind::secondary : ButtonKind::primary,
                               .disabled = wait > 0,
                               .busy = form.code_request.busy()});
    if (asked || (phone.submitted && !form.code_sent && wait == 0)) view.send(session::CodeRequested{});
    draw_sent(view, wait);
    ui.gap(20);
    const auto code = text_field(ui, "field:code",
                                 {.label = tr("login.code"),
                                  .value = form.code,
                                  .hint = tr("login.code_hint"),
                                  .error = code_error,
                                  .input = a11y::InputType::one_time_code,
                                  .autocomplete = "one-time-code"});
    if (code.changed) view.send(session::CodeEdited{*code.changed});
    ui.gap(20);
    const bool pressed =
        button(ui, "sign-in", tr("login.submit"),
               {.kind = form.code_sent ? ButtonKind::primary : ButtonKind::secondary, .busy = form.sign_in.busy()});
    if (pressed || code.submitted) view.send(session::SignInPressed{});
}

}  // namespace

void draw_login(const View& view) {
    const session::PhoneLogin& form = view.model.get<app::session::Model>().phone_login;
    page(view, {.title = tr("page.login.title"), .navigation = false, .max_width = 480}, [&] {
        Ui& ui = view.ui;
        const auto& call = form.sign_in.error ? form.sign_in.error : form.code_request.error;
        if (const auto path = draw_form_errors(view, form.errors, call)) view.send(app::shell::FieldWanted{*path});
        draw_reason(view);
        draw_phone_form(view);
        draw_help(view);
        app::Route staff = app::to_page(app::pages::staff_login);
        staff.set("next", view.model.route.value("next"));
        text_link(ui, "staff", tr("login.staff_link"), app::format_route(staff), ui.theme().colour.brand, false);
    });
}

}  // namespace ow::ui
