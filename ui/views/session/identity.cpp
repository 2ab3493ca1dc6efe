#include "ui/views/form/form_view.hpp"

#include "src/app/session/session.hpp"
#include "ui/views/page.hpp"
#include "ui/views/session/session_pages.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/button_row.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/link.hpp"
#include "ui/widgets/text.hpp"

namespace ow::ui {

namespace {

namespace session = app::session;

void draw_verified(const View& view, const std::string& name) {
    Ui& ui = view.ui;
    const Card card(ui, "verified");
    empty_state(ui, "done", Icon::shield_check, tr("identity.verified", {{"name", name}}),
                tr("identity.verified_text"));
    const std::string& next = view.model.route.value("next");
    ui.gap(16);
    button_link(ui, "go-on", tr("identity.go_on"), next.empty() ? "#/" : next, true);
}

}  // namespace

void draw_identity(const View& view) {
    const session::Model& model = view.model.get<app::session::Model>();
    const PageSpec spec{.title = tr("page.identity.title"), .navigation = false, .max_width = 560};
    if (model.account && model.account->verified) {
        page(view, spec, [&] { draw_verified(view, model.account->name); });
        return;
    }
    const app::form::Setting setting = form_setting(view, session::identity_form);
    const FormView form{
        .view = view, .setting = setting, .state = model.identity.form, .act = [&](app::form::Action action) {
            view.send(session::IdentityFilled{std::move(action)});
        }};
    const auto actions = [&] {
        const RowButton buttons[] = {
            {"later", tr("identity.later"), {.kind = ButtonKind::secondary}, 1},
            {"confirm", tr("identity.submit"), {.busy = model.identity.save.busy()}, 2},
        };
        const auto pressed = button_row(view.ui, buttons);
        if (pressed == 0u) view.send(session::IdentitySkipped{});
        if (pressed == 1u) form.act(app::form::SubmitPressed{});
    };
    page(
        view, spec,
        [&] {
            draw_form_errors(form, model.identity.save.error);
            paragraph(view.ui, "lead", tr("identity.lead"));
            banner(view.ui, "purpose", CardStyle::soft_brand, Icon::lock, tr("identity.purpose"));
            draw_form_page(form);
        },
        actions);
}

}  // namespace ow::ui
