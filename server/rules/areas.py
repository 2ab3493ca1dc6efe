"""Areas on the map: which of them holds a place."""

import itertools


def rings_of(kind: str, coordinates: list) -> list:
    """All rings of a GeoJSON Polygon or MultiPolygon, holes too: by the even–odd rule they need no telling apart."""
    if kind == "Polygon":
        return coordinates
    return [ring for polygon in coordinates for ring in polygon]


def contains(rings: list, x: float, y: float) -> bool:
    """Even–odd rule: does a ray from the point cross the rings an odd number of times?"""
    inside = False
    for ring in rings:
        for (x1, y1), (x2, y2) in itertools.pairwise(ring):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                inside = not inside
    return inside


#: Pairs of edges that are looked at; an outline with more near each other is not of this world.
MOST_PAIRS = 3_000_000


def crosses_itself(ring: list) -> bool:
    """Whether a closed ring's edges meet anywhere but at the ends of neighbours, or lie so close together
    that it cannot be told in MOST_PAIRS looks."""
    points = [(x, y) for x, y, *_ in ring]
    points = [points[0], *(b for a, b in itertools.pairwise(points) if a != b)]
    edges = list(itertools.pairwise(points))
    last, looks = len(edges) - 1, 0
    active: list[int] = []
    for at in sorted(range(len(edges)), key=lambda i: min(edges[i][0][0], edges[i][1][0])):
        left = min(edges[at][0][0], edges[at][1][0])
        active = [other for other in active if max(edges[other][0][0], edges[other][1][0]) >= left]
        looks += len(active)
        if looks > MOST_PAIRS:
            return True
        for other in active:
            neighbours = abs(at - other) == 1 or {at, other} == {0, last}
            if not neighbours and _meet(*edges[at], *edges[other]):
                return True
        active.append(at)
    return False


def _meet(a: tuple, b: tuple, c: tuple, d: tuple) -> bool:
    """Whether two edges have a point in common."""
    if max(a[1], b[1]) < min(c[1], d[1]) or max(c[1], d[1]) < min(a[1], b[1]):
        return False
    return (
        _side(a, b, c) * _side(a, b, d) <= 0
        and _side(c, d, a) * _side(c, d, b) <= 0
        and max(a[0], b[0]) >= min(c[0], d[0])
        and max(c[0], d[0]) >= min(a[0], b[0])
    )


def _side(a: tuple, b: tuple, c: tuple) -> int:
    turn = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    return (turn > 0) - (turn < 0)
