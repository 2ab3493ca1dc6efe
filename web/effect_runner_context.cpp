#include "web/effect_runner_context.hpp"

#include <unistd.h>

#include <chrono>

namespace ow::web {

domain::Instant clock_now() {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::milliseconds>(since).count()};
}

domain::Seed random_seed() {
    domain::Seed seed;
    getentropy(&seed.high, sizeof seed.high);
    getentropy(&seed.low, sizeof seed.low);
    return seed;
}

double random_dice() {
    std::uint32_t bits = 0;
    getentropy(&bits, sizeof bits);
    return bits / 4294967296.0;
}

}  // namespace ow::web
