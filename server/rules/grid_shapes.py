"""What is wrong with outlines of grids that are each well formed: no area, a hole that is in nothing, one grid
over another."""

import itertools
from collections.abc import Iterator
from typing import NamedTuple

from server.rules.areas import contains, rings_of

#: Square degrees below which an outline is a line (about a square metre), and the share of the smaller of
#: two grids that may lie in both: borders that were drawn twice never fit to the centimetre.
LEAST_AREA, MOST_SHARED = 1e-10, 0.02
#: Pairs of corners of a border and a hole that are looked at; a hole with more is not of this world.
MOST_PAIRS = 4_000_000
#: Lines across what two grids may have in common, along which it is measured.
_LINES = 16

Ring = list
Box = tuple[float, float, float, float]


class Shape(NamedTuple):
    """A grid's rings with its bounds (lon, lat, lon, lat) and area in square degrees."""

    rings: list[Ring]
    box: Box
    area: float


class Overlap(NamedTuple):
    """Two grids, by their places in the list, and a point (lon, lat) that both hold."""

    first: int
    second: int
    place: tuple[float, float]


def shape_of(geometry: dict) -> Shape:
    """A Polygon or MultiPolygon as it is compared."""
    kind, coordinates = geometry["type"], geometry["coordinates"]
    polygons = [coordinates] if kind == "Polygon" else coordinates
    area = sum(_area(outer) - sum(map(_area, holes)) for outer, *holes in polygons)
    rings = rings_of(kind, coordinates)
    xs, ys = zip(*(place[:2] for ring in rings for place in ring), strict=True)
    return Shape(rings, (min(xs), min(ys), max(xs), max(ys)), area)


def flat(geometry: dict) -> tuple[float, float] | None:
    """A point of an outer ring that encloses nothing; None where all of them do."""
    for outer, *_ in _polygons(geometry):
        if _area(outer) < LEAST_AREA:
            return outer[0][0], outer[0][1]
    return None


def lost_hole(geometry: dict) -> tuple[float, float] | None:
    """A point of a hole that is not inside what it is a hole of, or crosses its border or that of another
    hole; None where all are."""
    for outer, *holes in _polygons(geometry):
        for hole in holes:
            if len(hole) * len(outer) > MOST_PAIRS:
                return hole[0][0], hole[0][1]
            for x, y in hole:
                if not contains([outer], x, y) and not _on(outer, x, y):
                    return x, y
        for one, other in itertools.combinations([outer, *holes], 2):
            place = _crossing(one, other)
            if place is not None:
                return place
    return None


def overlaps(shapes: list[Shape]) -> Iterator[Overlap]:
    """Grids of which more than MOST_SHARED of the smaller lies in another."""
    order = sorted(range(len(shapes)), key=lambda at: shapes[at].box[0])
    active: list[int] = []
    for at in order:
        box = shapes[at].box
        active = [other for other in active if shapes[other].box[2] > box[0]]
        for other in active:
            found = _shared(shapes[other], shapes[at])
            if found is not None:
                yield Overlap(min(at, other), max(at, other), found)
        active.append(at)


def _shared(one: Shape, other: Shape) -> tuple[float, float] | None:
    """A point of what two grids have in common, where that is too much."""
    low, high = max(one.box[1], other.box[1]), min(one.box[3], other.box[3])
    across = min(one.box[2], other.box[2]) - max(one.box[0], other.box[0])
    most = MOST_SHARED * min(one.area, other.area)
    if low >= high or across * (high - low) <= most:
        return None
    step, area = (high - low) / _LINES, 0.0
    widest, place = 0.0, None
    for line in range(_LINES):
        y = low + (line + 0.5) * step
        for (a, b), (c, d) in itertools.product(_inside(one, y), _inside(other, y)):
            width = min(b, d) - max(a, c)
            if width > 0:
                area += width * step
            if width > widest:
                widest, place = width, ((min(b, d) + max(a, c)) / 2, y)
    return place if area > most else None


def _inside(shape: Shape, y: float) -> list[tuple[float, float]]:
    """The stretches of a line of latitude that lie in a grid."""
    crossings = sorted(
        (x2 - x1) * (y - y1) / (y2 - y1) + x1
        for ring in shape.rings
        for (x1, y1), (x2, y2) in itertools.pairwise(ring)
        if (y1 > y) != (y2 > y)
    )
    return list(zip(crossings[::2], crossings[1::2], strict=True))


def _polygons(geometry: dict) -> list:
    coordinates = geometry["coordinates"]
    return [coordinates] if geometry["type"] == "Polygon" else coordinates


def _area(ring: Ring) -> float:
    """Measured from its first corner, so that small figures far from zero stay exact."""
    x0, y0 = ring[0]
    twice = sum(
        (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
        for (x1, y1), (x2, y2) in itertools.pairwise(ring)
    )
    return abs(twice) / 2


def _on(ring: Ring, x: float, y: float) -> bool:
    """Whether a point is on the border."""
    return any(
        _side(a, b, (x, y)) == 0
        and min(a[0], b[0]) <= x <= max(a[0], b[0])
        and min(a[1], b[1]) <= y <= max(a[1], b[1])
        for a, b in itertools.pairwise(ring)
    )


def _crossing(one: Ring, other: Ring) -> tuple[float, float] | None:
    """Where an edge of one ring goes through one of the other; touching is none."""
    edges = list(itertools.pairwise(other))
    for a, b in itertools.pairwise(one):
        for c, d in edges:
            through = _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0
            if through:
                return c[0], c[1]
    return None


def _side(a: list, b: list, c: tuple | list) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
