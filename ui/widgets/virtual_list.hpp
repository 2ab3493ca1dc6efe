#pragma once
/// A list of any length in a scroll area: only the rows near the viewport are drawn and emitted, each says where it
/// stands in the whole. A hundred thousand rows cost what a hundred cost.

#include "ui/frame/ui.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace ow::ui {

/// What the list is made of.
struct VirtualListSpec {
    std::string_view name;   ///< accessible name of the list
    std::size_t loaded = 0;  ///< rows that can be drawn, from the first
    std::size_t total = 0;   ///< rows there are in all (≥ loaded): the height and the set size; 0 = `loaded`
    float estimate = 76;     ///< believed height of a row until it was drawn, CSS px
    bool divided = false;    ///< a thin line between the rows
    a11y::Role item_role = a11y::Role::list_item;  ///< row: the rows stand in a table that the caller has opened
    int places_before = 0;                         ///< of the whole, before the first row (a table's header)
    float overscan = 400;  ///< how far beyond the viewport rows are drawn, CSS px (at least three rows)
    /// Up to so many loaded rows are all drawn: the browser's search finds them, and Tab walks them however fast. A
    /// page that is being printed has them all.
    std::size_t whole = 200;
    /// Stable identity of a row (0-based): its nodes stay the same when rows are added before it.
    std::function<std::string(std::size_t)> key_of;
    /// Draws a row; the column is open, the row is as high as what is placed.
    std::function<void(std::size_t)> draw;
};

/// What came into sight.
struct VirtualListResult {
    bool end_in_sight = false;        ///< the last loaded row, or rows that are not loaded yet, are near the viewport
    std::size_t first = 0, last = 0;  ///< rows drawn: [first, last)
};

/// Draws the list over the column's width. The row with the focus and its neighbours stay in the tree however far they
/// are scrolled away, so that the focus is not lost and Tab goes on from there.
VirtualListResult virtual_list(Ui& ui, std::string_view key, const VirtualListSpec& spec);

}  // namespace ow::ui
