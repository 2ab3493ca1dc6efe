#pragma once
/// Pictures to look at (what was filed, evidence of a step): small, side by side, each with its name. They may be
/// opened large (ui/widgets/image_viewer.hpp).

#include "ui/frame/ui.hpp"

#include <optional>
#include <span>
#include <string>

namespace ow::ui {

/// One picture.
struct PictureItem {
    std::string picture;  ///< PictureSource key
    std::string name;     ///< e.g. "第 1 张照片"
};

/// A small picture in its box. With `open`, the word for looking at it large ("看大图"), it is a button and true says
/// that it was pressed; without, a picture that is only read out.
bool small_picture(Ui& ui, std::string_view key, const PictureItem& item, const Rect& box, std::string_view open);

/// Draws them in rows over the column's width. Returns which one somebody wants to see large; `open` as above.
std::optional<std::size_t> picture_row(Ui& ui, std::string_view key, std::span<const PictureItem> pictures,
                                       std::string_view open = {});

}  // namespace ow::ui
