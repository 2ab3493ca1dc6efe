#include "src/domain/quad.hpp"

#include <algorithm>
#include <cmath>

namespace ow::domain {

namespace {

/// No corner may come nearer to the line between its neighbours than makes this area with them (twice, of 1).
constexpr double least_area = 0.02;
/// Halves of the way that are tried: finer than a pixel.
constexpr int halvings = 14;

/// Twice the area of the triangle; negative where the points do not go round clockwise.
double area(const PicturePlace& a, const PicturePlace& b, const PicturePlace& c) {
    return (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y);
}

}  // namespace

Quad first_corners() { return {{{{0.06, 0.06}, {0.94, 0.06}, {0.94, 0.94}, {0.06, 0.94}}}}; }

bool is_sound(const Quad& quad) {
    const auto& corners = quad.corners;
    for (std::size_t at = 0; at < corners.size(); ++at) {
        if (area(corners[at], corners[(at + 1) % 4], corners[(at + 2) % 4]) < least_area) {
            return false;
        }
    }
    return true;
}

Quad with_corner(const Quad& quad, std::size_t corner, PicturePlace to) {
    to = {std::clamp(to.x, 0.0, 1.0), std::clamp(to.y, 0.0, 1.0)};
    const PicturePlace from = quad.corners[corner];
    const auto at = [&](double share) {
        Quad moved = quad;
        moved.corners[corner] = {from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share};
        return moved;
    };
    if (is_sound(at(1))) {
        return at(1);
    }
    double good = 0, bad = 1;
    for (int half = 0; half < halvings; ++half) {
        const double middle = (good + bad) / 2;
        (is_sound(at(middle)) ? good : bad) = middle;
    }
    return at(good);
}

std::string corners_text(const Quad& quad) {
    std::string text;
    for (const PicturePlace& corner : quad.corners) {
        for (const double share : {corner.x, corner.y}) {
            text += (text.empty() ? "" : " ") + std::to_string(std::lround(share * 10'000));
        }
    }
    return text;
}

}  // namespace ow::domain
