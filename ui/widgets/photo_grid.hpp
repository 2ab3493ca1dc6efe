#pragma once
/// Photos: the grid of those chosen, each with its state and a button to remove it, and the buttons that add more.

#include "ui/frame/ui.hpp"

#include <optional>
#include <span>
#include <string>

namespace ow::ui {

/// One photo as the person sees it. All strings are worded already.
struct PhotoView {
    std::string key;           ///< stable id
    std::string picture;       ///< PictureSource key; "" = not there yet
    std::string name;          ///< e.g. "第 1 张照片"
    std::string refused;       ///< why it was refused; "" = fine
    std::string refused_hint;  ///< what pressing it does ("点此更换")
    std::string remove_name;   ///< accessible name of its remove button
    float progress = -1;       ///< 0–1 while shrinking or uploading, < 0 otherwise
    std::string status;        ///< spoken state
    std::string open;          ///< the word for looking at it large ("看大图"); "" = it cannot be opened
};

/// What was pressed.
struct PhotoGridResult {
    bool add = false;                     ///< the dashed cell
    std::optional<std::string> removed;   ///< key of the photo to take away
    std::optional<std::string> replaced;  ///< key of a refused photo to choose anew
    std::optional<std::string> opened;    ///< key of the photo to show large
};

/// Draws the grid over the column. The key marks the add cell, "<key>.<index>" each photo (for the error summary).
/// `add_name` "" leaves the add cell out (the limit is reached).
PhotoGridResult photo_grid(Ui& ui, std::string_view key, std::string_view name, std::span<const PhotoView> photos,
                           std::string_view add_name);

/// Photos to look at only, in a row that wraps. Returns the key of the one to show large.
std::optional<std::string> photo_strip(Ui& ui, std::string_view key, std::string_view name,
                                       std::span<const PhotoView> photos);

}  // namespace ow::ui
