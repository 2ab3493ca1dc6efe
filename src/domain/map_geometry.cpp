#include "src/domain/map_geometry.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ow::domain {

namespace {

/// A degree of the meridian, metres (mean of the WGS 84 ellipsoid).
constexpr double metres_per_lat = 111'195.0;

/// Twice the signed area of a triangle; positive where a → b → c turns clockwise on a screen.
float turn(MapPoint a, MapPoint b, MapPoint c) { return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x); }

bool in_triangle(MapPoint a, MapPoint b, MapPoint c, MapPoint p) {
    return turn(a, b, p) >= 0 && turn(b, c, p) >= 0 && turn(c, a, p) >= 0;
}

bool cross(MapPoint a, MapPoint b, MapPoint c, MapPoint d) {
    return (turn(a, b, c) > 0) != (turn(a, b, d) > 0) && (turn(c, d, a) > 0) != (turn(c, d, b) > 0);
}

float squared(MapPoint a, MapPoint b) { return (b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y); }

/// The square of the distance from `p` to the line from `a` to `b`.
float squared_to_line(MapPoint p, MapPoint a, MapPoint b) {
    const float length = squared(a, b);
    if (length == 0) return squared(a, p);
    const float along = std::clamp(((p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y)) / length, 0.0f, 1.0f);
    return squared(p, {a.x + along * (b.x - a.x), a.y + along * (b.y - a.y)});
}

using Loop = std::vector<std::uint32_t>;

/// The indices of a ring, turning clockwise on a screen, or the other way round.
Loop loop_of(std::span<const MapPoint> corners, MapRing ring, bool clockwise) {
    Loop loop;
    float area = 0;
    for (std::uint32_t i = ring.begin; i < ring.end; ++i) {
        const MapPoint a = corners[i], b = corners[i + 1 < ring.end ? i + 1 : ring.begin], o = corners[ring.begin];
        area += (a.x - o.x) * (b.y - o.y) - (b.x - o.x) * (a.y - o.y);
        loop.push_back(i);
    }
    if ((area > 0) != clockwise) std::reverse(loop.begin(), loop.end());
    return loop;
}

/// Joins a hole to the loop by the shortest line that crosses nothing, there and back.
void bridge(std::span<const MapPoint> corners, Loop& loop, const Loop& hole) {
    float nearest = INFINITY;
    std::size_t from = 0, to = 0;
    const auto clear = [&](MapPoint a, MapPoint b, const Loop& lines) {
        for (std::size_t i = 0; i < lines.size(); ++i) {
            const MapPoint c = corners[lines[i]], d = corners[lines[(i + 1) % lines.size()]];
            const bool joined = a == c || a == d || b == c || b == d;
            if (!joined && cross(a, b, c, d)) return false;
        }
        return true;
    };
    for (std::size_t i = 0; i < loop.size(); ++i) {
        for (std::size_t j = 0; j < hole.size(); ++j) {
            const MapPoint a = corners[loop[i]], b = corners[hole[j]];
            const float far = squared(a, b);
            if (far < nearest && clear(a, b, loop) && clear(a, b, hole)) {
                nearest = far;
                from = i;
                to = j;
            }
        }
    }
    Loop way;
    for (std::size_t j = 0; j <= hole.size(); ++j)
        way.push_back(hole[(to + j) % hole.size()]);
    way.push_back(loop[from]);
    loop.insert(loop.begin() + static_cast<std::ptrdiff_t>(from) + 1, way.begin(), way.end());
}

/// Whether the corner sticks out and nothing of the rest lies in the triangle it makes.
bool is_ear(std::span<const MapPoint> corners, const Loop& loop, std::size_t at) {
    const std::size_t n = loop.size();
    const MapPoint a = corners[loop[(at + n - 1) % n]], b = corners[loop[at]], c = corners[loop[(at + 1) % n]];
    if (turn(a, b, c) <= 0) return false;
    return std::ranges::none_of(loop, [&](std::uint32_t index) {
        const MapPoint p = corners[index];
        return p != a && p != b && p != c && in_triangle(a, b, c, p);
    });
}

}  // namespace

void MapBox::extend(MapPoint p) {
    if (empty()) {
        *this = {p.x, p.y, p.x, p.y};
        return;
    }
    x0 = std::min(x0, p.x);
    y0 = std::min(y0, p.y);
    x1 = std::max(x1, p.x);
    y1 = std::max(y1, p.y);
}

Projection::Projection(Position origin)
    : m_origin(origin),
      // Near a pole a degree of longitude is nothing; a map there is not wanted, and neither is a division by zero.
      m_metres_per_lon(metres_per_lat * std::max(0.01, std::cos(origin.lat * 3.14159265358979 / 180))) {}

MapPoint Projection::to_map(Position position) const {
    return {static_cast<float>((position.lon - m_origin.lon) * m_metres_per_lon),
            static_cast<float>((m_origin.lat - position.lat) * metres_per_lat)};
}

Position Projection::to_earth(MapPoint point) const {
    return {m_origin.lon + point.x / m_metres_per_lon, m_origin.lat - point.y / metres_per_lat};
}

bool contains(std::span<const MapPoint> corners, std::span<const MapRing> rings, MapPoint p) {
    bool inside = false;
    for (const MapRing& ring : rings) {
        for (std::uint32_t i = ring.begin; i < ring.end; ++i) {
            const MapPoint a = corners[i], b = corners[i + 1 < ring.end ? i + 1 : ring.begin];
            if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) inside = !inside;
        }
    }
    return inside;
}

std::vector<MapPoint> simplify(std::span<const MapPoint> ring, float tolerance) {
    if (ring.size() < 3) return {};
    // A ring has no ends: it is cut at its first corner and at the one furthest from it.
    std::size_t far = 0;
    for (std::size_t i = 1; i < ring.size(); ++i)
        if (squared(ring[0], ring[i]) > squared(ring[0], ring[far])) far = i;
    if (squared(ring[0], ring[far]) <= tolerance * tolerance) return {};
    std::vector<bool> kept(ring.size());
    kept[0] = kept[far] = true;
    std::vector<std::pair<std::size_t, std::size_t>> parts{{0, far}, {far, ring.size()}};
    while (!parts.empty()) {
        const auto [begin, end] = parts.back();
        parts.pop_back();
        const MapPoint a = ring[begin], b = ring[end % ring.size()];
        std::size_t worst = begin;
        float away = tolerance * tolerance;
        for (std::size_t i = begin + 1; i < end; ++i) {
            const float d = squared_to_line(ring[i], a, b);
            if (d > away) {
                away = d;
                worst = i;
            }
        }
        if (worst == begin) continue;
        kept[worst] = true;
        parts.emplace_back(begin, worst);
        parts.emplace_back(worst, end);
    }
    std::vector<MapPoint> out;
    for (std::size_t i = 0; i < ring.size(); ++i)
        if (kept[i]) out.push_back(ring[i]);
    return out;
}

void triangulate(std::span<const MapPoint> corners, std::span<const MapRing> rings,
                 std::vector<std::uint32_t>& triangles) {
    if (rings.empty()) return;
    Loop loop = loop_of(corners, rings.front(), true);
    for (const MapRing& hole : rings.subspan(1))
        bridge(corners, loop, loop_of(corners, hole, false));
    while (loop.size() >= 3) {
        std::size_t ear = 0;
        while (ear < loop.size() && !is_ear(corners, loop, ear))
            ++ear;
        // Only corners on one line or crossing lines are left: one of them goes without a triangle.
        const std::size_t n = loop.size();
        if (ear < n)
            triangles.insert(triangles.end(), {loop[(ear + n - 1) % n], loop[ear], loop[(ear + 1) % n]});
        else
            ear = 0;
        loop.erase(loop.begin() + static_cast<std::ptrdiff_t>(ear));
    }
}

}  // namespace ow::domain
