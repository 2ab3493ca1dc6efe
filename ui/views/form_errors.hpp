#pragma once
/// The box above a form that says what is wrong: one link a field, and what went wrong as a whole.

#include "ui/views/view.hpp"

#include "src/domain/api.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ow::ui {

/// Draws the summary when there is anything to say; its key is app::error_summary_node, so the core can move the focus
/// to it. `call` is the call that failed, or null; its words stand first unless it only names fields.
/// Returns the path of the field somebody followed (send shell::FieldWanted or the form's own action).
std::optional<std::string> draw_form_errors(const View& view, const std::vector<domain::FieldError>& errors,
                                            const std::optional<domain::ApiError>& call = std::nullopt);

}  // namespace ow::ui
