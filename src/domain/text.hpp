#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ow::domain {

/// Whether the bytes are well-formed UTF-8 (RFC 3629: no overlong forms, no surrogates, at most U+10FFFF).
[[nodiscard]] bool is_valid_utf8(std::string_view text);

/// Number of Unicode code points. An ill-formed byte counts as one, so that lengths never hide rubbish.
[[nodiscard]] std::size_t count_code_points(std::string_view text);

/// White space the API takes off both ends: U+0009–U+000D, U+0020, U+00A0, U+3000, U+FEFF
/// (tests/contract/filings.json).
[[nodiscard]] bool is_white_space(char32_t code_point);

/// The text without white space at both ends.
[[nodiscard]] std::string_view trim(std::string_view text);

/// Length that the API counts: code points after trimming (docs/api.md).
[[nodiscard]] std::size_t trimmed_length(std::string_view text);

/// Lower case for ASCII letters only; everything else is unchanged.
[[nodiscard]] std::string to_lower_ascii(std::string_view text);

/// The text without any white space and hyphens, full-width forms made half-width, ASCII letters made upper case:
/// how numbers and codes that people type or read out are compared.
[[nodiscard]] std::string compact_code(std::string_view typed);

/// Line breaks CR LF and CR as LF.
[[nodiscard]] std::string normalise_line_breaks(std::string_view text);

/// Whether there is a control character (U+0000–001F, U+007F–009F) that the API refuses: in a single line any of
/// them; where `line_breaks_allowed` all but line feed and tab.
[[nodiscard]] bool has_control_characters(std::string_view text, bool line_breaks_allowed);

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

}  // namespace ow::domain
