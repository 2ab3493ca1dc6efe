#pragma once
/// The frame of a page: top bar, content that scrolls, actions that stay, navigation. One engine for phone (one column,
/// navigation at the bottom), tablet and desktop (navigation at the left, content in a readable column). Panes side by
/// side: panes.hpp.

#include "ui/views/view.hpp"
#include "ui/widgets/bars.hpp"

#include <functional>
#include <string_view>

namespace ow::ui {

/// What stays at the left of a page of a desktop while one thing of it is shown: a list. It comes after the page in
/// reading order, and scrolls by itself.
struct AsidePane {
    std::string_view name{};       ///< of the region
    std::function<void()> draw{};  ///< in a column; none = no such pane
};

/// What frames a page.
struct PageSpec {
    std::string_view title;
    std::string_view subtitle{};
    bool back = true;              ///< arrow to the page before
    bool title_is_heading = true;  ///< false where the content starts with its own h1 (one question a page)
    bool navigation = true;        ///< false in forms, where only back and next are offered
    bool top_bar = true;           ///< false for a sheet of its own (receipt on a phone)
    float progress = -1;           ///< 0–1 draws the thin bar under the top bar
    std::string_view progress_name{};
    std::string_view progress_spoken{};
    enum class Pill { none, mode, read_aloud } pill = Pill::none;
    /// A button of the page's own in its bar, instead of the pill.
    struct BarButton {
        std::string_view name{};
        Icon icon = Icon::none;
        std::function<void()> press{};  ///< none = no such button
    } bar_button{};
    std::string_view form{};  ///< the page is one form with this name: the browser's password keeper sees it as one
    float max_width = 680;    ///< widest content column, CSS px
    bool centre_on_wide = true;
    AsidePane aside{};
    /// What 朗读 does where it is not to read the whole page, what it is called, and whether it is at it.
    struct ReadAloud {
        std::string_view name{}, stop{};
        bool reading = false;
        std::function<void()> toggle{};
    } read_aloud{};
};

/// Draws a page. `content` runs inside the scrolling main column; `actions`, if given, inside the bar that stays at the
/// bottom (above the navigation).
void page(const View& view, const PageSpec& spec, const std::function<void()>& content,
          const std::function<void()>& actions = {});

/// The parts of a page that is still loading or could not be loaded; draw instead of content.
void loading(const View& view, int rows = 4);
/// Why it failed, with "try again"; uses the model's page error or the given one.
void failed(const View& view, const domain::ApiError& error);

}  // namespace ow::ui
