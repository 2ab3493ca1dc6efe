#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "src/domain/codes.hpp"

namespace ow::domain {

/// What is wrong with one field; the words are the API's (docs/api.md, "Field codes").
enum class FieldCode : std::uint8_t {
    required,
    too_short,
    too_long,
    format,
    checksum,
    date,
    unknown,
    out_of_range,
    too_many,
    too_large,
    wrong_type,
    mismatch,
    expired,
    locked,
};

template <>
struct Codes<FieldCode> {
    static constexpr std::array<std::string_view, 14> words{
        "required",     "too_short", "too_long",  "format",     "checksum", "date",    "unknown",
        "out_of_range", "too_many",  "too_large", "wrong_type", "mismatch", "expired", "locked"};
};

/// One thing to mend, found by the client or told by the server.
/// The text is looked up by the view: `error.field.<path>.<code>`, else `error.field.<code>` with {label} (the
/// text of `field.<path>`), {min} and {max}; when the code is not known here, the server's own `message` is shown.
struct FieldError {
    std::string path;           ///< the API's path, e.g. "place.text"
    FieldCode code{};           ///< what is wrong
    std::optional<double> min;  ///< the smallest length, number or count that is accepted, where one exists
    std::optional<double> max;  ///< the largest one
    std::string message;        ///< the server's sentence in the person's language; "" for errors found here
    bool operator==(const FieldError&) const = default;
};

}  // namespace ow::domain
