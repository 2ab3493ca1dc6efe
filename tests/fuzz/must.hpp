#pragma once

#include <cstdlib>

namespace ow::fuzz {

/// What must always hold; the fuzzer reports the input that broke it.
inline void must(bool holds) {
    if (!holds) std::abort();
}

}  // namespace ow::fuzz
