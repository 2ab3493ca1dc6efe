#pragma once

#include "src/domain/case.hpp"

/// China's shifted coordinates, for tiles that lie in them. Everything else is WGS 84 (server/rules/coordinates.py, ADR
/// 68).
namespace ow::domain {

/// A place of WGS 84 in GCJ-02, by the formula in general use; outside the box it has for China nothing is shifted.
[[nodiscard]] Position to_gcj02(Position wgs84);

/// The place of WGS 84 that is shifted there, to less than a millimetre.
[[nodiscard]] Position from_gcj02(Position gcj02);

}  // namespace ow::domain
