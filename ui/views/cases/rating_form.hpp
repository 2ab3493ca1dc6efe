#pragma once
/// The resident's word on a closed case: on its own page for the filer, inside the tracking page without an account.

#include "ui/views/view.hpp"

namespace ow::ui {

/// Errors and questions. Says beforehand what reopens the case.
void draw_rating_fields(const View& view);
/// 提交评价
void draw_rating_button(const View& view);
/// Thank you, and what follows.
void draw_rating_done(const View& view);

}  // namespace ow::ui
