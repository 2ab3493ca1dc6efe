#pragma once
/// What a form says of another device that it is filled in on too (src/app/drafts).

#include "ui/views/form/form_view.hpp"

namespace ow::ui {

/// That it goes on with what was written there, that both were written in (with both answers to each question and the
/// choice), or that it was filed or thrown away there; nothing else.
void draw_other_device(const FormView& form);

}  // namespace ow::ui
