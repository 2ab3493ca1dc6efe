#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>

#include "offline/storage/storage_port.hpp"

namespace ow::offline {

/// Whether the device has room: what the browser estimates, and what became of what was written, because browsers
/// estimate more room than they give.
class Room {
  public:
    /// What a write asks of the device. A few words still fit where a picture does not.
    struct Load {
        std::size_t bytes = 0;  ///< what is to be kept; 0 where things are only removed
        bool makes_room =
            false;  ///< what was sent is let go of with its pictures: the next write tells how much it was
    };
    static Load load_of(const Transaction& transaction) {
        using Verb = Transaction::Verb;
        Load load;
        for (const Transaction::Operation& operation : transaction.operations()) {
            if (operation.verb == Verb::put || operation.verb == Verb::replace) {
                load.bytes += operation.value.size();
            }
            load.makes_room |= operation.verb == Verb::remove_with;
        }
        return load;
    }

    /// Each answers whether the device is low on room now, where that is not what was told last.
    using Change = std::optional<bool>;

    Change estimated(bool low) {
        m_estimated_low = low;
        return change();
    }

    /// `failure`: why nothing of it was kept.
    Change wrote(const Load& load, std::optional<StoreFailure> failure) {
        if (failure == StoreFailure::full) {
            m_refused = std::min(load.bytes, m_refused.value_or(load.bytes));
        } else if (!failure && m_refused && (load.makes_room || (load.bytes > 0 && load.bytes >= *m_refused))) {
            m_refused.reset();
        }
        return change();
    }

  private:
    Change change() {
        const bool low = m_estimated_low || m_refused;
        if (low == m_told_low) {
            return std::nullopt;
        }
        m_told_low = low;
        return low;
    }

    bool m_estimated_low = false;
    std::optional<std::size_t> m_refused;  ///< bytes of the least that did not fit, until as much fits
    bool m_told_low = false;
};

}  // namespace ow::offline
