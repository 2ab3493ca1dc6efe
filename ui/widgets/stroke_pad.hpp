#pragma once
/// A field to draw in by pen, finger or mouse: strokes with time and pressure, drawn round.

#include "src/domain/strokes.hpp"
#include "ui/frame/ui.hpp"

#include <optional>
#include <string_view>

namespace ow::ui {

/// What the field says. All strings are worded already.
struct StrokePadSpec {
    std::string_view label;  ///< "签名"
    std::string_view hint;   ///< drawn on the empty field ("请在框里签名")
    std::string_view state;  ///< said of it ("还没有签名", "已签，3 笔")
    bool wrong = false;      ///< its edge says that something is wrong
    float ratio = 3;         ///< width to height
};

/// Draws the field over the column's width, at most 340 CSS px high. Who cannot draw needs another way beside it.
/// \return the strokes with the one that was just finished.
std::optional<domain::Strokes> stroke_pad(Ui& ui, std::string_view key, const StrokePadSpec& spec,
                                          const domain::Strokes& now);

}  // namespace ow::ui
