#pragma once
/// Short facts with an icon each, side by side: remaining time, department, place. They wrap where the line is full.

#include "ui/frame/ui.hpp"

#include <span>
#include <string>

namespace ow::ui {

/// One fact. The icon carries no meaning of its own: the words say it all.
struct Fact {
    Icon icon = Icon::none;
    std::string text;
    Colour colour = 0;     ///< of icon and text; 0 = the secondary ink
    std::string spoken{};  ///< what is read where the drawn words need their context
};

/// Draws the facts that have words, in reading order.
void fact_line(Ui& ui, std::string_view key, std::span<const Fact> facts);

}  // namespace ow::ui
