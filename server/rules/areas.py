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
