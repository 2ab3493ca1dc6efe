#include "src/domain/map_clusters.hpp"

#include <algorithm>

namespace ow::domain {

namespace {

/// Width of the finest squares, metres; closer points are told apart by nobody's device.
constexpr float finest = 4;
/// 4 m × 2^20 is more than any country.
constexpr std::size_t levels_max = 20;

std::uint64_t square_of(std::uint32_t column, std::uint32_t row) { return std::uint64_t{row} << 32 | column; }

}  // namespace

MapClusters::MapClusters(const std::vector<MapPoint>& points) {
    if (points.empty()) return;
    MapBox box;
    for (const MapPoint& point : points)
        box.extend(point);
    m_corner = {box.x0, box.y0};
    Level level;
    level.reserve(points.size());
    for (const MapPoint& point : points) {
        const auto column = static_cast<std::uint32_t>((point.x - m_corner.x) / finest);
        const auto row = static_cast<std::uint32_t>((point.y - m_corner.y) / finest);
        level.push_back({square_of(column, row), {point, 1}});
    }
    merge(level);
    while (true) {
        m_levels.push_back(level);
        if (level.size() == 1 || m_levels.size() == levels_max) return;
        for (Entry& entry : level)
            entry.square = square_of(static_cast<std::uint32_t>(entry.square) >> 1,
                                     static_cast<std::uint32_t>(entry.square >> 32) >> 1);
        merge(level);
    }
}

void MapClusters::merge(Level& level) {
    std::ranges::sort(level, {}, &Entry::square);
    std::size_t kept = 0;
    for (const Entry& entry : level) {
        if (kept == 0 || level[kept - 1].square != entry.square) {
            level[kept++] = entry;
            continue;
        }
        MapCluster& into = level[kept - 1].cluster;
        const MapCluster& from = entry.cluster;
        const std::uint32_t sum = into.count + from.count;
        const float share = static_cast<float>(from.count) / static_cast<float>(sum);
        into.middle.x += (from.middle.x - into.middle.x) * share;
        into.middle.y += (from.middle.y - into.middle.y) * share;
        into.count = sum;
    }
    level.resize(kept);
}

void MapClusters::collect(const MapBox& box, float spacing, std::vector<MapCluster>& found) const {
    found.clear();
    if (m_levels.empty()) return;
    std::size_t at = 0;
    float width = finest;
    for (; at + 1 < m_levels.size() && width * 2 <= spacing; ++at)
        width *= 2;
    const Level& level = m_levels[at];
    // A square to each side: a mark whose middle lies just outside still reaches in.
    const auto square = [&](float offset, float by) {
        return static_cast<std::uint32_t>(std::clamp(offset / width + by, 0.0f, 4e9f));
    };
    const std::uint32_t first = square(box.x0 - m_corner.x, -1), last = square(box.x1 - m_corner.x, 1);
    const auto bottom = std::min(square(box.y1 - m_corner.y, 1), static_cast<std::uint32_t>(level.back().square >> 32));
    for (std::uint32_t row = square(box.y0 - m_corner.y, -1); row <= bottom; ++row) {
        auto entry = std::ranges::lower_bound(level, square_of(first, row), {}, &Entry::square);
        for (; entry != level.end() && entry->square <= square_of(last, row); ++entry)
            found.push_back(entry->cluster);
    }
}

}  // namespace ow::domain
