#pragma once
/// 待送出: what a person did and the server has not acknowledged yet, in lists and on the case that it is about.

#include "src/domain/command.hpp"
#include "ui/views/view.hpp"

#include <string>

namespace ow::ui {

/// A card with a row for each, leading to where it can be seen and mended. Draws nothing when nothing waits.
void draw_waiting_list(const View& view);

/// What waits or was refused about a case, each with what can be done; but for refused steps whose
/// form is open.
void draw_waiting_notes(const View& view, const std::string& number);

/// That it is kept and goes by itself, or after signing in; with 现在就试 or 去登录.
void draw_waiting_note(const View& view, const domain::CommandStatus& status);

}  // namespace ow::ui
