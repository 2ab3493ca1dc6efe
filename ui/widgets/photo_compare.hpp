#pragma once
/// Two photos of one place over each other, before and after; a slider says how much is seen of each.

#include "ui/frame/ui.hpp"

#include <string_view>

namespace ow::ui {

/// What is compared. All strings are worded already.
struct PhotoCompareSpec {
    std::string_view before, after;            ///< PictureSource keys
    std::string_view before_name, after_name;  ///< accessible names of the photos
    std::string_view before_word, after_word;  ///< drawn on them ("处理前", "处理后")
    std::string_view slider_name;              ///< "处理前后对比"
    std::string_view spoken;                   ///< the slider's value in words ("处理前占 50%")
};

/// Draws them over the column's width; `share` (0–1) is how much of the width shows the photo before. Returns the share
/// after this pass.
float photo_compare(Ui& ui, std::string_view key, const PhotoCompareSpec& spec, float share);

}  // namespace ow::ui
