#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// The outbox's runner against a hostile world: tabs die or freeze at any moment, answers get lost after the server
/// acted, reads and writes of the device fail, sessions expire, several tabs are open, the server is restored from a
/// backup, a person throws away and takes back. Whatever happens: nothing that was said to be kept is lost, nothing is
/// carried out twice, and when the world is kind again everything is carried out.
namespace ow::test {

/// What can happen. A kind that stands here twice happens twice as often.
inline constexpr std::array<std::string_view, 23> move_kinds{
    "storage", "storage", "storage", "network",  "network",        "network",     "message",  "message",
    "timer",   "act",     "act",     "kill tab", "open tab",       "freeze/thaw", "online",   "sign in/out",
    "writes",  "reads",   "back up", "retry",    "discard/reopen", "look/epoch",  "days pass"};

/// One thing that happens; what `a` and `b` mean depends on the kind and on how the world is then.
struct Move {
    std::uint8_t kind = 0;
    std::uint8_t a = 0;
    std::uint8_t b = 0;
};

/// A whole history: how the device was found, and what happened then.
struct Schedule {
    std::uint8_t start = 0;  ///< bits: entries of the layout before, an entry that nobody can read, one tab only
    std::vector<Move> moves;
};

/// The schedule of a seed.
[[nodiscard]] Schedule make_schedule(std::uint64_t seed);

/// Plays a schedule. \return what went wrong first, "" = nothing.
[[nodiscard]] std::string play(const Schedule& schedule);

/// The smallest part of a failing schedule that still fails.
[[nodiscard]] Schedule shrink(Schedule schedule);

/// A schedule as text, one move a line.
[[nodiscard]] std::string describe(const Schedule& schedule);

}  // namespace ow::test
