#pragma once
/// A place to sign: by pen, finger or mouse, or by typing one's name where drawing is not possible. The result is
/// strokes, not pixels.

#include "src/domain/strokes.hpp"
#include "ui/frame/ui.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace ow::ui {

/// What was signed. `by_name` tells which of the two counts; the other is kept in case one goes back.
struct Signature {
    domain::Strokes strokes;
    std::string name;
    bool by_name = false;
    [[nodiscard]] bool empty() const { return by_name ? name.empty() : strokes.empty(); }
    friend bool operator==(const Signature&, const Signature&) = default;
};

/// The strokes as the data of an SVG path in a view box of 600 × 200, "" without strokes.
[[nodiscard]] std::string svg_path(const Signature& signature);

/// What the pad says. All strings are worded already.
struct SignatureSpec {
    std::string_view label;                 ///< "签名"
    std::string_view way;                   ///< label of the choice of ways ("签名方式")
    std::string_view draw_word, name_word;  ///< the two ways ("手写", "输入姓名")
    std::string_view hint;                  ///< drawn on the empty pad ("请在框内签名")
    std::string_view state;                 ///< said of the pad ("还没有签名", "已签 3 笔")
    std::string_view undo, clear;
    std::string_view name_label, name_hint;
    std::string_view error{};
};

/// Draws the pad over the column's width. Returns the signature as it is now whenever somebody changed it.
std::optional<Signature> signature_pad(Ui& ui, std::string_view key, const SignatureSpec& spec, const Signature& now);

}  // namespace ow::ui
