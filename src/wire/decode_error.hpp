#pragma once

#include <string>

namespace ow::wire {

/// Why a text could not be read as the value it should be.
struct DecodeError {
    /// The member at fault, e.g. "steps.2.at"; "syntax", "depth" or "size" when it is no acceptable JSON at all;
    /// "version" when it was written by another version of the program.
    std::string member;
    bool operator==(const DecodeError&) const = default;
};

}  // namespace ow::wire
