#pragma once
/// A short explanation beside a control, while the pointer rests on it or the keyboard's focus is there. It is also the
/// control's description, so that nothing is told by pointer only; never put there what somebody must know.

#include "ui/frame/ui.hpp"

namespace ow::ui {

/// Call after the control has been drawn. Escape hides it until pointer and focus have left; the pointer may move onto
/// it (WCAG 2.2, 1.4.13).
void tooltip(Ui& ui, NodeId control, std::string_view text);

}  // namespace ow::ui
