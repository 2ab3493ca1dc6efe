#pragma once

#include <string>
#include <string_view>

namespace ow::app {

/// The text as it stands in an address: all but letters, digits and "-._~/" percent-encoded (RFC 3986, 2.1).
[[nodiscard]] std::string percent_encode(std::string_view text);

}  // namespace ow::app
