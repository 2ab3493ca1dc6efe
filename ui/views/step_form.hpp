#pragma once
/// The form of one step: what staff and filers write when they do something to a case.

#include "src/app/steps/steps.hpp"
#include "ui/views/view.hpp"

namespace ow::ui {

/// True for steps that are done by one press (accept, sign for, verified, close): they ask for nothing.
[[nodiscard]] bool is_at_once(domain::StepCode step);

/// The open form of the case when it is to be drawn: not for a withdrawal (a dialog asks) and not while a step that
/// needs nothing is on its way; else nullptr.
[[nodiscard]] const app::steps::Form* form_to_draw(const app::Model& model, const std::string& number);

/// The form in a card: what it is, what went wrong, its fields. Marked "step-form" for the focus.
void draw_step_form(const View& view, const app::steps::Form& form);

/// Cancel and send. `bar` draws them for the action bar of a wide pane.
enum class StepButtons { row, bar };
void draw_step_buttons(const View& view, const app::steps::Form& form, StepButtons look);

}  // namespace ow::ui
