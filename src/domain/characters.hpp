#pragma once

#include <cstdint>

/// What single characters are for a reader: seen or not, a space, a digit, a dash. The tables hold code points of
/// Unicode 16; server/rules/characters.py has the same ones and a test compares both by every code point.
namespace ow::domain {

/// White space of any kind (property White_Space).
[[nodiscard]] bool is_white_space(char32_t code_point);

/// A line break of any program: LF, CR, vertical tab, form feed, NEL, line and paragraph separator.
[[nodiscard]] bool is_line_break(char32_t code_point);

/// C0 and C1 controls and DEL.
[[nodiscard]] bool is_control(char32_t code_point);

/// What nobody sees and what takes no part in a length: Default_Ignorable_Code_Point, interlinear marks, what stands
/// for an object that was not pasted with the text, fillers and blanks (Hangul, Braille, Khitan, Egyptian). White space
/// is not among them.
[[nodiscard]] bool is_invisible(char32_t code_point);

/// Private use, and what is no character: nobody can say what it shows. The old codes that standard_character knows
/// are not among them.
[[nodiscard]] bool is_meaningless(char32_t code_point);

/// What turns the order of the text around it: embeddings, overrides, isolates and their ends.
[[nodiscard]] bool turns_order(char32_t code_point);

/// What separates the groups of a number as it is written: whatever looks like a dash or a dot.
[[nodiscard]] bool is_separator(char32_t code_point);

/// The value of a decimal digit as people type numbers here: ASCII, full width, of any
/// script, mathematical ones; -1 for all else. Han numerals are words: one of them looks like a dash.
[[nodiscard]] int digit_value(char32_t code_point);

/// U+FF01–FF5E and U+3000 as their ASCII forms; anything else unchanged.
[[nodiscard]] char32_t half_width(char32_t code_point);

/// What stands for a middle dot in a name: · • ‧ ・ ． and their like.
[[nodiscard]] bool is_middle_dot(char32_t code_point);

/// The character that an old private-use code (GBK, U+E815–E864) means today by GB 18030-2022; else unchanged.
[[nodiscard]] char32_t standard_character(char32_t code_point);

}  // namespace ow::domain
