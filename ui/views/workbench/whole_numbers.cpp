#include "src/app/whole/whole.hpp"
#include "ui/views/form/form_view.hpp"
#include "ui/views/words.hpp"
#include "ui/views/workbench/workbench_parts.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/button_row.hpp"
#include "ui/widgets/code_value.hpp"
#include "ui/widgets/container.hpp"
#include "ui/widgets/text.hpp"

#include <array>

namespace ow::ui::workbench_parts {

namespace {

namespace whole = app::whole;

void draw_reason(const View& view, const whole::Model& model) {
    const app::form::Setting setting = form_setting(view, whole::form_code);
    const FormView form{.view = view,
                        .setting = setting,
                        .state = model.form,
                        .act = [&](app::form::Action action) { view.send(whole::Filled{std::move(action)}); },
                        .busy = model.busy(),
                        .enter_goes_on = false};
    draw_form_errors(form, model.error);
    draw_form_page(form);
    const std::array<RowButton, 2> buttons{
        RowButton{"cancel", tr("case.form.cancel"), {.kind = ButtonKind::secondary, .disabled = model.busy()}},
        RowButton{"send", tr(model.busy() ? "whole.sending" : "whole.send"), {.busy = model.busy()}}};
    const auto pressed = button_row(view.ui, buttons);
    if (pressed == 0u) view.send(whole::Closed{});
    if (pressed == 1u) view.send(whole::Filled{app::form::SubmitPressed{}});
}

void draw_numbers(const View& view, const whole::Model& model) {
    Ui& ui = view.ui;
    for (const whole::Number& number : model.numbers)
        answer_row(ui, number.path, number.label, number.value, {}, {}, &number != &model.numbers.back());
    ui.gap(8);
    paragraph(ui, "until", tr("whole.until", {{"time", i18n::date_time(ms(model.hidden_again), ms(view.model.now))}}),
              Tone::secondary);
    ui.gap(8);
    if (button(ui, "hide", tr("whole.hide"), {.kind = ButtonKind::secondary})) view.send(whole::Closed{});
}

}  // namespace

void draw_whole_numbers(const View& view, const domain::CaseDetail& detail) {
    if (!whole::may_ask(detail)) return;
    Ui& ui = view.ui;
    const auto& model = view.model.get<whole::Model>();
    const bool here = model.number == detail.summary.number;
    const Card card(ui, "whole");
    const Group group(ui, "whole", a11y::Role::group, tr("whole.title"), a11y::state_focusable);
    ui.mark(whole::card_node, group.id());
    heading(ui, "title", 2, tr("whole.title"));
    if (here && !model.numbers.empty()) return draw_numbers(view, model);
    if (here && model.open) return draw_reason(view, model);
    paragraph(ui, "text", tr(here && model.none ? "whole.none" : "whole.text"), Tone::secondary);
    ui.gap(12);
    if (button(ui, "open", tr("whole.open"), {.kind = ButtonKind::secondary, .icon = Icon::eye}))
        view.send(whole::Opened{detail.summary.number});
}

}  // namespace ow::ui::workbench_parts
