#pragma once

#include <optional>
#include <span>
#include <vector>

#include "src/domain/case.hpp"
#include "src/domain/time.hpp"

/// The order in which places are walked to.
namespace ow::domain {

/// A place to go to, and when somebody is expected there.
struct RoundStop {
    std::optional<Position> at;  ///< not known: it comes where its time wants it
    std::optional<Instant> from, to;
};

/// A round over all stops.
struct Round {
    std::vector<std::size_t> order;  ///< indices of the stops
    double metres = 0;               ///< from stop to stop and back to where it began, as the crow flies
};

/// A short round: the nearest next, then turned round where that is shorter (2-opt). Nobody who is expected before
/// another has to go is visited after them: a stop whose time ends before another's begins comes first.
/// \param start where it begins; nothing: at the stop whose time begins first.
[[nodiscard]] Round plan_round(std::span<const RoundStop> stops, const std::optional<Position>& start);

/// How long it takes on foot, with so long at each door.
[[nodiscard]] Duration round_time(const Round& round);

}  // namespace ow::domain
