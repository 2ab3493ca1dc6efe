#pragma once
/// A list one can narrow down: a search field, filters to switch on and off, how many were found (also said), and what
/// to do when nothing was found. The caller filters; this draws and tells what was asked for.

#include "ui/widgets/virtual_list.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace ow::ui {

/// One filter. Several may be on.
struct FilterChip {
    std::string_view key;
    std::string_view name;
    bool on = false;
};

/// What the list is made of. All strings are worded already.
struct FilterListSpec {
    std::string_view search_label;
    std::string_view search;        ///< what is searched for now
    std::string_view filters_name;  ///< accessible name of the group of filters
    std::span<const FilterChip> filters;
    std::string_view found;  ///< how many ("找到 12 件")
    std::string_view clear;  ///< name of the button that takes search and filters away
    std::string_view none_title, none_text;
    VirtualListSpec list;
};

/// What somebody did.
struct FilterListResult {
    std::optional<std::string> searched;  ///< the new search text
    std::optional<std::string> toggled;   ///< key of the filter pressed
    bool cleared = false;
    VirtualListResult list;
};

/// Draws it over the column's width; stands in a scroll area, as every virtual list.
FilterListResult filter_list(Ui& ui, std::string_view key, const FilterListSpec& spec);

}  // namespace ow::ui
