#pragma once
/// A field that suggests (ARIA: combobox with a list box). One types a part of the words, or the first letters of their
/// pinyin, and chooses by arrow keys and Enter or by a press; what was typed is never taken away.

#include "ui/frame/ui.hpp"

#include <functional>
#include <optional>
#include <span>

namespace ow::ui {

/// One thing to choose. `value` is what the model knows, `title` what stands in the field once it is chosen.
struct Suggestion {
    std::string_view value, title;
    std::string_view detail{};    ///< second line
    std::string_view initials{};  ///< first letters of the pinyin, lower-case ("lxsq"); "" = none known
};

/// What a combobox shows and asks for. The text is owned by the model.
struct ComboboxSpec {
    std::string_view label;
    std::string_view text;  ///< what stands in the field
    std::span<const Suggestion> suggestions;
    std::string_view none_found;  ///< said where nothing fits
    /// "12 suggestions", said when the list opens or becomes another.
    std::function<std::string(std::size_t)> count;
    std::string_view hint{};
    std::string_view error{};
    bool required = true;
    bool disabled = false;
    bool read_only = false;
};

/// What came back in this frame.
struct ComboboxResult {
    std::optional<std::string> text;  ///< the whole new text, typed or chosen
    bool left = false;
};

/// Draws the field over the column's width, and the list while it is open.
ComboboxResult combobox(Ui& ui, std::string_view key, const ComboboxSpec& spec);

/// The value of the suggestion whose title the text is, "" where it is none.
[[nodiscard]] std::string_view suggested_value(std::span<const Suggestion> suggestions, std::string_view text);

/// True where the typed text fits: it is empty, a part of the title or detail, or begins the initials (letters compared
/// without case, spaces at the ends do not count).
[[nodiscard]] bool fits(const Suggestion& suggestion, std::string_view typed);

}  // namespace ow::ui
