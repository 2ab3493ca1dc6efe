#include "ui/views/form/form_view.hpp"

#include "src/app/field_errors.hpp"
#include "src/app/session/pages.hpp"
#include "src/app/session/session.hpp"
#include "ui/views/page.hpp"
#include "ui/views/session/session_pages.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/link.hpp"
#include "ui/widgets/text.hpp"

#include <algorithm>
#include <span>
#include <variant>
#include <vector>

namespace ow::ui {

namespace {

namespace session = app::session;

}  // namespace

void draw_staff_login(const View& view) {
    const session::StaffLogin& login = view.model.get<app::session::Model>().staff_login;
    const app::form::Setting plain = form_setting(view, session::staff_login_form);
    const bool proven = !login.second_factor.code.empty();
    const app::form::Setting setting = proven ? app::form::Setting{login.second_factor, plain.context} : plain;
    const FormView form{.view = view, .setting = setting, .state = login.form, .act = [&](app::form::Action action) {
                            view.send(session::StaffLoginFilled{std::move(action)});
                        }};
    page(view,
         {.title = tr("page.staff_login.title"),
          .navigation = false,
          .form = tr("page.staff_login.title"),
          .max_width = 480},
         [&] {
             Ui& ui = view.ui;
             draw_form_errors(form, login.sign_in.error);
             if (login.sign_in.error && login.sign_in.error->code == app::password_given) {
                 button_link(ui, "password", tr("staff_login.password"), "/plain/staff/password", true, Icon::lock);
                 ui.gap(20);
             }
             if (view.model.get<app::session::Model>().expired)
                 banner(ui, "expired", CardStyle::soft_warn, Icon::clock, tr("login.expired"));
             else
                 paragraph(ui, "lead", tr(proven ? "staff_login.proven" : "staff_login.lead"), Tone::secondary);
             // Enter in the password signs in: most have no second factor, and who has one goes on to it by Tab.
             FormView fields = form;
             fields.act = [&](app::form::Action action) {
                 if (std::holds_alternative<app::form::NextPressed>(action))
                     form.act(app::form::SubmitPressed{});
                 else
                     form.act(std::move(action));
             };
             const std::vector<const app::form::FormField*> asked = app::form::page_of(setting, login.form).fields;
             const auto all = std::span(asked);
             const std::size_t first = std::min<std::size_t>(2, all.size());
             draw_fields(fields, all.first(first));
             ui.gap(20);
             draw_fields(fields, all.subspan(first));
             ui.gap(24);
             if (button(ui, "sign-in", tr("staff_login.submit"), {.busy = login.sign_in.busy()}))
                 form.act(app::form::SubmitPressed{});
             app::Route resident = app::to_page(app::pages::login);
             resident.set("next", view.model.route.value("next"));
             text_link(ui, "resident", tr("staff_login.resident_link"), app::format_route(resident),
                       ui.theme().colour.brand, false);
         });
}

}  // namespace ow::ui
