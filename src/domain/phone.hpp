#pragma once

#include <string>
#include <string_view>

#include "src/domain/field_error.hpp"
#include "src/domain/result.hpp"

namespace ow::domain {

/// A mobile number of the mainland as 11 digits "13800000001" (numbering plan of the MIIT: 1[3-9] and nine more).
/// Forgiven: white space, hyphens, round brackets, full-width characters, and +86, 0086 or 86 in front.
/// \return `required` when nothing was typed, else `format`.
[[nodiscard]] Result<std::string, FieldCode> normalise_phone(std::string_view typed);

/// "138****0001", the same as the server masks it; text that is not 11 characters becomes only asterisks.
[[nodiscard]] std::string mask_phone(std::string_view phone);

/// "138 0000 0001" for the eye; unchanged when it is not 11 characters.
[[nodiscard]] std::string group_phone(std::string_view phone);

}  // namespace ow::domain
