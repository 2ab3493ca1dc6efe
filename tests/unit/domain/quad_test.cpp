#include <catch2/catch_test_macros.hpp>

#include "src/domain/quad.hpp"

using namespace ow::domain;

TEST_CASE("Corners of a paper go round in their order; crossed, dented or on a line they hold nothing",
          "[domain][quad][unit]") {
    CHECK(is_sound(Quad{}));
    CHECK(is_sound(first_corners()));
    CHECK(is_sound({{{{0.2, 0.1}, {0.9, 0.2}, {0.8, 0.9}, {0.1, 0.7}}}}));
    CHECK_FALSE(is_sound({{{{0, 0}, {1, 1}, {1, 0}, {0, 1}}}}));                      // crossed
    CHECK_FALSE(is_sound({{{{0, 0}, {1, 0}, {0.3, 0.3}, {0, 1}}}}));                  // dented
    CHECK_FALSE(is_sound({{{{0, 0}, {1, 0}, {1, 0}, {0, 0}}}}));                      // a line
    CHECK_FALSE(is_sound({{{{0, 0}, {0, 1}, {1, 1}, {1, 0}}}}));                      // the other way round: a mirror
    CHECK_FALSE(is_sound({{{{0.5, 0.5}, {0.51, 0.5}, {0.51, 0.51}, {0.5, 0.51}}}}));  // too small to hold anything
}

TEST_CASE("A corner is moved within the picture, and no further than the paper stays one", "[domain][quad][unit]") {
    const Quad quad = first_corners();
    CHECK(with_corner(quad, 0, {0.2, 0.3}).corners[0] == PicturePlace{0.2, 0.3});
    CHECK(with_corner(quad, 2, {7, -3}).corners[2].x <= 1);
    CHECK(with_corner(quad, 3, {-1, 2}).corners[3] == PicturePlace{0, 1});
    for (std::size_t corner = 0; corner < 4; ++corner)
        for (double x = -0.2; x <= 1.2; x += 0.1)
            for (double y = -0.2; y <= 1.2; y += 0.1) {
                const Quad moved = with_corner(quad, corner, {x, y});
                INFO(corner << ": " << x << ", " << y);
                CHECK(is_sound(moved));
                for (std::size_t other = 0; other < 4; ++other)
                    CHECK((other == corner || moved.corners[other] == quad.corners[other]));
            }
    // It goes as far as it can.
    const Quad far = with_corner(quad, 0, {0.94, 0.94});
    CHECK(far.corners[0].x > 0.4);
}

TEST_CASE("Corners are told to the device as whole numbers", "[domain][quad][unit]") {
    CHECK(corners_text(Quad{}) == "0 0 10000 0 10000 10000 0 10000");
    CHECK(corners_text({{{{0.12345, 0.5}, {0.9, 0.1}, {1, 1}, {0, 0.99999}}}}) ==
          "1235 5000 9000 1000 10000 10000 0 10000");
}
