#include <random>

#include "tests/unit/offline/world.hpp"

namespace ow::test {

Schedule make_schedule(std::uint64_t seed) {
    std::mt19937_64 random(seed);
    Schedule made;
    made.start = static_cast<std::uint8_t>(random() % 8);
    const std::size_t length = 40 + random() % 160;
    for (std::size_t i = 0; i < length; ++i) {
        const std::uint64_t bits = random();
        made.moves.push_back({static_cast<std::uint8_t>(bits % move_kinds.size()),
                              static_cast<std::uint8_t>(bits >> 16U), static_cast<std::uint8_t>(bits >> 24U)});
    }
    return made;
}

Schedule shrink(Schedule schedule) {
    for (std::size_t part = schedule.moves.size() / 2; part > 0; part /= 2) {
        for (std::size_t at = 0; at + part <= schedule.moves.size();) {
            Schedule less = schedule;
            const auto from = less.moves.begin() + static_cast<std::ptrdiff_t>(at);
            less.moves.erase(from, from + static_cast<std::ptrdiff_t>(part));
            if (play(less).empty()) {
                at += part;
            } else {
                schedule = std::move(less);
            }
        }
    }
    return schedule;
}

std::string describe(const Schedule& schedule) {
    std::string text = "start " + std::to_string(schedule.start) + "\n";
    for (const Move& move : schedule.moves) {
        text += std::string(move_kinds[move.kind % move_kinds.size()]) + " " + std::to_string(move.a) + " " +
                std::to_string(move.b) + "\n";
    }
    return text;
}

}  // namespace ow::test
