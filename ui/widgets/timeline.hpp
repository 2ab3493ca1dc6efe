#pragma once
/// The chain of a case, newest first: dots on a line with what happened, when and why.

#include "ui/frame/ui.hpp"
#include "ui/widgets/picture_row.hpp"

#include <span>
#include <string>
#include <vector>

namespace ow::ui {

/// One entry.
struct TimelineEntry {
    std::string title, when, text;
    enum class Dot { open, done, waiting } dot = Dot::done;
    std::vector<PictureItem> pictures{};  ///< the step's evidence
};

/// Draws the entries as an ordered list named `name`.
void timeline(Ui& ui, std::string_view key, std::string_view name, std::span<const TimelineEntry> entries);

}  // namespace ow::ui
