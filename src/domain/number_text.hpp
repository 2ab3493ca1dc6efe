#pragma once

#include <string>

namespace ow::domain {

/// Whether a number is whole and so small (below 2^53) that every whole number up to it has a double of its own.
[[nodiscard]] bool is_exact_whole(double number);

/// The shortest decimal text that reads back as the same number: "0.1", "-3", "1.5e-07"; no "-0". From 15 digits on
/// as C's "%.15g", "%.16g" or "%.17g" has it, whichever is the first to read back; server/rules/canonical.py writes the
/// same. Not std::to_chars: its tables are 100 KB that do not compress.
/// \param number finite.
[[nodiscard]] std::string number_text(double number);

/// "d.ddde+x": the number rounded correctly to so many significant digits; the exponent may have any number of digits.
/// A file of its own: the browser has another one (web/scientific.cpp), as the program has no floating-point formats.
/// \param digits 1 to 17.
[[nodiscard]] std::string scientific(double number, int digits);

}  // namespace ow::domain
