#include "src/domain/coordinates.hpp"

#include <cmath>
#include <initializer_list>
#include <numbers>
#include <utility>

namespace ow::domain {

namespace {

constexpr double pi = std::numbers::pi;
/// The formula's ellipsoid (Krassowsky 1940): half axis in metres, square of the eccentricity.
constexpr double axis = 6'378'245.0, squared = 0.006'693'421'622'965'943;
constexpr double west = 72.004, east = 137.8347, south = 0.8293, north = 55.8271;
/// Degrees that a shift is smaller than; the inverse is near enough, and after how many steps it is in any case.
constexpr double farthest = 0.03, near = 1e-10;
constexpr int steps = 40;

bool in_box(Position p, double margin) {
    return p.lon >= west - margin && p.lon <= east + margin && p.lat >= south - margin && p.lat <= north + margin;
}

/// Two thirds of a sum of sines, each amplitude × sin(value · frequency · π).
double wave(double value, std::initializer_list<std::pair<double, double>> terms) {
    double total = 0;
    for (const auto& [amplitude, frequency] : terms)
        total += amplitude * std::sin(value * frequency * pi);
    return total * 2 / 3;
}

Position shifted(Position p) {
    const double x = p.lon - 105, y = p.lat - 35, root = std::sqrt(std::abs(x));
    const double common = wave(x, {{20, 6}, {20, 2}});
    const double up = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + common +
                      wave(y, {{20, 1}, {40, 1.0 / 3}, {160, 1.0 / 12}, {320, 1.0 / 30}});
    const double right = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + common +
                         wave(x, {{20, 1}, {40, 1.0 / 3}, {150, 1.0 / 12}, {300, 1.0 / 30}});
    const double angle = p.lat * pi / 180;
    const double bend = 1 - squared * std::sin(angle) * std::sin(angle);
    const double metres_up = axis * (1 - squared) / (bend * std::sqrt(bend));
    const double metres_right = axis / std::sqrt(bend) * std::cos(angle);
    return {p.lon + right / metres_right * 180 / pi, p.lat + up / metres_up * 180 / pi};
}

}  // namespace

Position to_gcj02(Position wgs84) { return in_box(wgs84, 0) ? shifted(wgs84) : wgs84; }

Position from_gcj02(Position gcj02) {
    if (!in_box(gcj02, farthest)) return gcj02;
    Position found = gcj02;
    for (int step = 0; step < steps; ++step) {
        const Position there = shifted(found);
        const double lon = gcj02.lon - there.lon, lat = gcj02.lat - there.lat;
        found = {found.lon + lon, found.lat + lat};
        if (std::abs(lon) < near && std::abs(lat) < near) break;
    }
    return in_box(found, 10 * near) ? found : gcj02;
}

}  // namespace ow::domain
