#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "src/domain/result.hpp"
#include "src/wire/decode_error.hpp"

/// Reading JSON that nobody vouches for. Internal to src/wire, the only user of nlohmann_json.
namespace ow::wire {

using Json = nlohmann::json;

/// Larger texts are refused unread.
inline constexpr std::size_t max_json_bytes = std::size_t{16} * 1024 * 1024;

/// Deeper nesting is refused; the API's deepest answer has 6 levels.
inline constexpr int max_json_depth = 32;

/// A parsed text, or why not: `size`, `depth` or `syntax` (also for bad UTF-8 and numbers beyond a double).
[[nodiscard]] domain::Result<Json, DecodeError> parse_json(std::string_view text);

/// The text of a value without white space. Ill-formed UTF-8 becomes U+FFFD instead of failing.
[[nodiscard]] std::string to_text(const Json& json);

}  // namespace ow::wire
