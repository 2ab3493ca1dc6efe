#pragma once

#include <vector>

#include "src/domain/value.hpp"

/// What a hand drew: a signature as its strokes, not as pixels.
namespace ow::domain {

/// A point of a stroke.
struct StrokePoint {
    double x = 0, y = 0;    ///< from the top left of where one signs, 0 to 1 of its width and height
    double ms = 0;          ///< since the first point of the signature
    double pressure = 0.5;  ///< 0 to 1; 0.5 where the device does not tell
    bool operator==(const StrokePoint&) const = default;
};
using Stroke = std::vector<StrokePoint>;
using Strokes = std::vector<Stroke>;

/// As they are kept and sent: [[[x, y, ms, pressure]…]…] (docs/api.md, "Mandates and assisted filing"), places in
/// ten-thousandths and pressure in hundredths, which is finer than any hand.
[[nodiscard]] Value strokes_value(const Strokes& strokes);

/// Reads them again; points that are none (fewer than two numbers, outside of 0 to 1) and empty strokes are left out.
/// \param value null: none.
[[nodiscard]] Strokes read_strokes(const Value* value);

}  // namespace ow::domain
