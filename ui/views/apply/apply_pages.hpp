#pragma once
/// Asking for a service: what is still to do, the form's pages, the look over it.

#include "ui/views/view.hpp"

namespace ow::ui {

void draw_apply(const View& view);
void draw_apply_page(const View& view);
/// Handing in what the office asked for.
void draw_case_mend(const View& view);

// What programs put into their lists.
extern const Feature apply_feature;
extern const Feature mending_feature;
extern const Feature drafts_feature;

}  // namespace ow::ui
