#include "src/domain/case.hpp"

#include <algorithm>
#include <cmath>

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

bool is_finished(State state) {
    return state == State::closed || state == State::refused || state == State::withdrawn || state == State::merged;
}

std::optional<bool> belongs_to(Queue queue, const CaseSummary& summary) {
    const State state = summary.state;
    switch (queue) {
        case Queue::to_accept: return state == State::submitted;
        case Queue::to_dispatch: return state == State::accepted;
        case Queue::to_sign: return state == State::dispatched;
        case Queue::in_hand: return state == State::in_progress || state == State::extension_requested;
        case Queue::to_verify: return state == State::resolved;
        case Queue::to_close: return state == State::verified;
        case Queue::due_soon: return !is_finished(state) && summary.clock == Clock::amber;
        case Queue::overdue: return !is_finished(state) && summary.clock == Clock::red;
        case Queue::all_open: return !is_finished(state);
        case Queue::reopened: break;
    }
    return std::nullopt;
}

std::vector<Queue> queues_of(Role role) {
    switch (role) {
        case Role::dispatcher:
            return {Queue::to_accept, Queue::to_dispatch, Queue::due_soon, Queue::overdue, Queue::to_close};
        case Role::handler: return {Queue::to_sign, Queue::in_hand, Queue::due_soon, Queue::overdue};
        case Role::grid_worker: return {Queue::to_verify};
        case Role::supervisor: return {Queue::to_verify, Queue::overdue, Queue::reopened};
        case Role::leader:
        case Role::admin: return {Queue::all_open};
        case Role::resident: break;
    }
    return {};
}

}  // namespace ow::domain
