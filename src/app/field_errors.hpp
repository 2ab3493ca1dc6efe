#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "src/app/message.hpp"
#include "src/domain/api.hpp"
#include "src/domain/field_error.hpp"

namespace ow::app {

/// The error of a field, or nullptr.
[[nodiscard]] const domain::FieldError* find_error(const std::vector<domain::FieldError>& errors,
                                                   std::string_view path);

/// Takes the error of a field away (it was edited).
void clear_error(std::vector<domain::FieldError>& errors, std::string_view path);

/// Keys to look the text of an error up under, the first that exists counts:
/// "error.field.<path>.<code>", "error.field.<code>". The index of a list entry reads "n":
/// attachments.1 → "error.field.attachments.n.format".
[[nodiscard]] std::vector<std::string> error_keys(const domain::FieldError& error);

/// Placeholders of an error's text: {label} → the text "field.<path>", {min}, {max}, and {index} (from 1) for
/// entries of a list.
[[nodiscard]] std::vector<std::pair<std::string, ArgValue>> error_args(const domain::FieldError& error);

/// The server's code where somebody signs in with a password that was given to them: they change it first.
inline constexpr std::string_view password_given = "password_given";

/// What to say about a call that failed as a whole: "error.kind.network", "error.kind.other", else
/// "error.code.<kind>" with {seconds} to wait, "error.code.password_given".
[[nodiscard]] Message error_message(const domain::ApiError& error);

/// The key of a field's node, for FocusNode and the mirror: "field:<path>"; entries of a list have their own.
[[nodiscard]] std::string field_node(std::string_view path);

/// The key of the error summary's node.
inline constexpr std::string_view error_summary_node = "error-summary";

}  // namespace ow::app
