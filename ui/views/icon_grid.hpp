#pragma once
/// Icons above words, in rows that fit the width: life events, groups of people.

#include "ui/text/icons.hpp"
#include "ui/views/view.hpp"

#include <span>
#include <string>
#include <string_view>

namespace ow::ui {

/// One of them.
struct GridIcon {
    std::string_view title;
    std::string href;
    Icon icon = Icon::none;
};

/// Draws them as a list named `name` over the column's width: all in one row, else as many
/// a row, four at most, as leave the fewest places empty.
void icon_grid(Ui& ui, std::string_view key, std::string_view name, std::span<const GridIcon> items);

/// The eight life events, each with the services that belong to it.
void draw_life_events(Ui& ui);

}  // namespace ow::ui
