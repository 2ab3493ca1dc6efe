"""Positions as people and their devices give them: in which grid cells they may be meant."""

import itertools
import math
from collections.abc import Sequence
from typing import NamedTuple

from server.rules.areas import contains

#: A position so near a cell may be meant in it: devices are often that wrong, and who stands on
#: the street's edge is in the street. Metres.
TOLERANCE_METRES = 200.0
_METRES_A_DEGREE = 111_195.0


class _Cell(NamedTuple):
    id: str
    rings: list
    west: float
    south: float
    east: float
    north: float


class GridFinder:
    """The grid cells of the street by place."""

    def __init__(self, rings: Sequence[tuple[str, list]]):
        self._cells = [_Cell(grid, outline, *_box(outline)) for grid, outline in rings]

    def near(self, lon: float, lat: float) -> tuple[str, ...]:
        """The cells that hold the position or lie within the tolerance; none outside the street."""
        high = TOLERANCE_METRES / _METRES_A_DEGREE
        wide = high / max(math.cos(math.radians(lat)), 0.01)
        return tuple(
            cell.id
            for cell in self._cells
            if cell.west - wide <= lon <= cell.east + wide
            and cell.south - high <= lat <= cell.north + high
            and (
                contains(cell.rings, lon, lat) or _metres(cell.rings, lon, lat) <= TOLERANCE_METRES
            )
        )


def _box(rings: list) -> tuple[float, float, float, float]:
    points = [point for ring in rings for point in ring]
    lons, lats = [p[0] for p in points], [p[1] for p in points]
    return min(lons), min(lats), max(lons), max(lats)


def _metres(rings: list, lon: float, lat: float) -> float:
    """Distance over ground from a place to the nearest edge."""
    narrow = math.cos(math.radians(lat))
    nearest = math.inf
    for ring in rings:
        for (x1, y1), (x2, y2) in itertools.pairwise(ring):
            ax, ay = (x1 - lon) * narrow, y1 - lat
            dx, dy = (x2 - x1) * narrow, y2 - y1
            length = dx * dx + dy * dy
            along = 0.0 if length == 0 else max(0.0, min(1.0, -(ax * dx + ay * dy) / length))
            nearest = min(nearest, math.hypot(ax + along * dx, ay + along * dy))
    return nearest * _METRES_A_DEGREE
