#include "ui/views/form/form_view.hpp"

#include "src/app/session/pages.hpp"
#include "src/app/session/session.hpp"
#include "src/app/street/street.hpp"
#include "src/app/track/pages.hpp"
#include "ui/views/page.hpp"
#include "ui/views/session/session_pages.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/disclosure.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/link.hpp"
#include "ui/widgets/text.hpp"

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
        const std::string typed(form.form.answers.text_at("phone"));
        const auto phone = domain::normalise_phone(typed);
        const std::string shown = domain::mask_phone(phone.ok() ? phone.value() : typed);
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

/// The phone, the button that has a code sent to it, the code.
void draw_phone_form(const FormView& form) {
    const View& view = form.view;
    Ui& ui = view.ui;
    const session::Model& model = view.model.get<app::session::Model>();
    const session::PhoneLogin& login = model.phone_login;
    const std::int64_t wait = session::resend_wait_seconds(model, view.model.now);
    const std::vector<app::form::Page> pages = app::form::pages_of(form.setting, form.state);
    if (pages.size() != 2) return;
    FormView phone = form;
    phone.act = [&](app::form::Action action) {
        // Enter asks for the code; once it is there, it goes to where the code belongs.
        if (!std::holds_alternative<app::form::NextPressed>(action))
            form.act(std::move(action));
        else if (login.code_sent)
            ui.want_focus(ui.marked("field:code"));
        else if (wait == 0)
            view.send(session::CodeRequested{});
    };
    draw_fields(phone, pages[0].fields);
    ui.gap(12);
    if (button(ui, "get-code", tr(login.code_sent ? "login.get_again" : "login.get_code"),
               {.kind = login.code_sent ? ButtonKind::secondary : ButtonKind::primary,
                .disabled = wait > 0,
                .busy = login.code_request.busy()}))
        view.send(session::CodeRequested{});
    draw_sent(view, wait);
    ui.gap(20);
    FormView code = form;
    code.act = [&](app::form::Action action) {
        if (std::holds_alternative<app::form::NextPressed>(action))
            form.act(app::form::SubmitPressed{});
        else
            form.act(std::move(action));
    };
    draw_fields(code, pages[1].fields);
    ui.gap(20);
    if (button(ui, "sign-in", tr("login.submit"),
               {.kind = login.code_sent ? ButtonKind::primary : ButtonKind::secondary, .busy = login.sign_in.busy()}))
        form.act(app::form::SubmitPressed{});
}

}  // namespace

void draw_login(const View& view) {
    const session::PhoneLogin& login = view.model.get<app::session::Model>().phone_login;
    const app::form::Setting setting = form_setting(view, session::login_form, app::form::Layout::sections);
    const FormView form{.view = view, .setting = setting, .state = login.form, .act = [&](app::form::Action action) {
                            view.send(session::LoginFilled{std::move(action)});
                        }};
    page(view, {.title = tr("page.login.title"), .navigation = false, .form = tr("page.login.title"), .max_width = 480},
         [&] {
             Ui& ui = view.ui;
             draw_form_errors(form, login.sign_in.error ? login.sign_in.error : login.code_request.error);
             draw_reason(view);
             draw_phone_form(form);
             draw_help(view);
             text_link(ui, "track", tr("login.track"), app::format_route(app::to_page(app::pages::track)),
                       ui.theme().colour.brand, false);
             app::Route staff = app::to_page(app::pages::staff_login);
             staff.set("next", view.model.route.value("next"));
             text_link(ui, "staff", tr("login.staff_link"), app::format_route(staff), ui.theme().colour.brand, false);
         });
}

}  // namespace ow::ui
