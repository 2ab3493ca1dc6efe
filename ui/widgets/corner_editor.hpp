#pragma once
/// A photo with four points on it, to be put on the corners of a paper: dragged, or chosen and moved by the arrow keys
/// or by buttons.

#include "src/domain/quad.hpp"
#include "ui/frame/ui.hpp"

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace ow::ui {

/// What the editor shows and says. All strings are worded already.
struct CornerEditorSpec {
    std::string_view picture;                                  ///< PictureSource key of the large picture
    std::string_view preview;                                  ///< of a small one, drawn until the large one is there
    std::string_view name;                                     ///< what it shows
    std::array<std::string_view, 4> corners;                   ///< names, from the top left clockwise
    std::array<std::string_view, 4> moves;                     ///< "往左", "往上", "往下", "往右"
    std::function<std::string(domain::PicturePlace)> place;    ///< where a corner is, in words
    std::function<std::string(std::string_view move)> spoken;  ///< what a button does to the chosen corner
    std::string_view loading, failed;                          ///< said until the picture is there, or cannot be
};

/// What somebody did.
struct CornerEditorResult {
    std::optional<domain::Quad> moved;  ///< the corners as they are now
    std::optional<std::size_t> chosen;  ///< another corner, 0 to 3
    bool focused = false;               ///< the focus that was asked for is given: the picture is there
};

/// Draws it over the column's width, at most 0.62 of the window high. The corner `chosen` is the one that buttons move;
/// with `focus` it takes the focus.
CornerEditorResult corner_editor(Ui& ui, std::string_view key, const CornerEditorSpec& spec, const domain::Quad& now,
                                 std::size_t chosen, bool focus);

/// A picture as large as the column takes, with its own proportions.
void whole_picture(Ui& ui, std::string_view key, std::string_view picture, std::string_view preview,
                   std::string_view name);

}  // namespace ow::ui
