#include "ui/views/form_errors.hpp"

#include "src/app/session/session.hpp"
#include "ui/views/page.hpp"
#include "ui/views/session/session_pages.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/button_row.hpp"
#include "ui/widgets/choice.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/link.hpp"
#include "ui/widgets/text.hpp"
#include "ui/widgets/text_field.hpp"

#include "src/domain/id_number.hpp"

namespace ow::ui {

namespace {

namespace session = app::session;

/// An ID number as it is drawn while nobody is writing in its field: a neighbour's glance does not read it.
/// What is not a whole number yet stays readable, so that it can be mended.
std::string masked(const View& view, const std::string& typed) {
    const auto today = domain::to_civil(view.model.now, view.model.zone_minutes).date;
    const auto parsed = domain::parse_id_number(typed, today);
    if (!parsed.ok()) return {};
    return domain::mask_id_number(parsed.value().text);
}

void draw_form(const View& view) {
    Ui& ui = view.ui;
    const session::Identity& form = view.model.get<app::session::Model>().identity;
    const std::string name_error = error_of(form.errors, "name"), number_error = error_of(form.errors, "id_number");
    const auto name = text_field(ui, "field:name",
                                 {.label = tr("identity.name"),
                                  .value = form.name,
                                  .hint = tr("identity.name_hint"),
                                  .error = name_error,
                                  .autocomplete = "name"});
    if (name.changed) view.send(session::NameEdited{*name.changed});
    ui.gap(20);
    const std::string hidden = masked(view, form.id_number);
    const auto number = text_field(ui, "field:id_number",
                                   {.label = tr("identity.id_number"),
                                    .value = form.id_number,
                                    .hint = tr("identity.id_number_hint"),
                                    .error = number_error,
                                    .input = a11y::InputType::identity_number,
                                    .shown = hidden});
    if (number.changed) view.send(session::IdNumberEdited{*number.changed});
    ui.gap(20);
    const std::string consent_error = error_of(form.errors, "consent");
    if (const auto given = checkbox(ui, "field:consent", tr("identity.consent"), form.consent, consent_error, true))
        view.send(session::IdentityConsentChanged{*given});
}

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
    const auto actions = [&] {
        const RowButton buttons[] = {
            {"later", tr("identity.later"), {.kind = ButtonKind::secondary}, 1},
            {"confirm", tr("identity.submit"), {.busy = model.identity.save.busy()}, 2},
        };
        const auto pressed = button_row(view.ui, buttons);
        if (pressed == 0u) view.send(session::IdentitySkipped{});
        if (pressed == 1u) view.send(session::IdentityPressed{});
    };
    page(
        view, spec,
        [&] {
            if (const auto path = draw_form_errors(view, model.identity.errors, model.identity.save.error))
                view.send(app::shell::FieldWanted{*path});
            paragraph(view.ui, "lead", tr("identity.lead"));
            banner(view.ui, "purpose", CardStyle::soft_brand, Icon::lock, tr("identity.purpose"));
            draw_form(view);
        },
        actions);
}

}  // namespace ow::ui
