#pragma once
/// Every widget in its states on one page, for people who make pages and for tests that look at all of them.

#include "ui/views/view.hpp"

namespace ow::ui {

/// The page #/gallery. Draws nothing of the model; what is pressed here changes nothing outside this page.
void draw_gallery(const View& view);

/// What programs put into their lists.
extern const Feature gallery_feature;

}  // namespace ow::ui
