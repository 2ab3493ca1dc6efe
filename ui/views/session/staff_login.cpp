#include "ui/views/form_errors.hpp"

#include "src/app/session/pages.hpp"
#include "src/app/session/session.hpp"
#include "ui/views/page.hpp"
#include "ui/views/session/session_pages.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/link.hpp"
#include "ui/widgets/text.hpp"
#include "ui/widgets/text_field.hpp"

namespace ow::ui {

namespace {

namespace session = app::session;

void draw_form(const View& view) {
    Ui& ui = view.ui;
    const session::StaffLogin& form = view.model.get<app::session::Model>().staff_login;
    const std::string account_error = error_of(form.errors, "account"),
                      password_error = error_of(form.errors, "password");
    const auto account = text_field(ui, "field:account",
                                    {.label = tr("staff_login.account"),
                                     .value = form.account,
                                     .error = account_error,
                                     .autocomplete = "username"});
    if (account.changed) view.send(session::StaffAccountEdited{*account.changed});
    ui.gap(20);
    const auto password = text_field(ui, "field:password",
                                     {.label = tr("staff_login.password"),
                                      .value = form.password,
                                      .hint = tr("staff_login.forgot"),
                                      .error = password_error,
                                      .input = a11y::InputType::password,
                                      .autocomplete = "current-password"});
    if (password.changed) view.send(session::PasswordEdited{*password.changed});
    ui.gap(24);
    const bool pressed = button(ui, "sign-in", tr("staff_login.submit"), {.busy = form.sign_in.busy()});
    if (pressed || password.submitted || account.submitted) view.send(session::StaffSignInPressed{});
}

}  // namespace

void draw_staff_login(const View& view) {
    const session::StaffLogin& form = view.model.get<app::session::Model>().staff_login;
    page(view, {.title = tr("page.staff_login.title"), .navigation = false, .max_width = 480}, [&] {
        Ui& ui = view.ui;
        if (const auto path = draw_form_errors(view, form.errors, form.sign_in.error))
            view.send(app::shell::FieldWanted{*path});
        if (view.model.get<app::session::Model>().expired)
            banner(ui, "expired", CardStyle::soft_warn, Icon::clock, tr("login.expired"));
        else
            paragraph(ui, "lead", tr("staff_login.lead"), Tone::secondary);
        draw_form(view);
        app::Route resident = app::to_page(app::pages::login);
        resident.set("next", view.model.route.value("next"));
        text_link(ui, "resident", tr("staff_login.resident_link"), app::format_route(resident), ui.theme().colour.brand,
                  false);
    });
}

}  // namespace ow::ui
