#pragma once
/// From the route to the page function of the program's feature.

#include "src/app/search/search.hpp"
#include "ui/views/feature.hpp"
#include "ui/views/view.hpp"

namespace ow::ui {

/// What the search can find beside notices and own cases, in the current language, of
/// a program's features. The core asks for it by
/// app::search::EntriesIndexed at start and when the language changes.
[[nodiscard]] std::vector<app::search::Entry> search_entries(std::span<const Feature* const> features);

}  // namespace ow::ui
