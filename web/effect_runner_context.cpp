#include "web/effect_runner_context.hpp"

#include <chrono>
#include <random>

namespace ow::web {

domain::Instant clock_now() {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::milliseconds>(since).count()};
}

domain::Seed random_seed() {
    // In the browser this is crypto.getRandomValues.
    std::random_device bits;
    const auto word = [&] { return std::uint64_t{bits()} << 32U | bits(); };
    return {word(), word()};
}

double random_dice() {
    std::random_device bits;
    return bits() / 4294967296.0;
}

}  // namespace ow::web
