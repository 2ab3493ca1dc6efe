#pragma once

#include <array>
#include <cstddef>
#include <string>

namespace ow::domain {

/// A place on a picture, as shares of its width and height: 0 to 1, from the top left.
struct PicturePlace {
    double x = 0, y = 0;
    bool operator==(const PicturePlace&) const = default;
};

/// The four corners of a paper on a photo: top left, top right, bottom right, bottom left.
struct Quad {
    std::array<PicturePlace, 4> corners{{{0, 0}, {1, 0}, {1, 1}, {0, 1}}};
    bool operator==(const Quad&) const = default;
};

/// Where the corners are before anybody has moved one: a little inside the picture, so that each can be seen.
[[nodiscard]] Quad first_corners();
/// Whether the corners go round in their order without a dent, and far enough from each other that something lies
/// between them.
[[nodiscard]] bool is_sound(const Quad& quad);
/// The quad with the corner (0 to 3) as near to the place as it may be moved within the picture while the quad stays
/// sound. \pre is_sound(quad)
[[nodiscard]] Quad with_corner(const Quad& quad, std::size_t corner, PicturePlace to);
/// Eight whole numbers: x and y of each corner in ten-thousandths.
[[nodiscard]] std::string corners_text(const Quad& quad);

}  // namespace ow::domain
