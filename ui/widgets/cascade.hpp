#pragma once
/// Choosing in steps from a tree (grid → building → entrance). Where there is room the steps stand side by side as
/// columns; on a phone one list follows the other, with a way back. Both are an ARIA tree: up and down move in a step,
/// right and left between the steps, Enter chooses.

#include "ui/frame/ui.hpp"

#include <functional>
#include <optional>
#include <vector>

namespace ow::ui {

/// One thing of a step. Its words must live until the frame is drawn.
struct CascadeItem {
    std::string_view value, title;
    bool leaf = true;  ///< nothing is below it
};

/// What the picker shows. The chosen path is owned by the model.
struct CascadeSpec {
    std::string_view label;
    std::string_view back;  ///< name of the way back on phones
    /// The things below a path of values (empty = the first step), in the order in which they are shown.
    std::function<std::vector<CascadeItem>(const std::vector<std::string>&)> children;
    const std::vector<std::string>& chosen;  ///< values from the first step to a leaf; empty = nothing chosen
    std::string_view hint{};
    std::string_view error{};
    bool disabled = false;
};

/// Draws the picker over the column's width; returns the path to the leaf that was chosen.
std::optional<std::vector<std::string>> cascade(Ui& ui, std::string_view key, const CascadeSpec& spec);

}  // namespace ow::ui
