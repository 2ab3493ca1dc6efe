#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace ow::domain {

/// Whether the bytes are well-formed UTF-8 (RFC 3629: no overlong forms, no surrogates, at most U+10FFFF).
[[nodiscard]] bool is_valid_utf8(std::string_view text);

/// Number of Unicode code points. An ill-formed byte counts as one, so that lengths never hide rubbish.
[[nodiscard]] std::size_t count_code_points(std::string_view text);

/// The text without white space at both ends, and without the marks there that nobody sees and no character needs.
[[nodiscard]] std::string_view trim(std::string_view text);

/// Code points that can be seen, inner white space with them; 0 for a text of white space, invisible characters and
/// those that mean nothing (is_meaningless).
[[nodiscard]] std::size_t visible_length(std::string_view text);

/// How many lines a text may have.
enum class Lines : std::uint8_t { one, several };

/// The text as the API keeps it: line breaks of any program are LF (a space where there is one line only), other
/// controls, what turns the order of other text and what nobody sees are dropped, ends are trimmed; an invisible
/// character stays where a script or an emoji needs it, old private-use codes become their characters. A text in which
/// nothing can be seen is empty.
/// server/rules/text.py does the same (tests/contract/texts.json).
[[nodiscard]] std::string clean_text(std::string_view text, Lines lines);

/// A person's name as it is kept: one line, single spaces, one kind of middle dot without spaces around it, full-width
/// letters half-width, old private-use codes as their characters.
[[nodiscard]] std::string clean_name(std::string_view text);

/// Puts a code point behind a text as UTF-8.
void append_code_point(std::string& text, char32_t code_point);

/// Lower case for ASCII letters only; everything else is unchanged.
[[nodiscard]] std::string to_lower_ascii(std::string_view text);

/// Reads the code point at byte `offset` and moves `offset` behind it; an ill-formed byte gives U+FFFD and moves by
/// one. \pre offset < text.size().
char32_t next_code_point(std::string_view text, std::size_t& offset);

/// Digits and letters of the full-width forms block (U+FF01–FF5E) and U+3000 as their ASCII forms: input methods
/// in Chinese full-width mode type "１３８" where a number is meant.
[[nodiscard]] std::string to_half_width(std::string_view text);

/// Length in UTF-16 code units, as JavaScript counts.
[[nodiscard]] std::size_t utf16_length(std::string_view text);

/// Byte offset of a UTF-16 offset (DOM selection → C++). An offset inside a surrogate pair goes to the start of
/// the character; one past the end gives the size of the text.
[[nodiscard]] std::size_t utf8_offset(std::string_view text, std::size_t utf16_offset);

/// UTF-16 offset of a byte offset (C++ → DOM selection). An offset inside a character goes to its start.
[[nodiscard]] std::size_t utf16_offset(std::string_view text, std::size_t utf8_offset);

/// The first `count` code points.
[[nodiscard]] std::string_view first_code_points(std::string_view text, std::size_t count);

/// Whether `needle` occurs in `text`, ASCII letters compared without case. An empty needle is found everywhere.
[[nodiscard]] bool contains_folded(std::string_view text, std::string_view needle);

/// Whether `a` comes before `b` where numbers in a text count by their value, so that house 3 comes before house 10;
/// numbers come before words, which go by code points. server/rules/text.py does the same
/// (tests/contract/natural_order.json).
[[nodiscard]] bool comes_before(std::string_view a, std::string_view b);

}  // namespace ow::domain
