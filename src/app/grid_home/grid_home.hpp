#pragma once

#include <optional>
#include <vector>

#include "src/app/env.hpp"
#include "src/app/remote.hpp"
#include "src/domain/grid_records.hpp"
#include "src/domain/round.hpp"

/// The grid worker's day: who is to be visited in which order, what is to be verified.
namespace ow::app::grid_home {

/// What programs put into their lists.
extern const Feature feature;

/// What the device was told last of the queue, so that it can be shown without a network.
struct Model {
    Remote<domain::api::QueueCounts> queues;
    std::optional<std::int64_t> to_verify;  ///< nothing: never told
    std::optional<domain::Instant> as_of;   ///< when it was told, where it is not of this visit to the page
    /// What needed not be filled in for the applications of the grid's people (减负账).
    struct Spared {
        std::int64_t days = 0;  ///< the last ones
        std::int64_t applications = 0;
        std::int64_t answers = 0;  ///< that their forms ask for and fill in for who is verified
        bool operator==(const Spared&) const = default;
    };
    Remote<Spared> burden;
    std::optional<Spared> spared;  ///< nothing: never told
    std::optional<domain::Instant> spared_as_of;
    bool note_asked = false;
    bool operator==(const Model&) const = default;
};

/// Today's visits in the order of a round.
struct Day {
    std::vector<const domain::GridVisit*> visits;
    domain::Round round;
    /// Where one of them is.
    struct Place {
        domain::Position at;
        std::size_t visit = 0;  ///< index
    };
    std::vector<Place> way;  ///< of those whose place is known, in order
};
/// Worked out of the copy as it is now.
[[nodiscard]] Day day_of(const app::Model& model);

}  // namespace ow::app::grid_home
