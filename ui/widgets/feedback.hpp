#pragma once
/// Telling a person what happened: error summary, banners, live status, progress, empty and loading states.

#include "ui/frame/ui.hpp"
#include "ui/widgets/container.hpp"

#include <span>

namespace ow::ui {

/// One line of the error summary: the words and what tells the field apart for the caller (its node or any other
/// number but 0). A line without a field is text, not a link; with one, `href` is the page the field is on, for who
/// opens it in another tab.
struct ErrorLine {
    std::string_view text;
    NodeId field = 0;
    std::string href{};
};
/// The red box at the top of a page in error. Takes the focus when `focus` is true. Returns the `field` of the line
/// somebody followed, or 0; moving the focus there is the core's.
NodeId error_summary(Ui& ui, std::string_view key, std::string_view title, std::span<const ErrorLine> errors,
                     bool focus);

/// A quiet message on a soft ground. `live` makes assistive technology say it when it changes.
void banner(Ui& ui, std::string_view key, CardStyle style, Icon icon, std::string_view text, bool live = false);

/// Bar from 0 to 1 with a name and a spoken value.
void progress_bar(Ui& ui, std::string_view key, std::string_view name, float share, std::string_view spoken);
/// The same, flush to the given rectangle (under the top bar).
void progress_bar_in(Ui& ui, std::string_view key, std::string_view name, float share, std::string_view spoken,
                     const Rect& rect, float radius);

/// Stages of a case: bar and words, the current one strong.
void stage_bar(Ui& ui, std::string_view key, std::string_view name, std::span<const std::string_view> stages,
               int current);

/// Nothing here yet: icon, what it means, what to do next (the caller adds a button below).
void empty_state(Ui& ui, std::string_view key, Icon icon, std::string_view title, std::string_view text);

/// Grey shapes while something loads; says `name` politely.
void skeleton(Ui& ui, std::string_view key, std::string_view name, int rows);

}  // namespace ow::ui
