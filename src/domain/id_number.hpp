#pragma once

#include <string>
#include <string_view>

#include "src/domain/field_error.hpp"
#include "src/domain/result.hpp"
#include "src/domain/time.hpp"

namespace ow::domain {

/// An identity number in canonical form. Source: GB 11643-1999 (18 characters, check character ISO 7064 MOD 11-2).
struct IdNumber {
    std::string text;  ///< 17 digits and a digit or 'X'
    CivilDate birth;
    bool operator==(const IdNumber&) const = default;
};

/// Reads a typed identity number. Forgiven: white space and separators anywhere, lower-case x, digits of any
/// writing, what nobody sees, words around it.
/// \param today the last date of birth that is possible.
/// \return the first error in the order required, format (not 17 digits and a digit or X), date (no such day,
///         before 1900 or after today), checksum (the last character does not fit the others).
[[nodiscard]] Result<IdNumber, FieldCode> parse_id_number(std::string_view typed, CivilDate today);

/// The check character for the first 17 digits (ISO 7064 MOD 11-2): '0'–'9' or 'X'.
/// \param digits17 exactly 17 decimal digits.
[[nodiscard]] char id_number_check(std::string_view digits17);

/// "110101 19900307 663X" for the eye (place, birth, rest); unchanged when it is not 18 characters.
[[nodiscard]] std::string group_id_number(std::string_view id_number);

/// "9****************6": the first and last character, as the server masks it.
[[nodiscard]] std::string mask_id_number(std::string_view id_number);

}  // namespace ow::domain
