#include "src/domain/round.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "src/domain/map_geometry.hpp"

namespace ow::domain {

namespace {

constexpr double walking_metres_per_minute = 66;  // 4 km an hour
constexpr Duration at_each_door = minutes(20);
/// A worker's day is a dozen doors; two hundred exchanges settle four dozen.
constexpr int most_exchanges = 200;

class Walk {
  public:
    Walk(std::span<const RoundStop> stops, const std::optional<Position>& start) : m_stops(stops) {
        const Position middle = start.value_or(first_known(stops));
        const Projection map(middle);
        for (const RoundStop& stop : stops) {
            m_places.push_back(map.to_map(stop.at.value_or(middle)));
        }
        if (start) {
            m_start = map.to_map(*start);
        }
    }

    [[nodiscard]] std::vector<std::size_t> nearest_next() const {
        std::vector<std::size_t> left(m_stops.size()), order;
        std::iota(left.begin(), left.end(), std::size_t{0});
        while (!left.empty()) {
            const auto next = std::ranges::min_element(left, {}, [&](std::size_t stop) {
                const bool waits = std::ranges::any_of(left, [&](std::size_t other) { return before(other, stop); });
                const double way = order.empty() && !m_start ? begins(stop) : from(order, stop);
                return std::pair(waits, way);
            });
            order.push_back(*next);
            left.erase(next);
        }
        return order;
    }

    void shorten(std::vector<std::size_t>& order) const {
        bool better = true;
        for (int tries = 0; better && tries < most_exchanges; ++tries) {
            better = false;
            // Without a place to begin at, the first stop is where the round begins.
            for (std::size_t i = m_start ? 0 : 1; i + 1 < order.size() && !better; ++i) {
                for (std::size_t j = i + 1; j < order.size() && !better; ++j) {
                    std::vector<std::size_t> turned = order;
                    std::reverse(turned.begin() + static_cast<std::ptrdiff_t>(i),
                                 turned.begin() + static_cast<std::ptrdiff_t>(j) + 1);
                    // Half a metre: what rounding makes shorter is not.
                    if (keeps_times(turned) && length(turned) + 0.5 < length(order)) {
                        order = std::move(turned);
                        better = true;
                    }
                }
            }
        }
    }

    [[nodiscard]] double length(const std::vector<std::size_t>& order) const {
        std::vector<MapPoint> way;
        if (m_start) {
            way.push_back(*m_start);
        }
        for (const std::size_t stop : order) {
            if (m_stops[stop].at) {
                way.push_back(m_places[stop]);
            }
        }
        double sum = 0;
        for (std::size_t at = 0; at < way.size(); ++at) {
            sum += distance(way[at], way[(at + 1) % way.size()]);
        }
        return sum;
    }

  private:
    static Position first_known(std::span<const RoundStop> stops) {
        for (const RoundStop& stop : stops) {
            if (stop.at) {
                return *stop.at;
            }
        }
        return {};
    }
    static double distance(MapPoint a, MapPoint b) { return std::hypot(a.x - b.x, a.y - b.y); }

    /// Whether `first` has to be visited before `second`.
    [[nodiscard]] bool before(std::size_t first, std::size_t second) const {
        const auto& to = m_stops[first].to;
        const auto& then = m_stops[second].from;
        return to && then && *to <= *then;
    }
    [[nodiscard]] bool keeps_times(const std::vector<std::size_t>& order) const {
        for (std::size_t late = 1; late < order.size(); ++late) {
            for (std::size_t early = 0; early < late; ++early) {
                if (before(order[late], order[early])) {
                    return false;
                }
            }
        }
        return true;
    }
    [[nodiscard]] double begins(std::size_t stop) const {
        const auto& from = m_stops[stop].from;
        return from ? static_cast<double>(from->ms) : HUGE_VAL;
    }
    [[nodiscard]] double from(const std::vector<std::size_t>& order, std::size_t stop) const {
        return distance(order.empty() ? *m_start : m_places[order.back()], m_places[stop]);
    }

    std::span<const RoundStop> m_stops;
    std::vector<MapPoint> m_places;
    std::optional<MapPoint> m_start;
};

}  // namespace

Round plan_round(std::span<const RoundStop> stops, const std::optional<Position>& start) {
    const Walk walk(stops, start);
    Round round;
    round.order = walk.nearest_next();
    walk.shorten(round.order);
    round.metres = walk.length(round.order);
    return round;
}

Duration round_time(const Round& round) {
    const auto walking = static_cast<std::int64_t>(round.metres / walking_metres_per_minute);
    return minutes(walking + static_cast<std::int64_t>(round.order.size()) * (at_each_door.ms / minutes(1).ms));
}

}  // namespace ow::domain
