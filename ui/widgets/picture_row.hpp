#pragma once
/// Pictures to look at (what was filed, evidence of a step): small, side by side, each with its name.

#include "ui/frame/ui.hpp"

#include <span>
#include <string>

namespace ow::ui {

/// One picture.
struct PictureItem {
    std::string picture;  ///< PictureSource key
    std::string name;     ///< e.g. "第 1 张照片"
};

/// Draws them in rows over the column's width.
void picture_row(Ui& ui, std::string_view key, std::span<const PictureItem> pictures);

}  // namespace ow::ui
