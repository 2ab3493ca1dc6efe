#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Numbers and codes in what people type, paste and forward. server/rules/text.py does the same
/// (tests/contract/typed.json).
namespace ow::domain {

/// A longer text is no number with words around it; code points.
inline constexpr std::size_t most_pasted = 500;

/// Typed text as a number or code is looked for in it.
struct FoldedText {
    /// Digits of any writing and ASCII, letters in capitals; any other character is '\x01', a control '\x02',
    /// what marks an extension '#'. White space, separators and what nobody sees are left out.
    std::string text;
    /// Whether a character follows the one before it without white space or a separator.
    std::vector<bool> joined;
};
/// Folds a typed text.
[[nodiscard]] FoldedText fold(std::string_view typed);

/// The text without white space, separators and what nobody sees; digits of any writing as ASCII, ASCII letters in
/// capitals: how numbers and codes are compared.
[[nodiscard]] std::string compact_code(std::string_view typed);

/// A number or an amount as a calculator shows it: digits of any writing as ASCII, '.' for any dot (a Chinese keyboard
/// has 。), '-' for a dash or several; commas between groups of three, white space and what nobody sees are left out.
/// Any other character stays, full width as ASCII.
[[nodiscard]] std::string numeral(std::string_view typed);

/// Whether a letter right beside a digit ends a code.
enum class CodeBorder : bool { between_letter_and_digit, only_words };

/// The code of `length` characters that `fits`: the whole of the text, or the only one among other words.
[[nodiscard]] std::optional<std::string> find_code(std::string_view typed, std::size_t length,
                                                   bool (*fits)(std::string_view),
                                                   CodeBorder border = CodeBorder::between_letter_and_digit);

/// Whether all characters are '0'–'9'; true for an empty text.
[[nodiscard]] bool is_digits(std::string_view text);

}  // namespace ow::domain
