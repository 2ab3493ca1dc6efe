#pragma once

#include <string>
#include <string_view>

namespace ow::domain {

/// The SHA-256 of the bytes as 64 lower-case hexadecimal digits. Source: FIPS 180-4, 6.2. For naming a text, never for
/// keeping a secret.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

}  // namespace ow::domain
