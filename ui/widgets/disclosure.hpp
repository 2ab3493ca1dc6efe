#pragma once
/// More to read for who wants it: a button that unfolds what follows.

#include "ui/frame/ui.hpp"

namespace ow::ui {

/// Draws the button; returns whether it is open now. The state lives in the frame context, not in the model.
bool disclosure(Ui& ui, std::string_view key, std::string_view name);

}  // namespace ow::ui
