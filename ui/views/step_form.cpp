#include "ui/views/step_form.hpp"

#include "src/app/steps/steps.hpp"
#include "src/app/street/street.hpp"
#include "src/domain/catalogue.hpp"
#include "ui/views/form/form_view.hpp"
#include "ui/views/words.hpp"
#include "ui/widgets/button_row.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/feedback.hpp"
#include "ui/widgets/text.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace ow::ui {

namespace {

using app::steps::Form;

/// The text of a key for this step, or the one for all steps.
std::string_view step_text(const char* area, domain::StepCode step) {
    const std::string general = std::string("case.form.") + area;
    const std::string own = general + "." + std::string(domain::to_code(step));
    return tr(i18n::current().contains(own) ? own : general);
}

std::string_view lead_of(domain::StepCode step) {
    const std::string own = "case.form.lead." + std::string(domain::to_code(step)) + ".hint";
    return i18n::current().contains(own) ? tr(own) : std::string_view();
}

void draw_problems(const FormView& form, const Form& step) {
    const View& view = form.view;
    std::optional<domain::ApiError> call = step.submission.error();
    if (step.conflict) {
        call = domain::make_error(domain::ApiErrorKind::conflict);
        call->message = tr("case.form.conflict");
    }
    draw_form_errors(form, call);
    if (step.submission.failure)
        banner(view.ui, "not-kept", CardStyle::soft_bad, Icon::alert_triangle,
               tr("appeal.not_submitted." + std::string(domain::to_code(*step.submission.failure))), true);
    if (step.submission.refused()) {
        if (button(view.ui, "give-up", tr("sent.give_up"), {.kind = ButtonKind::secondary, .icon = Icon::trash}))
            view.send(app::steps::GivenUp{step.number, step.step});
        view.ui.gap(12);
    }
    if (!step.unavailable) return;
    banner(view.ui, "unavailable", CardStyle::soft_warn, Icon::info_circle, tr("case.form.unavailable"), true);
    const std::string_view reason = step.state.answers.text_at("reason");
    const std::string typed(reason.empty() ? step.state.answers.text_at("note") : reason);
    const bool copied = view.model.copied && view.model.copied->text == typed;
    if (!typed.empty() && button(view.ui, "copy-typed", tr(copied ? "toast.copied" : "case.form.copy"),
                                 {.kind = ButtonKind::secondary, .icon = copied ? Icon::check : Icon::copy}))
        view.send(app::shell::CopyPressed{typed, {"toast.copied", {}}});
}

}  // namespace

bool is_at_once(domain::StepCode step) {
    const domain::StepRow* row = domain::find_step(domain::to_code(step));
    return row != nullptr && row->at_once;
}

const Form* form_to_draw(const app::Model& model, const std::string& number) {
    const Form* form = app::steps::open_form(model.get<app::steps::Model>(), number);
    if (form == nullptr || form->step == domain::StepCode::withdraw || form->submission.waits()) return nullptr;
    return is_at_once(form->step) && form->busy() ? nullptr : form;
}

void draw_step_form(const View& view, const Form& step) {
    Ui& ui = view.ui;
    const app::form::Setting plain = form_setting(view, app::steps::form_code(step.step));
    const app::form::Setting setting = app::steps::setting_of(step, plain.form, plain.context);
    const FormView form{.view = view,
                        .setting = setting,
                        .state = step.state,
                        .act = [&](app::form::Action action) { view.send(app::steps::Filled{std::move(action)}); },
                        .busy = step.busy(),
                        .variant = domain::to_code(step.step)};
    const std::string key = "form-" + std::string(domain::to_code(step.step));
    const Card card(ui, key);
    const std::string_view title = step_word(step.step);
    const Group group(ui, key, a11y::Role::form, title, a11y::state_focusable);
    ui.mark("step-form", group.id());
    heading(ui, "title", 2, title);
    if (const std::string_view lead = lead_of(step.step); !lead.empty()) {
        ui.gap(4);
        paragraph(ui, "lead", lead, Tone::secondary);
    }
    draw_problems(form, step);
    ui.gap(24);
    std::vector<const app::form::FormField*> fields = app::form::page_of(setting, step.state).fields;
    // A step that asks for its reason has said all there is to say.
    const bool reasoned =
        std::ranges::any_of(fields, [](const auto* field) { return field->path == "reason" && field->required; });
    if (reasoned) std::erase_if(fields, [](const auto* field) { return field->path == "note"; });
    draw_fields(form, fields);
    const auto& sent = step.submission.status;
    if (step.busy() && sent && sent->photos_total > 0)
        banner(ui, "uploading", CardStyle::soft_brand, Icon::send,
               sent->photos_done < sent->photos_total
                   ? tr("sent.photos", {{"done", sent->photos_done + 1}, {"total", sent->photos_total}})
                   : std::string(tr("sent.last")),
               true);
}

void draw_step_buttons(const View& view, const Form& form, StepButtons look) {
    const domain::StepRow* row = domain::find_step(domain::to_code(form.step));
    const bool harmful = row != nullptr && row->danger;
    const std::string_view send = form.busy() ? tr("case.form.sending") : step_text("send", form.step);
    const std::array<RowButton, 2> buttons{
        RowButton{"cancel", tr("case.form.cancel"), {.kind = ButtonKind::secondary, .disabled = form.busy()}},
        RowButton{"send",
                  send,
                  {.kind = harmful ? ButtonKind::danger : ButtonKind::primary,
                   .disabled = form.unavailable,
                   .busy = form.busy()}}};
    const auto pressed = look == StepButtons::bar ? button_bar(view.ui, buttons) : button_row(view.ui, buttons);
    if (pressed == 0u) view.send(app::steps::Closed{});
    if (pressed == 1u) view.send(app::steps::Filled{app::form::SubmitPressed{}});
}

}  // namespace ow::ui
