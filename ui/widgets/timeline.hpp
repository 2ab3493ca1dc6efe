#pragma once
/// A chain of steps: dots on a line with what happens, when and why. That of a case has the newest first.

#include "ui/frame/ui.hpp"
#include "ui/widgets/picture_row.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ow::ui {

/// One entry.
struct TimelineEntry {
    std::string title, when, text;  ///< when: or who and where
    enum class Dot { open, done, waiting } dot = Dot::done;
    std::vector<PictureItem> pictures{};  ///< the step's evidence
};

/// A picture of an entry, both counted from 0.
struct TimelinePicture {
    std::size_t entry = 0, picture = 0;
};

/// Draws the entries as an ordered list named `name`. Returns the picture somebody wants to see large; `open` is the
/// word for that, "" when they are only shown (as in picture_row).
std::optional<TimelinePicture> timeline(Ui& ui, std::string_view key, std::string_view name,
                                        std::span<const TimelineEntry> entries, std::string_view open = {});

}  // namespace ow::ui
