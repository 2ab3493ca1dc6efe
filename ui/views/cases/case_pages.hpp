#pragma once
/// One case: how it stands, who saw personal data, and the resident's word on it.

#include "ui/views/view.hpp"

namespace ow::ui {

/// #/cases/<number>
void draw_case(const View& view);
/// #/cases/<number>/access
void draw_case_access(const View& view);
/// #/cases/<number>/rate
void draw_case_rate(const View& view);

// What programs put into their lists.
extern const Feature case_page_feature;
extern const Feature rating_feature;

}  // namespace ow::ui
