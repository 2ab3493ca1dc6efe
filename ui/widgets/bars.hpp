#pragma once
/// The fixed parts of a page: top bar, navigation, and the bar of primary actions.

#include "ui/frame/ui.hpp"
#include "ui/widgets/button.hpp"

#include <span>

namespace ow::ui {

/// What stands in the top bar.
struct TopBar {
    std::string_view title;
    std::string_view subtitle{};
    std::string_view back_name{};  ///< accessible name of the back button; "" = no back button
    bool title_is_heading = true;  ///< the title is the page's h1 (else the page has its own)
    std::string_view pill{};       ///< button at the right; "" = none
    std::string_view pill_spoken{};
    std::string_view pill_short{};  ///< its word under the icon, where there is little room; "" = the same
    Icon pill_icon = Icon::none;
    std::string_view phone_name{};  ///< a telephone always in reach (elder mode); "" = none
    std::string_view phone_word{};  ///< what stands under its sign
    std::string_view phone_href{};
};
/// What was pressed.
struct TopBarResult {
    bool back = false;
    bool pill = false;
    NodeId title = 0;
    Rect rect;
};
/// Draws the bar at the top of the column over its whole width.
TopBarResult top_bar(Ui& ui, std::string_view key, const TopBar& bar);

/// One entry of the navigation.
struct NavItem {
    std::string_view title, href;
    Icon icon;
    bool current = false;
    int count = 0;  ///< small number (0 = none)
    std::string_view count_spoken{};
};
/// Phone: along the bottom edge of the window, equal parts. `name` is the landmark's name.
void bottom_navigation(Ui& ui, std::string_view name, std::span<const NavItem> items, const Rect& rect);
/// Desktop: a column at the left.
void side_navigation(Ui& ui, std::string_view name, std::span<const NavItem> items, const Rect& rect);

}  // namespace ow::ui
