#pragma once
/// The words of date fields and calendars in the current language.

#include "ui/widgets/calendar.hpp"

namespace ow::ui {

/// Views of the current catalogue: do not keep them over a change of language.
[[nodiscard]] DateWords date_words();

}  // namespace ow::ui
