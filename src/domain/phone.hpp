#pragma once

#include <string>
#include <string_view>

#include "src/domain/field_error.hpp"
#include "src/domain/result.hpp"

namespace ow::domain {

/// A mobile number of the mainland as 11 digits "13800000001" (numbering plan of the MIIT: 1[3-9] and nine more).
/// Forgiven: white space, separators, brackets, digits of any writing, what nobody sees, words around it, and +86,
/// 0086 or 86 in front.
/// \return `required` when nothing was typed, else `format`.
[[nodiscard]] Result<std::string, FieldCode> normalise_phone(std::string_view typed);

/// A number that can be called back: a mobile, a landline "0512-65123456" with an extension "-8012" where it has one,
/// a service number 400 or 800, a number of seven or eight digits of the own town, a number abroad "+85221234567".
/// \return `required` when nothing was typed, else `format`.
[[nodiscard]] Result<std::string, FieldCode> normalise_callable(std::string_view typed);

/// "138****0001", "0512-****3456", of other numbers at most four characters and the last two, as the server masks
/// them; a text of fewer than seven bytes becomes only asterisks.
[[nodiscard]] std::string mask_phone(std::string_view phone);

/// "138 0000 0001" for the eye; unchanged when it is not 11 characters.
[[nodiscard]] std::string group_phone(std::string_view phone);

}  // namespace ow::domain
