#pragma once
/// The one place that knows every page: from the route to the page function.

#include "ui/views/view.hpp"

namespace ow::ui {

/// What the search can find beside notices and own cases, in the current language. The core asks for it by
/// app::search::EntriesIndexed at start and when the language changes.
[[nodiscard]] std::vector<app::search::Entry> search_entries();

}  // namespace ow::ui
