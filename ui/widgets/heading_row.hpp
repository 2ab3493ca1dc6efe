#pragma once
/// A heading with a tag at its right; where both do not fit, the tag stands under the words.

#include "ui/frame/ui.hpp"
#include "ui/widgets/link.hpp"

namespace ow::ui {

/// What the row says. The tag may have no words: then it is left out.
struct HeadingRow {
    int level = 2;
    std::string_view text;
    float px = 0;  ///< size of the words, CSS px; 0 = that of the level
    Tag tag{};
    bool focusable = false;  ///< takes the focus by program (level 1 always does)
};

/// Draws it over the column's width; returns the heading's node.
NodeId heading_row(Ui& ui, std::string_view key, const HeadingRow& row);

}  // namespace ow::ui
