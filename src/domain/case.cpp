#include "src/domain/case.hpp"

#include <algorithm>
#include <cmath>

#include "src/domain/catalogue.hpp"

namespace ow::domain {

bool is_staff(const Account& account) { return account.role != Role::resident; }

const Grid* find_grid(const Reference& reference, const std::string& id) {
    const auto found =
        std::find_if(reference.grids.begin(), reference.grids.end(), [&](const Grid& grid) { return grid.id == id; });
    return found == reference.grids.end() ? nullptr : &*found;
}

const Grid* nearest_grid(const Reference& reference, Position position) {
    // Equirectangular: exact enough within a street, where a degree of longitude shrinks with the latitude.
    const double shrink = std::cos(position.lat * 3.14159265358979323846 / 180.0);
    const auto distance = [&](const Grid& grid) {
        const double east = (grid.centre.lon - position.lon) * shrink;
        const double north = grid.centre.lat - position.lat;
        return east * east + north * north;
    };
    const auto nearest =
        std::min_element(reference.grids.begin(), reference.grids.end(),
                         [&](const Grid& left, const Grid& right) { return distance(left) < distance(right); });
    return nearest == reference.grids.end() ? nullptr : &*nearest;
}

bool counts_down(const CaseSummary& summary) {
    return summary.due_at && summary.clock != Clock::done && summary.clock != Clock::paused &&
           summary.state != State::granted;
}

bool is_finished(const Word<State>& state) {
    const StateRow* row = find_state(state.text());
    return row != nullptr && row->finished;
}

std::optional<bool> belongs_to(const Word<Role>& role, Queue queue, const CaseSummary& summary) {
    const std::string_view code = to_code(queue);
    for (const QueueRow& row : all_queues()) {
        if (row.role != role.text() || row.code != code) {
            continue;
        }
        const auto& states = row.states;
        const bool any = states.front().empty();
        const bool named = std::find(states.begin(), states.end(), summary.state.text()) != states.end();
        if (any ? is_finished(summary.state) : !named) {
            return false;
        }
        switch (row.time) {
            case QueueTime::any: return true;
            case QueueTime::due_soon: return summary.clock == Clock::amber;
            case QueueTime::overdue: return summary.clock == Clock::red;
            case QueueTime::reopened: return std::nullopt;
        }
    }
    return std::nullopt;
}

std::vector<Queue> queues_of(const Word<Role>& role) {
    std::vector<Queue> queues;
    for (const QueueRow& row : all_queues()) {
        const auto queue = from_code<Queue>(row.code);
        if (row.role == role.text() && queue) {
            queues.push_back(*queue);
        }
    }
    return queues;
}

}  // namespace ow::domain
