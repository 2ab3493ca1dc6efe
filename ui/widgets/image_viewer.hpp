#pragma once
/// A photo as large as the window, on a dark ground: nearer by button, wheel or key, turned, leafed through. Moved by
/// dragging, by the arrow keys, or by tapping what should come to the middle.

#include "ui/frame/ui.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace ow::ui {

/// One photo and the words around it, already worded.
struct ImageViewerSpec {
    std::string_view picture;   ///< PictureSource key of the large picture
    std::string_view preview;   ///< key of a small one, drawn until the large one is there
    std::string_view name;      ///< what it shows; the dialog's name
    std::string_view position;  ///< "第 2 张，共 3 张", "" for one alone
    std::string_view close, zoom_in, zoom_out, rotate, previous, next;
    std::string_view loading, failed;             ///< said and drawn until it is there, or because it cannot be
    std::function<std::string(int)> magnified{};  ///< percent in words ("放大到 200%")
    bool has_previous = false, has_next = false;
};

/// What somebody wants.
struct ImageViewerResult {
    bool closed = false;
    int step = 0;  ///< -1 = the photo before, 1 = the next
};

/// Draws over everything else. How near and how turned is kept as long as the picture is the same.
ImageViewerResult image_viewer(Ui& ui, std::string_view key, const ImageViewerSpec& spec);

}  // namespace ow::ui
