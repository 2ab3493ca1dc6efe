#pragma once
/// What lies over every page: toasts, dialogs, and the pages that stand in for one that cannot be shown.

#include "ui/views/view.hpp"

namespace ow::ui {

/// Photos opened large, toasts and the open dialog.
void draw_overlays(const View& view);
/// The session is not known yet: a skeleton in the page's frame.
void draw_waiting(const View& view);
/// Forbidden, not found, no network: says why and leads on.
void draw_page_error(const View& view);

}  // namespace ow::ui
