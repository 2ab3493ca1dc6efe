#pragma once

#include <string>
#include <string_view>

#include "src/domain/result.hpp"
#include "src/domain/value.hpp"
#include "src/wire/decode_error.hpp"

namespace ow::wire {

/// Reads JSON that nobody vouches for; size and depth are bounded (src/wire/json.hpp).
[[nodiscard]] domain::Result<domain::Value, DecodeError> parse_value(std::string_view text);

/// The canonical JSON text: members in the order of their names by code point, no white space, UTF-8 unescaped but
/// for `"`, `\` and the controls below U+0020 (short escapes where JSON has them, else \u00xx in small letters).
/// A whole number below 2^53 is written as an integer, any other as C's %.15g, %.16g or %.17g writes it, the first
/// of them that reads back as the same number. What is no number (infinite, NaN) is null; ill-formed UTF-8 is U+FFFD.
/// server/rules/canonical.py writes the same bytes (tests/contract/canonical.json).
[[nodiscard]] std::string canonical_text(const domain::Value& value);

}  // namespace ow::wire
