#include "ui/views/appeal/appeal_parts.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/text.hpp"

namespace ow::ui::appeal_parts {

void draw_contact(const FormView& form) {
    Ui& ui = form.view.ui;
    const app::form::Page page = app::form::page_of(form.setting, form.state);
    const std::span<const app::form::FormField* const> fields(page.fields);
    FormView first = form;
    first.enter_goes_on = false;
    draw_fields(first, fields.first(std::min<std::size_t>(1, fields.size())));
    const domain::Account* account = app::account_of(form.view.model);
    if (account != nullptr && !account->phone_masked.empty()) {
        ui.gap(16);
        const Card card(ui, "account");
        paragraph(ui, "label", tr("appeal.contact.account"), Tone::strong);
        ui.gap(4);
        icon_text(ui, "phone", Icon::phone, tr("appeal.contact.account_text", {{"phone", account->phone_masked}}),
                  ui.body(), ui.theme().colour.brand);
    }
    if (fields.size() < 2) return;
    ui.gap(20);
    draw_fields(form, fields.subspan(1));
    draw_note(form);
}

void draw_check(const FormView& form) {
    Ui& ui = form.view.ui;
    paragraph(ui, "lead", tr("appeal.check.lead"), Tone::secondary);
    draw_answers(form);
    const app::form::Page page = app::form::page_of(form.setting, form.state);
    draw_fields(form, page.fields);
    draw_note(form);
    if (form.view.model.get<app::appeal::Model>().submit_when_ready)
        banner(ui, "waiting-photos", CardStyle::soft_brand, Icon::photo, tr("appeal.check.waiting_photos"), true);
}

}  // namespace ow::ui::appeal_parts
